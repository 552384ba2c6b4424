"""Merging two contacts who are one person, and putting it back.

Locks are taken in the order in which storing a message takes them: identities, conversations, contacts. Storing holds
the customer's identities until it commits, so a message goes wholly before the merge or wholly after it.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.crm import card_store, contact_events, contact_parts, merge_store, store
from recado.crm.merge_store import MergeView, Row
from recado.kernel.clock import now
from recado.kernel.errors import Conflict, Invalid, NotFound, Unavailable
from recado.kernel.ids import new_id
from recado.kernel.pages import Page, Slice, page_of
from recado.kernel.words import Words
from recado.platform.db import Tx, database

UNDO_WITHIN = timedelta(days=30)
PATIENCE_SECONDS = 0.4  # below PostgreSQL's deadlock_timeout: who merges gives way, who stores a message never fails
TRIES = 10
T = TypeVar("T")


class NotUndoable(Conflict):
    """This merge was undone, is older than 30 days, or one of the two was merged again since: undo that first."""

    code = "merge_not_undoable"


def merge(actor: Actor, survivor_id: UUID, source_id: UUID) -> UUID:
    """Everything of the source becomes the survivor's, whose own values win. Returns the merge's id.

    Two conversations with one number become one, in the order of the messages. What waits there to be answered or
    sent is found by the sweeps of the next minute.
    """
    return _patiently(lambda: _merge(actor, survivor_id, source_id))


def undo(actor: Actor, merge_id: UUID) -> UUID:
    """Puts back what was moved; what came since stays with the survivor. Returns the contact that is there again."""
    return _patiently(lambda: _undo(actor, merge_id))


def listing(actor: Actor, contact_id: UUID, page: Slice) -> Page[MergeView]:
    """What was merged into a contact, the latest first. Raises NotFound for a contact the actor may not see."""
    (after,) = page.keys(UUID) or (None,)
    with database().acting(actor) as tx:
        if store.contact(tx, contact_id) is None:
            raise NotFound(Words("no existe ese contacto", "there is no such contact"))
        rows = merge_store.merges(tx, contact_id, now() - UNDO_WITHIN, after, page.limit + 1)
    return page_of(rows, page.limit, lambda row: (row.id,))


def _patiently(work: Callable[[], T]) -> T:
    for attempt in range(TRIES):
        try:
            return work()
        except Unavailable:
            if attempt == TRIES - 1:
                raise
    raise AssertionError("unreachable")


def _merge(actor: Actor, survivor_id: UUID, source_id: UUID) -> UUID:
    merge_id = new_id()
    with database().acting(actor) as tx:
        contacts = _hold(tx, survivor_id, source_id)
        if any(contacts.get(each, {"merged_into": 1})["merged_into"] for each in (survivor_id, source_id)):
            raise NotFound(Words("no existe ese contacto", "there is no such contact"))
        if survivor_id == source_id:
            raise Invalid(
                Words("un contacto no se puede unir consigo mismo", "a contact cannot be merged with itself"),
                field="contact_id",
            )
        record = {part.NAME: part.join(tx, survivor_id, source_id) for part in contact_parts.parts()}
        merge_store.insert(tx, actor.business_id, merge_id, (survivor_id, source_id), record)
        ids = {"source_id": str(source_id), "merge_id": str(merge_id)}
        activity.audit(tx, actor, "contact.merged", "contact", survivor_id, after=ids)
        activity.note(tx, actor.business_id, "info", "contact.merged", contact_id=str(survivor_id), **ids)
        contact_events.merged(tx, actor.business_id, survivor_id, source_id)
    return merge_id


def _undo(actor: Actor, merge_id: UUID) -> UUID:
    with database().acting(actor) as tx:
        done = merge_store.lock_merge(tx, merge_id)
        if done is None:
            raise NotFound(Words("no existe esa unión", "there is no such merge"))
        contacts = _hold(tx, done.survivor_id, done.source_id)
        survivor, source = contacts[done.survivor_id], contacts[done.source_id]
        if done.undone_at or now() - done.merged_at > UNDO_WITHIN or survivor["merged_into"]:
            raise NotUndoable
        if source["merged_into"] != str(done.survivor_id):
            raise NotUndoable
        for part in contact_parts.parts():
            part.part(tx, done.survivor_id, done.source_id, done.record.get(part.NAME, {}))
        merge_store.set_undone(tx, merge_id)
        ids = {"source_id": str(done.source_id), "merge_id": str(merge_id)}
        activity.audit(tx, actor, "contact.unmerged", "contact", done.survivor_id, after=ids)
        activity.note(tx, actor.business_id, "info", "contact.unmerged", contact_id=str(done.survivor_id), **ids)
        contact_events.unmerged(tx, actor.business_id, done.survivor_id, done.source_id)
    return done.source_id


def _hold(tx: Tx, one: UUID, other: UUID) -> dict[UUID, Row]:
    tx.give_up_after(PATIENCE_SECONDS)
    card_store.hold_identities(tx, [one, other])
    for part in contact_parts.parts():
        part.lock(tx, [one, other])
    return merge_store.lock_contacts(tx, [one, other])
