"""SQL of messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

from recado.messaging.model import StoredMessage, reading_order
from recado.platform.db import Tx, json_value


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A row to be. client_id: what the one who sends it, `sender_id`, calls it."""

    id: UUID
    conversation_id: UUID
    instance_id: UUID
    direction: str
    author: str
    kind: str
    text: str | None
    content: dict[str, Any]
    status: str
    sent_at: datetime
    vendor_id: str | None = None
    reply_to: str | None = None
    target_id: str | None = None
    error: Any = None
    raw: Any = None
    author_id: UUID | None = None
    retry_of: UUID | None = None
    client_id: str | None = None
    sender_id: UUID | None = None


def insert_message(tx: Tx, business_id: UUID, new: NewMessage) -> bool | None:
    """Stores a message once: None when the vendor's or the client's id was there before, else whether its edit or
    deletion was."""
    return tx.value(
        bool,
        """
            insert into messages (id, business_id, conversation_id, instance_id, direction, author, kind, text, content,
                                  status, sent_at, vendor_id, reply_to, target_id, error, raw, author_id, retry_of,
                                  client_id, sender_id)
            values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
            on conflict do nothing
            returning exists (select from messages t where t.instance_id = messages.instance_id
                              and t.target_id = messages.vendor_id and t.kind in ('edit', 'revoke'))
            """,
        (
            new.id,
            business_id,
            new.conversation_id,
            new.instance_id,
            new.direction,
            new.author,
            new.kind,
            new.text,
            json_value(new.content),
            new.status,
            new.sent_at,
            new.vendor_id,
            new.reply_to,
            new.target_id,
            None if new.error is None else json_value(new.error),
            None if new.raw is None else json_value(new.raw),
            new.author_id,
            new.retry_of,
            new.client_id,
            new.sender_id,
        ),
    )


def edit_message(tx: Tx, instance_id: UUID, vendor_id: str, text: str | None, content: dict[str, Any]) -> None:
    """The customer's edit, with the earlier text kept in content.before."""
    tx.run(
        "update messages set text = %s, edited_at = now(), content = content || %s || jsonb_build_object('before', "
        "coalesce(content->'before', '[]'::jsonb) || jsonb_build_array(text)) "
        "where instance_id = %s and vendor_id = %s",
        (text, json_value(content), instance_id, vendor_id),
    )


def revoke_message(tx: Tx, instance_id: UUID, vendor_id: str) -> None:
    """The customer took the message back. If nobody had read it yet, there is one less to read."""
    tx.run(
        "update conversations c set unread = c.unread - 1 from messages t "
        "where t.instance_id = %s and t.vendor_id = %s and t.direction = 'in' and t.revoked_at is null "
        "and t.kind not in ('edit', 'revoke', 'reaction', 'system', 'welcome') "
        "and c.id = t.conversation_id and c.unread > 0 and c.unread >= (select count(*) from messages m "
        "where m.conversation_id = t.conversation_id and m.direction = 'in' and m.revoked_at is null "
        "and m.kind not in ('edit', 'revoke', 'reaction', 'system', 'welcome') and m.seq >= t.seq)",
        (instance_id, vendor_id),
    )
    tx.run(
        "update messages set revoked_at = coalesce(revoked_at, now()) where instance_id = %s and vendor_id = %s",
        (instance_id, vendor_id),
    )


def apply_early_changes(tx: Tx, instance_id: UUID, vendor_id: str) -> None:
    """Edits and deletions that were delivered before the message they are about."""
    rows = tx.dicts(
        "select kind, text, content from messages where instance_id = %s and target_id = %s "
        "and kind in ('edit', 'revoke') order by sent_at, seq",
        (instance_id, vendor_id),
    )
    for row in rows:
        if row["kind"] == "edit":
            edit_message(tx, instance_id, vendor_id, row["text"], row["content"])
        else:
            revoke_message(tx, instance_id, vendor_id)


_STORED: LiteralString = (
    "select m.id, m.seq, m.direction, m.author, m.kind, m.text, m.content, m.vendor_id, m.reply_to, m.status, "
    "m.sent_at, m.target_id, f.filename, coalesce(f.voice, false) as voice, "
    "(f.duration_ms + 999) / 1000 as seconds, t.state as file_state, t.text as file_text, t.voucher "
    "from messages m left join media f on f.message_id = m.id left join media_texts t on t.message_id = m.id "
)


def history(tx: Tx, conversation_id: UUID, limit: int) -> list[StoredMessage]:
    """Returns the last messages in reading order, without what the customer took back and what never left."""
    rows = tx.rows(
        StoredMessage,
        _STORED + "where m.conversation_id = %s and m.revoked_at is null and m.status <> 'failed' "
        "and m.kind not in ('edit', 'revoke', 'system', 'welcome', 'note', 'state') "
        "order by m.sent_at desc, m.seq desc limit %s",
        (conversation_id, limit),
    )
    return reading_order(rows)


def by_vendor_id(tx: Tx, conversation_id: UUID, vendor_ids: Sequence[str]) -> list[StoredMessage]:
    """Returns those of the conversation's messages that the vendor calls so, but for what the customer took back."""
    if not vendor_ids:
        return []
    return tx.rows(
        StoredMessage,
        _STORED + "join conversations c on c.id = m.conversation_id and c.instance_id = m.instance_id "
        "where c.id = %s and m.vendor_id = any(%s) and m.revoked_at is null",
        (conversation_id, list(vendor_ids)),
    )
