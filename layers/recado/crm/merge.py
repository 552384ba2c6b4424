"""Merging two contacts who are one person, and putting it back.

Locks are taken in the order in which storing a message takes them: identities, conversations, contacts. Storing holds
the customer's identities until it commits, so a message goes wholly before the merge or wholly after it.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.crm import card_store, contact_events, merge_store
from recado.crm.merge_store import Merge, Row
from recado.kernel.clock import now
from recado.kernel.errors import Conflict, Invalid, NotFound, Unavailable
from recado.kernel.ids import new_id
from recado.platform.db import Tx, database

UNDO_WITHIN = timedelta(days=30)
PATIENCE_SECONDS = 0.4  # below PostgreSQL's deadlock_timeout: who merges gives way, who stores a message never fails
TRIES = 10
SET = ("name", "profile_name", "username", "email", "fields", "field_sources", "assigned_to", "opted_out_at",
       "bot_paused_until")  # fmt: skip
T = TypeVar("T")


class NotUndoable(Conflict):
    """This merge was undone, is older than 30 days, or one of the two was merged again since: undo that first."""

    code = "merge_not_undoable"


def merge(actor: Actor, survivor_id: UUID, source_id: UUID) -> UUID:
    """Everything of the source becomes the survivor's, whose own values win. Answers the merge's id.

    Two conversations with one number become one, in the order of the messages. What waits there to be answered or
    sent is found by the sweeps of the next minute.
    """
    return _patiently(lambda: _merge(actor, survivor_id, source_id))


def undo(actor: Actor, merge_id: UUID) -> UUID:
    """Puts back what was moved; what came since stays with the survivor. Answers the contact that is there again."""
    return _patiently(lambda: _undo(actor, merge_id))


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
    with database().tenant(actor.business_id) as tx:
        conversations, contacts = _hold(tx, survivor_id, source_id)
        if any(contacts.get(each, {"merged_into": 1})["merged_into"] for each in (survivor_id, source_id)):
            raise NotFound("there is no such contact")
        if survivor_id == source_id:
            raise Invalid("a contact cannot be merged with itself", field="contact_id")
        record: dict[str, Any] = {}
        messages = _join(tx, conversations, (survivor_id, source_id), record)
        record["identities"] = merge_store.move_identities(tx, source_id, survivor_id)
        record["tags"] = merge_store.add_tags(tx, source_id, survivor_id)
        record["notes"] = merge_store.move_notes(tx, source_id, survivor_id)
        record["before"] = _of(contacts[survivor_id])
        merge_store.write(tx, survivor_id, _merged(contacts[survivor_id], contacts[source_id]))
        merge_store.set_merged(tx, source_id, survivor_id)
        record["after"] = _of(merge_store.lock_contacts(tx, [survivor_id])[survivor_id])
        merge_store.insert(tx, actor.business_id, merge_id, (survivor_id, source_id), record, messages)
        ids = {"source_id": str(source_id), "merge_id": str(merge_id)}
        activity.audit(tx, actor, "contact.merged", "contact", survivor_id, after=ids)
        activity.note(tx, actor.business_id, "info", "contact.merged", contact_id=str(survivor_id), **ids)
        contact_events.merged(tx, actor.business_id, survivor_id, source_id)
    return merge_id


def _hold(tx: Tx, one: UUID, other: UUID) -> tuple[list[Row], dict[UUID, Row]]:
    tx.give_up_after(PATIENCE_SECONDS)
    card_store.hold_identities(tx, [one, other])
    return merge_store.lock_conversations(tx, [one, other]), merge_store.lock_contacts(tx, [one, other])


def _join(tx: Tx, conversations: list[Row], pair: tuple[UUID, UUID], record: dict[str, Any]) -> list[UUID]:
    survivor, source = map(str, pair)
    kept = {row["instance_id"]: row for row in conversations if row["contact_id"] == survivor}
    moving = [row for row in conversations if row["contact_id"] == source]
    record["conversations"] = [row["id"] for row in moving if row["instance_id"] not in kept]
    merge_store.move_conversations(tx, record["conversations"], pair[0])
    messages: list[UUID] = []
    record["joined"] = []
    for row in moving:
        if (target := kept.get(row["instance_id"])) is None:
            continue
        messages += merge_store.move_messages(tx, row["id"], target["id"])
        merge_store.join_buffers(tx, row["id"], target["id"])
        after = merge_store.join_conversation(tx, row["id"], target["id"])
        record["joined"].append({"source": row, "target": target, "after": after})
    return messages


def _undo(actor: Actor, merge_id: UUID) -> UUID:
    with database().tenant(actor.business_id) as tx:
        done = merge_store.lock_merge(tx, merge_id)
        if done is None:
            raise NotFound("there is no such merge")
        _, contacts = _hold(tx, done.survivor_id, done.source_id)
        survivor, source = contacts[done.survivor_id], contacts[done.source_id]
        if done.undone_at or now() - done.merged_at > UNDO_WITHIN or survivor["merged_into"]:
            raise NotUndoable
        if source["merged_into"] != str(done.survivor_id):
            raise NotUndoable
        _put_back(tx, done, survivor)
        merge_store.set_undone(tx, merge_id)
        ids = {"source_id": str(done.source_id), "merge_id": str(merge_id)}
        activity.audit(tx, actor, "contact.unmerged", "contact", done.survivor_id, after=ids)
        activity.note(tx, actor.business_id, "info", "contact.unmerged", contact_id=str(done.survivor_id), **ids)
        contact_events.unmerged(tx, actor.business_id, done.survivor_id, done.source_id)
    return done.source_id


def _put_back(tx: Tx, done: Merge, survivor: Row) -> None:
    record = done.record
    merge_store.set_merged(tx, done.source_id, None)
    merge_store.move_these_identities(tx, record["identities"], done.survivor_id, done.source_id)
    merge_store.move_conversations(tx, record["conversations"], done.source_id)
    for joined in record["joined"]:
        row = joined["source"]
        merge_store.restore_conversation(tx, row)
        merge_store.move_these(tx, done.messages, row["instance_id"], row["id"])
        merge_store.split_conversation(tx, joined["target"], joined["after"])
    merge_store.remove_tags(tx, done.survivor_id, record["tags"])
    merge_store.move_notes(tx, done.survivor_id, done.source_id, record["notes"])
    merge_store.write(tx, done.survivor_id, _restored(survivor, record["before"], record["after"]))


def _of(row: Row) -> Row:
    return {name: row[name] for name in SET}


def _merged(survivor: Row, source: Row) -> Row:
    """The survivor's values, and where it has none the source's. Whoever opted out under either name has opted out."""
    values = {name: source[name] if survivor[name] is None else survivor[name] for name in SET}
    values["fields"] = source["fields"] | survivor["fields"]
    values["field_sources"] = source["field_sources"] | survivor["field_sources"]
    paused = [row["bot_paused_until"] for row in (survivor, source) if row["bot_paused_until"]]
    values["bot_paused_until"] = max(paused, default=None)
    return values


def _restored(current: Row, before: Row, after: Row) -> Row:
    """As it was before the merge, but for what somebody has changed since."""
    values = {name: before[name] if current[name] == after[name] else current[name] for name in SET}
    for name in ("fields", "field_sources"):
        brought = {
            key for key, value in after[name].items() if key not in before[name] and current[name].get(key) == value
        }
        values[name] = {key: value for key, value in current[name].items() if key not in brought}
    return values
