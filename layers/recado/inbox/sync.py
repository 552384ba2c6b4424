"""Delta sync: what changed since a cursor. Whoever asks again and again misses nothing, whoever writes meanwhile."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from recado.activity.model import Actor
from recado.crm import store as contacts
from recado.crm.model import ContactView
from recado.inbox import conversation_view_store, history, message_view_store, sync_store
from recado.inbox.history import ShownMessage
from recado.inbox.model import ConversationView
from recado.inbox.sync_store import Change, Place
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
class Gone:
    """Ids of what was deleted, or may not be seen any more. A conversation goes with its messages."""

    contacts: list[UUID]
    conversations: list[UUID]
    messages: list[UUID]


@dataclass(frozen=True, slots=True)
class Delta:
    """Things as they are now that changed since the cursor. more: ask again at once."""

    contacts: list[ContactView]
    conversations: list[ConversationView]
    messages: list[ShownMessage]
    gone: Gone
    next: str
    more: bool


def since(actor: Actor, cursor: str | None, limit: int) -> Delta:
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
        rows = sync_store.changes(tx, after, horizon.oldest, limit + 1)
    if not rows:  # what panels hear nearly every time; the same answer as before has the same ETag
        return _unchanged(after if horizon.at - after.at < RENEWED_AFTER else here)
    more = len(rows) > limit
    rows = rows[:limit]
    if more:
        here = Place(rows[-1].xid, rows[-1].kind, rows[-1].id, rows[-1].at)
    with database().acting(actor) as tx:
        return _delta(tx, actor, rows, _mark(here), more=more)


def _unchanged(place: Place) -> Delta:
    return Delta([], [], [], Gone([], [], []), _mark(place), more=False)


def _delta(tx: Tx, actor: Actor, rows: list[Change], following: str, *, more: bool) -> Delta:
    changed = {kind: [each.id for each in rows if each.kind == kind] for kind in ("contact", "conversation", "message")}
    people = contacts.views(tx, changed["contact"])
    threads = conversation_view_store.some(tx, changed["conversation"])
    shown = message_view_store.some(tx, list(set(sync_store.shown_for(tx, changed["message"])) - {None}))
    seen = {each.id for each in people} | {each.id for each in threads} | sync_store.existing(tx, changed["message"])
    # An advisor is told of what they could see, and not of everything they never could.
    lost = [each for each in rows if each.id not in seen and actor.sees_only in (None, each.lost_by)]
    gone = {kind: [each.id for each in lost if each.kind == kind] for kind in changed}
    return Delta(
        people,
        threads,
        history.shown(tx, shown),
        Gone(gone["contact"], gone["conversation"], gone["message"]),
        following,
        more,
    )


def forget() -> int:
    """Deletes changes nobody can ask for any more, in batches. Answers how many."""
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
