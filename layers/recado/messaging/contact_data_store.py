"""SQL of conversations and messages that follow their contact."""

from collections.abc import Sequence
from typing import Any, LiteralString
from uuid import UUID

from recado.platform.db import Tx, json_value

Row = dict[str, Any]  # a row as JSON has it
# Of two conversations that become one: whatever still asks for the team's attention.
_STATE: LiteralString = (
    "case when 'open' in (t.state, s.state) then 'open' "
    "when 'snoozed' in (t.state, s.state) then 'snoozed' else 'closed' end"
)

# Nobody has closed, snoozed or reopened it since the merge. Merges from before there were states say nothing of it.
_UNCHANGED: LiteralString = (
    "(%(before)s->>'state' is not null and v.state = %(merged)s->>'state' "
    "and v.state_at is not distinct from (%(merged)s->>'state_at')::timestamptz "
    "and v.snoozed_until is not distinct from (%(merged)s->>'snoozed_until')::timestamptz)"
)


def lock_conversations(tx: Tx, contact_ids: Sequence[UUID]) -> list[Row]:
    """Returns the conversations of these contacts, into which nobody writes until the transaction ends."""
    rows = tx.dicts(
        "select to_jsonb(v) as row from conversations v where contact_id = any(%s) order by id for update",
        (list(contact_ids),),
    )
    return [row["row"] for row in rows]


def move_conversations(tx: Tx, ids: Sequence[str], to: UUID) -> None:
    tx.run("update conversations set contact_id = %s where id = any(%s::uuid[])", (to, list(ids)))


def move_messages(tx: Tx, source: str, target: str) -> list[str]:
    """Moves all of a conversation and returns their ids. Their order is their own: `sent_at` and `seq` stay."""
    moved = tx.values(
        "update messages set conversation_id = %s where conversation_id = %s returning id", (target, source)
    )
    return [str(message_id) for message_id in moved]


def move_these_messages(tx: Tx, messages: Sequence[str], target: str) -> None:
    tx.run("update messages set conversation_id = %s where id = any(%s::uuid[])", (target, list(messages)))


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
    """Adds what is counted of one to the other, and removes the first. Returns the other as it is then."""
    tx.run(
        "update conversations t set unread = t.unread + s.unread, "  # noqa: S608  only literals
        "message_count = t.message_count + s.message_count, "
        "first_message_at = least(t.first_message_at, s.first_message_at), "
        "last_message_at = greatest(t.last_message_at, s.last_message_at), "
        "window_expires_at = greatest(t.window_expires_at, s.window_expires_at), "
        "waiting_since = least(t.waiting_since, s.waiting_since), marked_unread = t.marked_unread or s.marked_unread, "
        f"state = {_STATE}, snoozed_until = case when {_STATE} = 'snoozed' "
        "then least(t.snoozed_until, s.snoozed_until) end, "
        f"state_at = case when {_STATE} = t.state then t.state_at else s.state_at end, "
        f"state_by = case when {_STATE} = t.state then t.state_by else s.state_by end "
        "from conversations s where t.id = %s and s.id = %s",
        (target, source),
    )
    tx.run("delete from conversations where id = %s", (source,))
    after: Row = tx.value("select to_jsonb(v) from conversations v where id = %s", (target,))
    return after


def restore_conversation(tx: Tx, row: Row) -> None:
    """As it was. Columns that came to the table since the row was kept have their defaults."""
    tx.run(
        "insert into conversations (id, business_id, instance_id, contact_id, window_expires_at, last_message_at, "
        "unread, created_at, message_count, first_message_at, waiting_since, state, state_at, state_by, snoozed_until, "
        "marked_unread) "
        "select r.id, r.business_id, r.instance_id, r.contact_id, r.window_expires_at, r.last_message_at, r.unread, "
        "r.created_at, r.message_count, r.first_message_at, r.waiting_since, coalesce(r.state, 'open'), r.state_at, "
        "r.state_by, r.snoozed_until, coalesce(r.marked_unread, false) "
        "from jsonb_to_record(%s) as r (id uuid, business_id uuid, instance_id uuid, contact_id uuid, "
        "window_expires_at timestamptz, last_message_at timestamptz, unread integer, created_at timestamptz, "
        "message_count integer, first_message_at timestamptz, waiting_since timestamptz, state text, "
        "state_at timestamptz, state_by uuid, snoozed_until timestamptz, marked_unread boolean)",
        (json_value(row),),
    )


def split_conversation(tx: Tx, before: Row, merged: Row) -> None:
    """Takes from a conversation what the other brought; what came since stays."""
    tx.run(
        "update conversations v set "  # noqa: S608  only literals
        "unread = greatest(0, v.unread - (%(merged)s->>'unread')::int + (%(before)s->>'unread')::int), "
        "message_count = v.message_count - (%(merged)s->>'message_count')::int + (%(before)s->>'message_count')::int, "
        "first_message_at = (select min(sent_at) from messages where conversation_id = v.id), "
        "last_message_at = case when v.last_message_at = (%(merged)s->>'last_message_at')::timestamptz "
        "then greatest((%(before)s->>'last_message_at')::timestamptz, "
        "(select max(sent_at) from messages where conversation_id = v.id and kind not in ('note', 'state'))) "
        "else v.last_message_at end, "
        "window_expires_at = case when v.window_expires_at = (%(merged)s->>'window_expires_at')::timestamptz "
        "then (%(before)s->>'window_expires_at')::timestamptz else v.window_expires_at end, "
        "waiting_since = case when v.waiting_since = (%(merged)s->>'waiting_since')::timestamptz "
        "then (%(before)s->>'waiting_since')::timestamptz else v.waiting_since end, "
        "marked_unread = v.marked_unread and (coalesce((%(before)s->>'marked_unread')::boolean, false) "
        "or not coalesce((%(merged)s->>'marked_unread')::boolean, false)), "
        f"state = case when {_UNCHANGED} then %(before)s->>'state' else v.state end, "
        f"snoozed_until = case when {_UNCHANGED} then (%(before)s->>'snoozed_until')::timestamptz "
        "else v.snoozed_until end, "
        f"state_at = case when {_UNCHANGED} then (%(before)s->>'state_at')::timestamptz else v.state_at end, "
        f"state_by = case when {_UNCHANGED} then (%(before)s->>'state_by')::uuid else v.state_by end "
        "where id = (%(before)s->>'id')::uuid",
        {"before": json_value(before), "merged": json_value(merged)},
    )


def export_conversations(tx: Tx, contact_id: UUID) -> list[Row]:
    """Returns the contact's conversations, with the number each is held with."""
    rows = tx.dicts(
        "select jsonb_build_object('id', v.id, 'number', i.display_phone, 'since', v.created_at, "
        "'last_message_at', v.last_message_at) as row from conversations v "
        "join instances i on i.id = v.instance_id where v.contact_id = %s order by v.id",
        (contact_id,),
    )
    return [row["row"] for row in rows]


def export(tx: Tx, contact_id: UUID) -> list[Row]:
    """Returns the contact's messages, oldest first; files by their place in the object store. Notes, and when a
    conversation was closed, are the team's own."""
    rows = tx.dicts(
        "select jsonb_build_object('conversation_id', m.conversation_id, 'at', m.sent_at, 'direction', m.direction, "
        "'author', m.author, 'kind', m.kind, 'text', m.text, 'content', m.content, 'status', m.status, "
        "'file', f.object_key, 'heard_or_seen', t.text, 'voucher', t.voucher) as row "
        "from conversations v join messages m on m.conversation_id = v.id "
        "left join media f on f.message_id = m.id "
        "left join media_texts t on t.message_id = m.id where v.contact_id = %s and m.kind not in ('note', 'state') "
        "order by m.sent_at, m.seq",
        (contact_id,),
    )
    return [row["row"] for row in rows]


def erase_statuses(tx: Tx, contact_id: UUID) -> None:
    tx.run(
        "delete from message_statuses s using conversations v join messages m on m.conversation_id = v.id "
        "where v.contact_id = %s and s.instance_id = m.instance_id and s.vendor_id = m.vendor_id",
        (contact_id,),
    )
