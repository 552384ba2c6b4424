"""What the database holds of a demo's conversation, read as the tenant."""

from datetime import datetime
from typing import Any
from uuid import UUID

from recado.platform.db import database

Json = dict[str, Any]


def stored(business_id: UUID, vendor_id: str) -> Json:
    """Returns the customer's message with this id: its row, and how many there are. Empty when it is not stored."""
    with database().tenant(business_id) as tx:
        rows = tx.dicts(
            "select id, conversation_id, kind, text, status, count(*) over ()::int as copies from messages "
            "where vendor_id = %s",
            (vendor_id,),
        )
    return rows[0] if rows else {}


def verdict(business_id: UUID, conversation_id: UUID) -> Json:
    """Returns what the review of the newest answer in a conversation said."""
    with database().tenant(business_id) as tx:
        rows = tx.dicts(
            "select verdict from agent_turns where conversation_id = %s order by created_at desc limit 1",
            (conversation_id,),
        )
    return rows[0]["verdict"] if rows else {}


def message(business_id: UUID, message_id: UUID) -> Json:
    """One of our messages, with the statuses Meta told, in the order they came. Empty when it is not stored."""
    with database().tenant(business_id) as tx:
        rows = tx.dicts(
            "select m.author, m.status, m.text, m.vendor_id, "
            "(select coalesce(array_agg(s.status order by s.at), '{}') from message_statuses s "
            " where s.vendor_id = m.vendor_id) as statuses "
            "from messages m where m.id = %s",
            (message_id,),
        )
    return rows[0] if rows else {}


def file_of(business_id: UUID, vendor_id: str) -> Json:
    """Returns the file that came with a customer's message. Empty when there is none."""
    with database().tenant(business_id) as tx:
        rows = tx.dicts(
            "select f.state, f.mime_type, f.voice, f.object_key, f.size, f.sha256, f.reason, f.inspection, f.width, "
            "f.height, f.duration_ms, length(f.waveform) as loudnesses, f.thumbnail from media f "
            "join messages m on m.id = f.message_id where m.vendor_id = %s",
            (vendor_id,),
        )
    return rows[0] if rows else {}


def waiting(business_id: UUID, conversation_id: UUID) -> list[str]:
    """Returns what is still to be done in a conversation, in words; empty when all is settled."""
    with database().tenant(business_id) as tx:
        buffers = tx.values("select 'buffer ' || state from buffers where conversation_id = %s", (conversation_id,))
        unsent = tx.values("select 'outbound ' || state from outbound where conversation_id = %s", (conversation_id,))
    return [*buffers, *unsent]


def paused_until(business_id: UUID, conversation_id: UUID) -> datetime | None:
    """Until when the bot keeps silent with this customer."""
    with database().tenant(business_id) as tx:
        return tx.value(
            datetime,
            "select c.bot_paused_until from contacts c join conversations v on v.contact_id = c.id where v.id = %s",
            (conversation_id,),
        )


def identities(business_id: UUID, conversation_id: UUID) -> dict[str, str]:
    """Returns what the customer of a conversation is known by: kind to value."""
    with database().tenant(business_id) as tx:
        rows = tx.dicts(
            "select i.kind, i.value from contact_identities i join conversations v on v.contact_id = i.contact_id "
            "where v.id = %s",
            (conversation_id,),
        )
    return {row["kind"]: row["value"] for row in rows}
