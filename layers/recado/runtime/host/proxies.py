"""Whose word is taken for the address of a client: that of the reverse proxies the operator names."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Proxies:
    """Networks of trusted proxies. Without any, the client is whoever opened the connection."""

    networks: tuple[IPv4Network | IPv6Network, ...] = ()

    @classmethod
    def named(cls, text: str) -> Self:
        """From `HOST_TRUSTED_PROXIES`: addresses and networks, with commas between. ValueError for anything else."""
        return cls(tuple(ip_network(part.strip()) for part in text.split(",") if part.strip()))

    def client(self, environ: dict[str, Any]) -> str:
        """The nearest address that is no trusted proxy. Each proxy adds, on the right, whom it heard the request from;
        what stands further left anybody may have written."""
        nearest: str = environ.get("REMOTE_ADDR", "")
        for told in reversed(environ.get("HTTP_X_FORWARDED_FOR", "").split(",")):
            further = told.strip()
            if not (self._trusts(nearest) and _address(further)):
                break
            nearest = further
        return nearest

    def _trusts(self, text: str) -> bool:
        address = _address(text)
        return address is not None and any(address in network for network in self.networks)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None
