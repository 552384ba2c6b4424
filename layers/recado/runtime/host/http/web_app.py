"""The built web app: its files from memory, with the headers browsers are to hold them by."""

import gzip
import hashlib
import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from recado.runtime.host.http.event import Reply, Request

INDEX = "/index.html"
HASHED = "/assets/"  # names there hold a hash of what is in them
A_YEAR = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
PACKED = ("text/", "application/javascript", "application/json", "application/manifest+json", "image/svg+xml")
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("application/manifest+json", ".webmanifest")


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is sent. packed: with gzip, where that is shorter."""

    body: bytes
    packed: bytes | None
    media_type: str
    etag: str


class WebApp:
    """What is served beside the functions. Every path is looked up among the files there were at the start."""

    def __init__(self, files: dict[str, File], object_stores: Sequence[str]) -> None:
        self._files = files
        self._policy = content_policy(object_stores)

    @classmethod
    def load(cls, folder: Path, object_stores: Sequence[str]) -> "WebApp":
        """Reads what `vite build` made; OSError when it has no index. object_stores: see `content_policy`."""
        if not (folder / INDEX[1:]).is_file():
            raise FileNotFoundError(2, "no web app was built here", str(folder))
        paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        shown = [path for path in paths if not any(part.startswith(".") for part in path.relative_to(folder).parts)]
        return cls({f"/{path.relative_to(folder).as_posix()}": _read(path) for path in shown}, object_stores)

    def reply(self, request: Request) -> Reply | None:
        """Returns a file, or the app itself for a path that names no file; None for what is neither."""
        if request.method not in ("GET", "HEAD"):
            return None
        path = request.path
        if path not in self._files:
            if "." in path.rpartition("/")[2]:
                return None
            path = INDEX
        file = self._files[path]
        headers = [
            ("cache-control", A_YEAR if path.startswith(HASHED) else ASK_AGAIN),
            ("etag", file.etag),
            ("vary", "accept-encoding"),
        ]
        if path == INDEX:
            headers += self._of_pages()
        if file.etag in request.headers.get("if-none-match", ""):
            return Reply(304, headers)
        headers.append(("content-type", file.media_type))
        if file.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
            return Reply(200, [*headers, ("content-encoding", "gzip")], file.packed)
        return Reply(200, headers, file.body)

    def _of_pages(self) -> list[tuple[str, str]]:
        return [
            ("content-security-policy", self._policy),
            ("referrer-policy", "strict-origin-when-cross-origin"),
            ("permissions-policy", "camera=(), geolocation=(), microphone=(self), payment=()"),
            ("cross-origin-opener-policy", "same-origin"),
        ]


def content_policy(object_stores: Sequence[str]) -> str:
    """Returns what pages may load: what is ours, and what object stores hold. Only styles may be inline.

    object_stores: origins, or addresses that end in a slash: all below them.
    """
    objects = " ".join(object_stores)
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' blob: data: {objects}".rstrip(),
            f"media-src 'self' blob: {objects}".rstrip(),
            f"connect-src 'self' {objects}".rstrip(),
            "worker-src 'self'",
            "manifest-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def _read(path: Path) -> File:
    body = path.read_bytes()
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    packed = gzip.compress(body, 9, mtime=0) if media_type.startswith(PACKED) else None
    if media_type.startswith("text/"):
        media_type += "; charset=utf-8"
    # Weak: the same for what is packed and what is not.
    etag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    return File(body, packed if packed and len(packed) < len(body) else None, media_type, etag)
