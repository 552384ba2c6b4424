"""Where the bytes of a file to send come from."""

import ipaddress
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpx

from recado.vendors.whatsapp.web.body import Attachment
from sessions_host.port import NotSent, Refused

MAX_BYTES = 100_000_000
DEADLINE = 60.0
_REDIRECTS = 3


@dataclass(frozen=True, slots=True)
class File:
    """Bytes and what they are."""

    data: bytes
    mime_type: str


Files = Callable[[Attachment], File]


def linked(attachment: Attachment) -> File:
    """The file of a public link. Raises NotSent when it cannot be had now, Refused when it never will.

    Only links into the internet are followed: whoever writes to the API must not read this network through us. Hosts
    named in WEB_LINK_HOSTS are followed wherever they lead.
    """
    if attachment.link is None:
        raise Refused(404, "the file is not known here")
    url = attachment.link
    for _ in range(_REDIRECTS + 1):
        _must_be_public(url)
        try:
            with httpx.stream("GET", url, timeout=DEADLINE, follow_redirects=False) as response:
                if response.is_redirect:
                    url = urljoin(url, response.headers.get("Location", ""))
                    continue
                if response.status_code >= 500:
                    raise NotSent(f"the link answered {response.status_code}")
                if response.status_code != 200:
                    raise Refused(response.status_code, "the link gives no file")
                return File(_read(response), response.headers.get("Content-Type", "").partition(";")[0].strip())
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NotSent(f"the link could not be read: {type(error).__name__}") from None
    raise Refused(310, "the link redirects too often")


def _read(response: httpx.Response) -> bytes:
    parts, size = [], 0
    for part in response.iter_bytes():
        size += len(part)
        if size > MAX_BYTES:
            raise Refused(413, "the file is too large")
        parts.append(part)
    return b"".join(parts)


def _must_be_public(url: str) -> None:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise Refused(400, "the link is not one") from None
    if parts.scheme not in ("http", "https") or not host:
        raise Refused(400, "the link is not one")
    if host in os.environ.get("WEB_LINK_HOSTS", "").split(","):
        return
    try:
        found = socket.getaddrinfo(host, port, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError):
        raise NotSent("the link's host is not found") from None
    if not all(ipaddress.ip_address(str(entry[4][0]).partition("%")[0]).is_global for entry in found):
        raise Refused(403, "the link leads into a private network")
