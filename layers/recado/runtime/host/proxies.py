"""Whose word is taken for the address of a client: that of the reverse proxies the operator names."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Self


@dataclass(frozen=True, slots=True)
class Proxies:
    """Networks of trusted proxies. Without any, the client is whoever opened the connection."""

    networks: tuple[IPv4Network | IPv6Network, ...] = ()

    @classmethod
    def named(cls, text: str) -> Self:
        """From `HOST_TRUSTED_PROXIES`: addresses and networks, with commas between. ValueError for anything else."""
        return cls(tuple(ip_network(part.strip()) for part in text.split(",") if part.strip()))

    def client(self, remote: str, forwarded_for: str) -> str:
        """Returns the nearest address that is no trusted proxy, of `remote` and those in X-Forwarded-For.

        Each proxy adds, on the right, whom it heard the request from; further left anybody may have written anything.
        """
        nearest = remote
        for entry in reversed(forwarded_for.split(",")):
            further = entry.strip()
            if not (self.trusts(nearest) and _address(further)):
                break
            nearest = further
        return nearest

    def trusts(self, text: str) -> bool:
        """Returns whether this address is a trusted proxy's."""
        address = _address(text)
        return address is not None and any(address in network for network in self.networks)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None
