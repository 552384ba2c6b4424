"""Limits on what could be guessed or abused, counted in PostgreSQL so that they hold across processes."""

import hashlib
from math import ceil

from recado.accounts import limit_store
from recado.accounts.model import Limit
from recado.activity import service as activity
from recado.kernel.errors import TooMany
from recado.platform.db import Tx, database

_SWEPT = 20  # lapsed counters each count removes, so that strangers cannot fill the table


def count(*tries: tuple[Limit, str]) -> None:
    """Counts one try of each limit for its key, and commits that. Raises TooMany when any of them is used up."""
    with database().accounts(aside=True) as tx:
        waits = [_count(tx, limit, key) for limit, key in tries]
        limit_store.forget_lapsed(tx, _SWEPT)
    if wait := max(waits):
        raise TooMany(wait)


def give_back(tx: Tx, limit: Limit, key: str) -> None:
    """Takes one try back that turned out to be honest; those of others stay counted."""
    limit_store.give_back(tx, _digest(limit, key))


def clear(tx: Tx, limit: Limit, key: str) -> None:
    """Forgets the tries of a key that turned out to be honest."""
    limit_store.clear(tx, _digest(limit, key))


def _count(tx: Tx, limit: Limit, key: str) -> int:
    """Returns seconds to wait; 0 when the try is within the limit. The first try beyond it is an event."""
    counted = limit_store.count(tx, _digest(limit, key), limit.window)
    if counted.tries == limit.tries + 1:
        activity.note_platform(tx, None, "warning", "limit.reached", limit=limit.name)
    return ceil(counted.seconds) if counted.tries > limit.tries else 0


def _digest(limit: Limit, key: str) -> bytes:
    return hashlib.sha256(f"{limit.name}:{key}".encode()).digest()
