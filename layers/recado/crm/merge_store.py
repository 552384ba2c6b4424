"""SQL of merging contacts and of putting it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from recado.platform.db import Tx, json_value

Row = dict[str, Any]  # a row as JSON has it


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge that was made. messages: those that changed conversation."""

    id: UUID
    survivor_id: UUID
    source_id: UUID
    record: dict[str, Any]
    messages: list[UUID]
    merged_at: datetime
    undone_at: datetime | None


def lock_conversations(tx: Tx, contact_ids: Sequence[UUID]) -> list[Row]:
    """The conversations of both, into which nobody writes until the transaction ends."""
    rows = tx.dicts(
        "select to_jsonb(v) as row from conversations v where contact_id = any(%s) order by id for update",
        (list(contact_ids),),
    )
    return [row["row"] for row in rows]


def lock_contacts(tx: Tx, contact_ids: Sequence[UUID]) -> dict[UUID, Row]:
    rows = tx.dicts(
        "select id, to_jsonb(c) as row from contacts c where id = any(%s) order by id for update", (list(contact_ids),)
    )
    return {row["id"]: row["row"] for row in rows}


def move_conversations(tx: Tx, ids: Sequence[str], to: UUID) -> None:
    tx.run("update conversations set contact_id = %s where id = any(%s::uuid[])", (to, list(ids)))


def move_messages(tx: Tx, source: str, target: str) -> list[UUID]:
    """All of a conversation, also what waits to be sent. Their order is their own: `sent_at` and `seq` stay."""
    moved = tx.values(
        "update messages set conversation_id = %s where conversation_id = %s returning id", (target, source)
    )
    tx.run("update outbound set conversation_id = %s where conversation_id = %s", (target, source))
    return moved


def move_these(tx: Tx, messages: Sequence[UUID], instance_id: str, target: str) -> None:
    statement = "update messages set conversation_id = %s where id = any(%s) and instance_id = %s"
    tx.run(statement, (target, list(messages), instance_id))
    tx.run(
        "update outbound o set conversation_id = %s from messages m "
        "where m.id = o.message_id and m.id = any(%s) and m.instance_id = %s",
        (target, list(messages), instance_id),
    )


def join_buffers(tx: Tx, source: str, target: str) -> None:
    """What waits for an answer there waits here, and is due at once; a draft in the making is stale."""
    tx.run(
        "insert into buffers (conversation_id, business_id, state, first_at, due_at) "
        "select %s, business_id, 'open', first_at, clock_timestamp() from buffers "
        "where conversation_id = %s and state <> 'quarantined' "
        "on conflict (conversation_id) do update set state = 'open', claim_id = null, started = false, "
        "processing_until = null, failed_at = null, due_at = clock_timestamp()",
        (target, source),
    )


def join_conversation(tx: Tx, source: str, target: str) -> Row:
    """Adds what is counted of one to the other, and removes the first. Answers the other as it is then."""
    tx.run(
        "update conversations t set unread = t.unread + s.unread, message_count = t.message_count + s.message_count, "
        "first_message_at = least(t.first_message_at, s.first_message_at), "
        "last_message_at = greatest(t.last_message_at, s.last_message_at), "
        "window_expires_at = greatest(t.window_expires_at, s.window_expires_at) "
        "from conversations s where t.id = %s and s.id = %s",
        (target, source),
    )
    tx.run("delete from conversations where id = %s", (source,))
    after: Row = tx.value("select to_jsonb(v) from conversations v where id = %s", (target,))
    return after


def restore_conversation(tx: Tx, row: Row) -> None:
    """As it was, with everything the table has."""
    tx.run("insert into conversations select * from jsonb_populate_record(null::conversations, %s)", (json_value(row),))


def split_conversation(tx: Tx, before: Row, merged: Row) -> None:
    """Takes from a conversation what the other brought; what came since stays."""
    tx.run(
        "update conversations v set "
        "unread = greatest(0, v.unread - (%(merged)s->>'unread')::int + (%(before)s->>'unread')::int), "
        "message_count = v.message_count - (%(merged)s->>'message_count')::int + (%(before)s->>'message_count')::int, "
        "first_message_at = (select min(sent_at) from messages where conversation_id = v.id), "
        "last_message_at = case when v.last_message_at = (%(merged)s->>'last_message_at')::timestamptz "
        "then greatest((%(before)s->>'last_message_at')::timestamptz, "
        "(select max(sent_at) from messages where conversation_id = v.id)) else v.last_message_at end, "
        "window_expires_at = case when v.window_expires_at = (%(merged)s->>'window_expires_at')::timestamptz "
        "then (%(before)s->>'window_expires_at')::timestamptz else v.window_expires_at end "
        "where id = (%(before)s->>'id')::uuid",
        {"before": json_value(before), "merged": json_value(merged)},
    )


def move_identities(tx: Tx, source: UUID, target: UUID) -> list[list[str]]:
    rows = tx.dicts(
        "update contact_identities set contact_id = %s where contact_id = %s returning kind, key", (target, source)
    )
    return [[row["kind"], row["key"]] for row in rows]


def move_these_identities(tx: Tx, keys: Sequence[Sequence[str]], source: UUID, target: UUID) -> None:
    tx.run(
        "update contact_identities set contact_id = %s where business_id = current_business() and contact_id = %s "
        "and (kind, key) in (select * from unnest(%s::text[], %s::text[]))",
        (target, source, [kind for kind, _ in keys], [key for _, key in keys]),
    )


def add_tags(tx: Tx, source: UUID, target: UUID) -> list[str]:
    rows = tx.values(
        "insert into contact_tags (business_id, contact_id, tag_id) select business_id, %s, tag_id from contact_tags "
        "where contact_id = %s on conflict do nothing returning tag_id",
        (target, source),
    )
    return [str(row) for row in rows]


def remove_tags(tx: Tx, contact_id: UUID, tags: Sequence[str]) -> None:
    tx.run("delete from contact_tags where contact_id = %s and tag_id = any(%s::uuid[])", (contact_id, list(tags)))


def move_notes(tx: Tx, source: UUID, target: UUID, only: Sequence[str] | None = None) -> list[str]:
    rows = tx.values(
        "update contact_notes set contact_id = %(target)s where contact_id = %(source)s "
        "and (%(only)s::uuid[] is null or id = any(%(only)s)) returning id",
        {"target": target, "source": source, "only": None if only is None else list(only)},
    )
    return [str(row) for row in rows]


def write(tx: Tx, contact_id: UUID, values: Row) -> None:
    """Sets what merging sets. An advisor who has left the team since is nobody."""
    tx.run(
        "update contacts c set name = r.name, profile_name = r.profile_name, username = r.username, email = r.email, "
        "fields = r.fields, field_sources = r.field_sources, opted_out_at = r.opted_out_at, "
        "bot_paused_until = r.bot_paused_until, updated_at = now(), "
        "assigned_to = (select m.user_id from memberships m where m.user_id = r.assigned_to) "
        "from jsonb_populate_record(null::contacts, %s) r where c.id = %s",
        (json_value(values), contact_id),
    )


def set_merged(tx: Tx, contact_id: UUID, into: UUID | None) -> None:
    tx.run("update contacts set merged_into = %s, updated_at = now() where id = %s", (into, contact_id))


def insert(
    tx: Tx, business_id: UUID, merge_id: UUID, pair: tuple[UUID, UUID], record: Row, messages: list[UUID]
) -> None:
    """pair: who stays, and who goes."""
    tx.run(
        "insert into contact_merges (id, business_id, survivor_id, source_id, record, messages) "
        "values (%s, %s, %s, %s, %s, %s)",
        (merge_id, business_id, *pair, json_value(record), messages),
    )


def lock_merge(tx: Tx, merge_id: UUID) -> Merge | None:
    return tx.row(
        Merge,
        "select id, survivor_id, source_id, record, messages, merged_at, undone_at from contact_merges "
        "where id = %s for update",
        (merge_id,),
    )


def set_undone(tx: Tx, merge_id: UUID) -> None:
    tx.run("update contact_merges set undone_at = now() where id = %s", (merge_id,))
