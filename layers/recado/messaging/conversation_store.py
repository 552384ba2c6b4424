"""SQL of conversations."""

from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString
from uuid import UUID

from recado.instances.model import Channel
from recado.messaging.model import Thread
from recado.platform.db import Tx


@dataclass(frozen=True, slots=True)
class Conversation:
    """A contact's thread with one of the business's numbers."""

    id: UUID
    instance_id: UUID
    contact_id: UUID
    window_expires_at: datetime | None
    provider: Channel


def conversation(tx: Tx, conversation_id: UUID) -> Conversation | None:
    return tx.row(
        Conversation,
        "select c.id, c.instance_id, c.contact_id, c.window_expires_at, i.provider "
        "from conversations c join instances i on i.id = c.instance_id where c.id = %s",
        (conversation_id,),
    )


def thread(tx: Tx, business_id: UUID, instance_id: UUID, contact_id: UUID, new_id: UUID) -> Thread:
    """Returns the conversation of a contact with a number, made if new, with what decides about the bot.

    It stays locked (see `lock`), so that what is stored in it next comes after what was being stored.
    """
    row = tx.row(
        Thread,
        """
        with made as (
          insert into conversations (id, business_id, instance_id, contact_id)
          select %(id)s, %(business)s, %(instance)s, %(contact)s
          where not exists (select from conversations where instance_id = %(instance)s and contact_id = %(contact)s)
          on conflict (instance_id, contact_id) do update set unread = conversations.unread
          returning id, contact_id
        ), locked as (
          select id, contact_id from conversations where instance_id = %(instance)s and contact_id = %(contact)s
          for no key update
        ), known as (
          select id, contact_id from locked union all select id, contact_id from made limit 1
        )
        select k.id as conversation_id, k.contact_id,
               b.bot_enabled and c.bot_enabled and coalesce(c.bot_paused_until < now(), true)
                 and i.state <> 'disabled' as bot_on,
               b.buffer_quiet_seconds as quiet_seconds, b.buffer_max_seconds as max_seconds,
               b.human_pause_minutes as pause_minutes, b.timezone, b.away_bot as bot_when_away,
               b.understand_media, b.sandbox_of is not null as sandbox,
               case when b.away_enabled and i.state = 'active' then b.hours end as hours,
               exists (select from alert_choices a where a.business_id = b.id and a.push <> 'off') as rings
        from known k join contacts c on c.id = k.contact_id join businesses b on b.id = c.business_id
        join instances i on i.id = %(instance)s
        """,
        {"id": new_id, "business": business_id, "instance": instance_id, "contact": contact_id},
    )
    if row is None:
        raise LookupError("the conversation's contact or business is gone")
    return row


def touch_conversation(
    tx: Tx,
    conversation_id: UUID,
    at: datetime,
    window_expires_at: datetime | None,
    unread: int,
    *,
    waits: bool | None = None,
    reopens: bool = False,
) -> bool:
    """Counts a message and moves the conversation's times forward, never back. Returns whether it was reopened.

    waits: whether the customer does now; None: as before. Who writes into a closed conversation begins to wait anew.
    reopens: the message is one of the customer's, which opens what is closed or snoozed.
    """
    return bool(
        tx.value(
            "with was as (select id, state from conversations where id = %(id)s for no key update) "
            "update conversations c set last_message_at = greatest(c.last_message_at, %(at)s), "
            "first_message_at = least(c.first_message_at, %(at)s), message_count = c.message_count + 1, "
            "window_expires_at = greatest(c.window_expires_at, %(window)s), unread = c.unread + %(unread)s, "
            "waiting_since = case when not %(waits)s then null "
            "when %(waits)s and %(reopens)s and c.state = 'closed' then now() "
            "when %(waits)s then coalesce(c.waiting_since, now()) else c.waiting_since end, "
            "state = case when %(reopens)s then 'open' else c.state end, "
            "snoozed_until = case when not %(reopens)s then c.snoozed_until end, "
            "state_at = case when %(reopens)s and c.state <> 'open' then now() else c.state_at end, "
            "state_by = case when %(reopens)s and c.state <> 'open' then null else c.state_by end "
            "from was where c.id = was.id returning %(reopens)s and was.state <> 'open'",
            {
                "at": at,
                "window": window_expires_at,
                "unread": unread,
                "waits": waits,
                "reopens": reopens,
                "id": conversation_id,
            },
        )
    )


def lock(tx: Tx, conversation_id: UUID) -> None:
    """Whoever writes in the conversation, and then looks at its buffer, waits until this transaction ends.

    Locked in this order everywhere, buffers never make two of them wait for each other.
    """
    tx.run("select from conversations where id = %s for no key update", (conversation_id,))


def set_waiting(tx: Tx, conversation_id: UUID) -> None:
    """The customer waits for a person, though the bot has just written."""
    tx.run("update conversations set waiting_since = coalesce(waiting_since, now()) where id = %s", (conversation_id,))


def newest_instance(tx: Tx, contact_id: UUID) -> UUID | None:
    """Returns the number of a contact's newest conversation."""
    statement: LiteralString = (
        "select instance_id from conversations where contact_id = %s order by last_message_at desc nulls last limit 1"
    )
    return tx.value(UUID, statement, (contact_id,))
