"""Downloading media: only from the vendor's own hosts, never more than asked for, the token never to anybody else."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx

from recado.kernel.errors import Forbidden, TooLarge
from recado.kernel.settings import settings
from recado.vendors.whatsapp.cloud import transport
from recado.vendors.whatsapp.cloud.errors import Ambiguous

_MAX_REDIRECTS = 3
_CHUNK = 64 * 1024


@contextmanager
def download(url: str, headers: dict[str, str], *, max_bytes: int) -> Iterator[Iterator[bytes]]:
    """The file's bytes in chunks, closed on leaving. See `CloudChannel.download` for what is raised."""
    where = _allowed(url)
    for _ in range(_MAX_REDIRECTS + 1):
        with ExitStack() as stack:
            with transport.failures_named():
                response = stack.enter_context(transport.client().stream("GET", where, headers=headers))
            if response.has_redirect_location:
                where = _allowed(response.headers["Location"], seen_from=where)
                continue
            if not response.is_success:
                _refuse(response)
            if _declared(response) > max_bytes:
                raise TooLarge(f"the file is larger than {max_bytes} bytes")
            yield _limited(response, max_bytes)
            return
    raise Ambiguous("too many redirects")


def _limited(response: httpx.Response, max_bytes: int) -> Iterator[bytes]:
    """Counts what really comes: the declared length may be absent or untrue."""
    received = 0
    with transport.failures_named():
        for chunk in response.iter_bytes(_CHUNK):
            received += len(chunk)
            if received > max_bytes:
                raise TooLarge(f"the file is larger than {max_bytes} bytes")
            yield chunk


def _declared(response: httpx.Response) -> int:
    written = response.headers.get("Content-Length", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 20 else 0


def _refuse(response: httpx.Response) -> None:
    with transport.failures_named():
        response.read()
    transport.answer(response)


def _allowed(url: str, seen_from: httpx.URL | None = None) -> httpx.URL:
    """Returns the address, when it is one to which the token may go: a media host over https, or the Graph API's own
    base."""
    try:
        where = seen_from.join(url) if seen_from else httpx.URL(url)
        base = httpx.URL(settings().graph_base_url)
    except httpx.InvalidURL as error:
        raise Forbidden("the media address is not an address") from error
    same_as_base = (where.scheme, where.host, where.port) == (base.scheme, base.host, base.port)
    media_host = where.scheme == "https" and where.port is None and where.host in settings().graph_media_hosts
    if where.userinfo or not (same_as_base or media_host):
        raise Forbidden("the media address is not one of WhatsApp's")
    return where
