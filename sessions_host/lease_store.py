"""SQL of leases: which host holds which session. All in the worker role, through named functions."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from recado.platform.db import Tx


@dataclass(frozen=True, slots=True)
class Lease:
    """A session this host holds from now on. start_in: seconds it still has to wait after earlier deaths."""

    instance_id: UUID
    business_id: UUID
    epoch: int
    state: str
    wanted: str
    command: str | None
    restarts: int
    start_in: float
    has_keys: bool


@dataclass(frozen=True, slots=True)
class Renewed:
    """A lease that was prolonged, and what is wanted of its session. waiting: it has something to send."""

    instance_id: UUID
    wanted: str
    command: str | None
    waiting: bool


@dataclass(frozen=True, slots=True)
class Share:
    """Sessions that want a host, and the hosts there are."""

    wanted: int
    hosts: int

    @property
    def fair(self) -> int:
        """How many of them one host should hold at most."""
        return -(-self.wanted // max(self.hosts, 1))


def register_host(tx: Tx, host: str, address: str, capacity: int, ttl: float) -> Share:
    """Notes that this host lives; returns what share of the sessions is its own."""
    statement = "select * from greet_web_host(%s, %s, %s, make_interval(secs => %s))"
    return tx.row(Share, statement, (host, address, capacity, ttl)) or Share(0, 1)


def unregister_host(tx: Tx, host: str) -> None:
    """Removes a host that ends from the list of hosts."""
    tx.value("select dismiss_web_host(%s)", (host,))


def take(tx: Tx, host: str, most: int, ttl: float) -> list[Lease]:
    """Takes and returns up to `most` sessions nobody holds, each under a new epoch."""
    return tx.rows(Lease, "select * from take_leases(%s, %s, make_interval(secs => %s))", (host, most, ttl))


def renew(tx: Tx, host: str, held: Mapping[UUID, int], ttl: float) -> list[Renewed]:
    """Prolongs the leases in `held` (session to epoch). What is not returned is lost."""
    statement = "select * from renew_leases(%s, %s, %s, make_interval(secs => %s))"
    return tx.rows(Renewed, statement, (host, list(held), list(held.values()), ttl))


def release(tx: Tx, host: str, instance_id: UUID, epoch: int) -> None:
    """Gives a session back at once."""
    tx.value("select release_lease(%s, %s, %s)", (host, instance_id, epoch))
