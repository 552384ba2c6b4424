"""SQL of what is heard and seen in customers' files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from recado.messaging.model import MediaText, MediaTextKind, MediaTextState
from recado.platform.db import Tx, json_value


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file to be understood, and whose. state: of the file. attempts: this one included."""

    conversation_id: UUID
    contact_id: UUID
    kind: MediaTextKind
    state: str
    object_key: str | None
    mime_type: str
    size: int
    duration_ms: int | None
    revoked: bool
    attempts: int
    created_at: datetime


def insert(tx: Tx, business_id: UUID, message_id: UUID, kind: MediaTextKind) -> None:
    tx.run(
        "insert into media_texts (message_id, business_id, kind) values (%s, %s, %s) on conflict do nothing",
        (message_id, business_id, kind),
    )


def waiting_message(tx: Tx, media_id: UUID) -> UUID | None:
    """Returns the message of a file that is here, or will not come, and is to be understood now."""
    return tx.value(
        UUID,
        "select t.message_id from media f join media_texts t on t.message_id = f.message_id "
        "where f.id = %s and f.state <> 'pending' and t.state = 'waiting' and t.due_at <= clock_timestamp()",
        (media_id,),
    )


def begin(tx: Tx, message_id: UUID, hold_seconds: float) -> WaitingFile | None:
    """Counts a try and returns the file; None when it was understood, given up, or somebody is at it."""
    return tx.row(
        WaitingFile,
        "update media_texts t set attempts = t.attempts + 1, due_at = clock_timestamp() + make_interval(secs => %s) "
        "from messages m join conversations v on v.id = m.conversation_id join media f on f.message_id = m.id "
        "where t.message_id = %s and t.state = 'waiting' and t.due_at <= clock_timestamp() and m.id = t.message_id "
        "and f.state <> 'pending' "
        "returning m.conversation_id, v.contact_id, t.kind, f.state, f.object_key, "
        "split_part(f.mime_type, ';', 1) as mime_type, coalesce(f.size, 0) as size, f.duration_ms, "
        "m.revoked_at is not null as revoked, t.attempts, t.created_at",
        (hold_seconds, message_id),
    )


def tried_today(tx: Tx, contact_id: UUID) -> int:
    """Returns how many of a contact's files were tried within a day."""
    return int(
        tx.value(
            "select count(*) from conversations v join messages m on m.conversation_id = v.id "
            "join media_texts t on t.message_id = m.id where v.contact_id = %s "
            "and m.sent_at > now() - interval '2 days' and t.created_at > now() - interval '1 day' and t.attempts > 0",
            (contact_id,),
        )
        or 0
    )


def put_off(tx: Tx, message_id: UUID, seconds: float, *, counted: bool) -> None:
    """It is tried again in so many seconds; a try that is not `counted` is as if it had not been."""
    tx.run(
        "update media_texts set due_at = clock_timestamp() + make_interval(secs => %s), attempts = attempts - %s::int "
        "where message_id = %s and state = 'waiting'",
        (seconds, not counted, message_id),
    )


def finish(
    tx: Tx,
    message_id: UUID,
    state: MediaTextState,
    *,
    reason: str | None = None,
    text: str | None = None,
    language: str | None = None,
    seconds: int | None = None,
    voucher: dict[str, Any] | None = None,
    model: str | None = None,
) -> bool:
    """Writes down what came of it. False when that was done before."""
    return (
        tx.run(
            "update media_texts set state = %s, reason = %s, text = %s, language = %s, seconds = %s, voucher = %s, "
            "model = %s, done_at = clock_timestamp() where message_id = %s and state = 'waiting'",
            (
                state,
                reason and reason[:200],
                text,
                language,
                seconds,
                None if voucher is None else json_value(voucher),
                model,
                message_id,
            ),
        )
        > 0
    )


def texts(tx: Tx, message_ids: Sequence[UUID]) -> dict[UUID, MediaText]:
    """Returns what is known of these messages' files, by message."""
    rows = tx.rows(
        MediaText,
        "select message_id, kind, state, text, language, seconds, voucher, reason from media_texts "
        "where message_id = any(%s)",
        (list(message_ids),),
    )
    return {row.message_id: row for row in rows}


def sweep(tx: Tx, limit: int, grace_seconds: float) -> list[dict[str, UUID]]:
    """For the worker role: files nobody understood in time; rows are `business_id`, `message_id`."""
    return tx.dicts("select * from sweep_media_texts(%s, make_interval(secs => %s))", (limit, grace_seconds))
