"""SQL of limits: tries counted by key, a digest of what is limited and for whom."""

from dataclasses import dataclass
from datetime import timedelta

from recado.platform.db import Tx


@dataclass(frozen=True, slots=True)
class Tries:
    """Where a key stands. seconds: until it is forgotten."""

    tries: int
    seconds: float


def count(tx: Tx, key: bytes, window: timedelta) -> Tries:
    """Counts one try."""
    (row,) = tx.rows(
        Tries,
        """
        insert into attempts as a (key, tries, until) values (%(key)s, 1, now() + %(window)s)
        on conflict (key) do update set
          tries = case when a.until <= now() then 1 else a.tries + 1 end,
          until = case when a.until <= now() then now() + %(window)s else a.until end
        returning tries, extract(epoch from until - now())::float8 as seconds
        """,
        {"key": key, "window": window},
    )
    return row


def forget_lapsed(tx: Tx, most: int) -> None:
    tx.run(
        "delete from attempts where key in "
        "(select key from attempts where until < now() order by until limit %s for update skip locked)",
        (most,),
    )


def give_back(tx: Tx, key: bytes) -> None:
    tx.run("update attempts set tries = greatest(tries - 1, 0) where key = %s", (key,))


def clear(tx: Tx, key: bytes) -> None:
    tx.run("delete from attempts where key = %s", (key,))
