"""Whose word is taken for the address of a client: that of the reverse proxies the operator names."""

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
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
        further = [part.strip() for part in environ.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        while further and self._trusts(nearest):
            if not _is_address(candidate := further.pop()):
                break
            nearest = candidate
        return nearest

    def _trusts(self, address: str) -> bool:
        return _is_address(address) and any(ip_address(address) in network for network in self.networks)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
