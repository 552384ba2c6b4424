"""Which links lead to a server on the internet, as far as their text says: before any name is looked up."""

import ipaddress
import socket
from collections.abc import Collection
from urllib.parse import urlsplit

from recado.kernel.errors import Invalid

_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")  # all that IPv6 has given out so far (IANA)
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # IPv4 behind NAT64 (RFC 6052)
# Not private by their registries, and yet no stranger's server.
_NEVER = tuple(
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",  # protocol assignments (RFC 6890)
        "168.63.129.16/32",  # Azure's host, as seen from inside its machines
        "192.88.99.0/24",  # relays of 6to4 (RFC 7526: deprecated)
        "3fff::/20",  # documentation (RFC 9637)
    )
)


class LinkRefused(Invalid):
    """The link will not be read, now or later; `code` says why: link_invalid, link_insecure, link_private,
    link_redirects, link_no_file or link_too_large."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


def check(url: str, trusted: Collection[str] = ()) -> None:
    """Raises LinkRefused for what is plainly no link to a server on the internet. Whoever opens it looks at the
    addresses too (`links`)."""
    try:
        parts = urlsplit(url)
        check_parts(parts.scheme, parts.hostname or "", parts.port, trusted)
    except ValueError:
        raise LinkRefused("link_invalid", "the link is not one") from None


def check_parts(scheme: str, host: str, port: int | None, trusted: Collection[str]) -> None:
    """As `check`. trusted: hosts that may be private, at any port, and without https."""
    if scheme not in ("http", "https") or not host:
        raise LinkRefused("link_invalid", "the link is not one")
    if host in trusted:
        return
    address = _written_address(host)
    if (address is None and "." not in host) or (address is not None and not is_public(address)):
        raise LinkRefused("link_private", "the link leads into a private network")
    number = port or 443
    if scheme != "https" or (number != 443 and number < 1024):
        raise LinkRefused("link_insecure", "the link must begin with https, with no port or one from 1024")


def _written_address(host: str) -> str | None:
    """Returns the address that a host is, in any notation the system reads (0x7f.1, 2130706433); None for a name."""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except (OSError, UnicodeError):
        return None


def is_public(written: str) -> bool:
    """Returns whether an address is a public one.

    A private IPv4 address stays one inside IPv6 (RFC 4291 mapped, RFC 6052 translated, RFC 3056 6to4).
    """
    address = ipaddress.ip_address(written)
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(str(inner))
        if address not in _GLOBAL_UNICAST:
            return False
    return address.is_global and not address.is_multicast and not any(address in network for network in _NEVER)
