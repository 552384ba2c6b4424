"""SQL of the messages of outgoing webhooks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from recado.kernel.trace import traceparent
from recado.platform.db import Tx


@dataclass(frozen=True, slots=True)
class WebhookMessage:
    """An event as it will be sent. body: the JSON that is signed."""

    id: UUID
    type: str
    at: datetime
    body: str


def insert(tx: Tx, business_id: UUID, messages: Sequence[WebhookMessage]) -> None:
    """With the trace of the work that is under way."""
    tx.run(
        "insert into webhook_messages (id, business_id, trace, type, at, body) "
        "select m.id, %s, %s, m.type, m.at, m.body from unnest(%s::uuid[], %s::text[], %s::timestamptz[], %s::text[]) "
        "as m (id, type, at, body)",
        (
            business_id,
            traceparent(),
            [message.id for message in messages],
            [message.type for message in messages],
            [message.at for message in messages],
            [message.body for message in messages],
        ),
    )


def forget(tx: Tx, age: timedelta, limit: int) -> int:
    """For the worker role. Returns how many were deleted."""
    return tx.value(int, "select forget_webhook_messages(%s, %s)", (age, limit)) or 0
