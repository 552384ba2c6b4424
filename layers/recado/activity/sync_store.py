"""SQL of the delta sync: what changed, in an order to which nothing is ever added before what was read."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from recado.platform.db import Tx


@dataclass(frozen=True, slots=True)
class Place:
    """Everything before this in the order of changes was read. at: when that was."""

    xid: int
    kind: str
    id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """A thing that a transaction changed. lost_by: the advisor who could see it until then."""

    xid: int
    kind: str
    id: UUID
    lost_by: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Horizon:
    """No transaction before `oldest` is running any more; none that has begun is from `newest` on."""

    oldest: int
    newest: int
    at: datetime


def horizon(tx: Tx) -> Horizon:
    row = tx.row(
        Horizon,
        "select pg_snapshot_xmin(s)::text::bigint as oldest, pg_snapshot_xmax(s)::text::bigint as newest, "
        "clock_timestamp() as at from pg_current_snapshot() s",
    )
    if row is None:
        raise LookupError("there is always a snapshot")
    return row


def changes(tx: Tx, after: Place, before_xid: int, limit: int) -> list[Change]:
    """Changes after a place, of transactions before this one. All of them are over: nothing will be added."""
    return tx.rows(
        Change,
        "select xid::text::bigint as xid, kind, id, lost_by, at from changes where business_id = current_business() "
        "and (xid, kind, id) > (%s::text::xid8, %s, %s) and xid < %s::text::xid8 order by xid, kind, id limit %s",
        (after.xid, after.kind, after.id, before_xid, limit),
    )


def forget(tx: Tx, age: timedelta, limit: int) -> int:
    """For the worker role. Answers how many changes were deleted."""
    gone: int = tx.value("select forget_changes(%s, %s)", (age, limit))
    return gone
