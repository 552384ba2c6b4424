"""Delta sync: what changed since a cursor. Whoever asks again and again misses nothing, whoever writes meanwhile.

Each module says in its `changes.py` what is told of its rows; triggers note in `changes` that a row changed.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from recado.activity import sync_store
from recado.activity.model import Actor
from recado.activity.sync_store import Change, Place
from recado.kernel import pages
from recado.kernel.clock import now
from recado.kernel.errors import RecadoError
from recado.kernel.pages import CursorInvalid
from recado.platform.db import Tx, database

GOOD_FOR = timedelta(days=7)
KEPT = timedelta(days=8)  # a day more, for transactions that take long
RENEWED_AFTER = timedelta(hours=1)
BATCH, MOST_BATCHES = 5000, 20
_NOTHING = UUID(int=0)


class CursorExpired(RecadoError):
    """This cursor is too old, or the database was restored since: load the lists anew and ask without a cursor."""

    code = "cursor_expired"
    status = 410


@dataclass(frozen=True, slots=True)
class Current:
    """Rows as they are now. ids: those of the ids that were given which still exist and may be seen."""

    rows: Sequence[Any]
    ids: set[UUID]


@dataclass(frozen=True, slots=True)
class Source:
    """What sync tells of one kind of row. read: the rows with these ids. complete: adds to them afterwards what stands
    elsewhere. open: every member may see all of this kind, so that everybody is told what is gone."""

    kind: str
    read: Callable[[Tx, list[UUID]], Current]
    complete: Callable[[Actor, Sequence[Any]], Sequence[Any]] | None = None
    open: bool = False


def by_id(rows: Sequence[Any]) -> Current:
    """Returns rows that have an `id` of their own."""
    return Current(rows, {row.id for row in rows})


@dataclass(frozen=True, slots=True)
class Delta:
    """Rows as they are now that changed since the cursor, and the ids of what is gone or may not be seen any more, both
    by kind. more: ask again at once."""

    rows: dict[str, Sequence[Any]]
    gone: dict[str, list[UUID]]
    next: str
    more: bool


def since(actor: Actor, sources: Iterable[Source], cursor: str | None, limit: int) -> Delta:
    """Returns what changed since the cursor; without one nothing, and the cursor of now. Raises CursorExpired after
    seven days."""
    after = _place(cursor) if cursor else None
    # Not as the advisor: what left their sight has changed as well.
    with database().whole_business(actor) as tx:
        horizon = sync_store.horizon(tx)
        here = Place(horizon.oldest, "", _NOTHING, horizon.at)
        if after is None:
            return _unchanged(here)
        if after.at < now() - GOOD_FOR or after.xid > horizon.newest:
            raise CursorExpired
        changes = sync_store.changes(tx, after, horizon.oldest, limit + 1)
    if not changes:  # what panels hear nearly every time; the same answer as before has the same ETag
        return _unchanged(after if horizon.at - after.at < RENEWED_AFTER else here)
    more = len(changes) > limit
    changes = changes[:limit]
    if more:
        here = Place(changes[-1].xid, changes[-1].kind, changes[-1].id, changes[-1].at)
    return _delta(actor, sources, changes, _mark(here), more=more)


def _unchanged(place: Place) -> Delta:
    return Delta({}, {}, _mark(place), more=False)


def _delta(actor: Actor, sources: Iterable[Source], changes: list[Change], following: str, *, more: bool) -> Delta:
    by_kind: dict[str, list[Change]] = {}
    for change in changes:
        by_kind.setdefault(change.kind, []).append(change)
    concerned = [source for source in sources if source.kind in by_kind]
    current: dict[str, Current] = {}
    with database().acting(actor) as tx:
        for source in concerned:
            current[source.kind] = source.read(tx, [change.id for change in by_kind[source.kind]])
    rows = {source.kind: _completed(actor, source, current[source.kind].rows) for source in concerned}
    gone = {
        source.kind: [
            change.id
            for change in by_kind[source.kind]
            if change.id not in current[source.kind].ids and _is_told(actor, source, change)
        ]
        for source in concerned
    }
    return Delta(rows, gone, following, more)


def _completed(actor: Actor, source: Source, rows: Sequence[Any]) -> Sequence[Any]:
    return source.complete(actor, rows) if source.complete and rows else rows


def _is_told(actor: Actor, source: Source, change: Change) -> bool:
    """Returns whether the actor hears that a row is gone: an advisor of what they could see, and of nothing they never
    could."""
    return source.open or actor.sees_only in (None, change.lost_by)


def forget() -> int:
    """Deletes changes nobody can ask for any more, in batches. Returns how many."""
    gone = 0
    for _ in range(MOST_BATCHES):
        with database().worker() as tx:
            deleted = sync_store.forget(tx, KEPT, BATCH)
        gone += deleted
        if deleted < BATCH:
            break
    return gone


def _mark(place: Place) -> str:
    return pages.encode((place.xid, place.kind, place.id, place.at))


def _place(cursor: str) -> Place:
    try:
        xid, kind, thing, at = pages.decode(cursor)
        place = Place(int(xid or ""), kind or "", UUID(thing or ""), datetime.fromisoformat(at or ""))
    except ValueError as error:
        raise CursorInvalid from error
    if not 0 <= place.xid < 2**63 or place.at.tzinfo is None:
        raise CursorInvalid
    return place
