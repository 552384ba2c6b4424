"""Limits on what could be guessed or abused, counted in PostgreSQL so that they hold across processes."""

import hashlib
from math import ceil

from recado.accounts.model import Limit
from recado.activity import service as activity
from recado.kernel.errors import TooMany
from recado.platform.db import Tx, database

_SWEPT = 20  # lapsed counters each count removes, so that strangers cannot fill the table


def count(*tries: tuple[Limit, str]) -> None:
    """Counts one try of each limit for its key, and commits that. Raises TooMany when any of them is used up."""
    with database().accounts(aside=True) as tx:
        waits = [_count(tx, limit, key) for limit, key in tries]
        tx.run(
            "delete from attempts where key in "
            "(select key from attempts where until < now() order by until limit %s for update skip locked)",
            (_SWEPT,),
        )
    if wait := max(waits):
        raise TooMany(wait)


def give_back(tx: Tx, limit: Limit, key: str) -> None:
    """Takes one try back that turned out to be honest; those of others stay counted."""
    tx.run("update attempts set tries = greatest(tries - 1, 0) where key = %s", (_digest(limit, key),))


def clear(tx: Tx, limit: Limit, key: str) -> None:
    """Forgets the tries of a key that turned out to be honest."""
    tx.run("delete from attempts where key = %s", (_digest(limit, key),))


def _count(tx: Tx, limit: Limit, key: str) -> int:
    """Returns seconds to wait; 0 when the try is within the limit. The first try beyond it is an event."""
    (row,) = tx.dicts(
        """
        insert into attempts as a (key, tries, until) values (%(key)s, 1, now() + %(window)s)
        on conflict (key) do update set
          tries = case when a.until <= now() then 1 else a.tries + 1 end,
          until = case when a.until <= now() then now() + %(window)s else a.until end
        returning tries, extract(epoch from until - now())::float8 as seconds
        """,
        {"key": _digest(limit, key), "window": limit.window},
    )
    if row["tries"] == limit.tries + 1:
        activity.note_platform(tx, None, "warning", "limit.reached", limit=limit.name)
    return ceil(row["seconds"]) if row["tries"] > limit.tries else 0


def _digest(limit: Limit, key: str) -> bytes:
    return hashlib.sha256(f"{limit.name}:{key}".encode()).digest()
