"""What a user's link leads to: read from the internet only, never from the network this runs in."""

import ipaddress
import socket
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from recado.kernel.errors import Invalid, Unavailable

REDIRECTS = 3


class LinkRefused(Invalid):
    """The link will not be read, now or later; `code` says why: link_invalid, link_private, link_redirects,
    link_no_file or link_too_large."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


class LinkUnreachable(Unavailable):
    """The link could not be read this time."""

    code = "link_unreachable"


@dataclass(frozen=True, slots=True)
class Linked:
    """What was there. mime_type: as its server declares it, without parameters; empty when it does not."""

    data: bytes
    mime_type: str


def read(url: str, *, most_bytes: int, seconds: float, trusted: Collection[str] = ()) -> Linked:
    """The file a link leads to, at most `most_bytes` of it within `seconds`. Raises LinkRefused or LinkUnreachable.

    The connection goes to the very address that was checked, so a name that answers differently a moment later leads
    nowhere else; every redirect is checked as the first link was. trusted: hosts that may be private.
    """
    ends_at = time.monotonic() + seconds
    for _ in range(REDIRECTS + 1):
        try:
            with _opened(httpx.URL(url), ends_at, trusted) as response:
                if response.is_redirect:
                    url = str(httpx.URL(url).join(response.headers.get("Location", "")))
                    continue
                return _body(response, most_bytes, ends_at)
        except (httpx.InvalidURL, UnicodeError):
            raise LinkRefused("link_invalid", "the link is not one") from None
        except httpx.HTTPError as error:
            raise LinkUnreachable(f"the link could not be read: {type(error).__name__}") from None
    raise LinkRefused("link_redirects", "the link redirects too often")


@contextmanager
def _opened(url: httpx.URL, ends_at: float, trusted: Collection[str]) -> Iterator[httpx.Response]:
    """The answer, over a connection to an address of the host that was looked at first; its name goes along."""
    if url.scheme not in ("http", "https") or not url.host:
        raise LinkRefused("link_invalid", "the link is not one")
    address = _address(url, public_only=url.host not in trusted)
    left = max(ends_at - time.monotonic(), 0.001)
    headers = {"Host": url.netloc.decode(), "Accept-Encoding": "identity"}
    with (
        httpx.Client(timeout=left, follow_redirects=False, trust_env=False) as client,
        client.stream(
            "GET", url.copy_with(host=address), headers=headers, extensions={"sni_hostname": url.raw_host.decode()}
        ) as response,
    ):
        yield response


def _address(url: httpx.URL, *, public_only: bool) -> str:
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(url.raw_host.decode(), port, proto=socket.IPPROTO_TCP)
    except OSError:
        raise LinkUnreachable("the link's host is not found") from None
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    if public_only and not all(_is_public(each) for each in addresses):
        raise LinkRefused("link_private", "the link leads into a private network")
    return addresses[0]


def _is_public(written: str) -> bool:
    """A private IPv4 address stays one inside IPv6 (RFC 4291 mapped, RFC 6052 translated, RFC 3056 6to4)."""
    address = ipaddress.ip_address(written)
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
        if inner is not None:
            return inner.is_global
    return address.is_global and not address.is_multicast


def _body(response: httpx.Response, most_bytes: int, ends_at: float) -> Linked:
    if response.status_code >= 500 or response.status_code == 429:
        raise LinkUnreachable(f"the link answered {response.status_code}")
    if response.status_code != 200:
        raise LinkRefused("link_no_file", f"the link gives no file: {response.status_code}")
    parts, size = [], 0
    for part in response.iter_raw():
        size += len(part)
        if size > most_bytes:
            raise LinkRefused("link_too_large", f"the file has more than {most_bytes} bytes")
        if time.monotonic() > ends_at:
            raise LinkUnreachable("the link's server is too slow")
        parts.append(part)
    return Linked(b"".join(parts), response.headers.get("Content-Type", "").partition(";")[0].strip())
