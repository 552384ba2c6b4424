"""Stored messages for tests of what the model reads."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from recado.messaging.model import StoredMessage

MOMENT = datetime(2026, 3, 2, 4, 30, tzinfo=UTC)


def stored(
    kind: str = "text",
    text: str | None = None,
    content: dict[str, Any] | None = None,
    *,
    direction: str = "in",
    seq: int = 1,
    minutes: float = 0,
    vendor_id: str | None = None,
    **more: Any,
) -> StoredMessage:
    """Returns a message, sent so many minutes after MOMENT."""
    author, sent_at = "customer" if direction == "in" else "agent", MOMENT + timedelta(minutes=minutes)
    known = {"reply_to": None, "status": "sent", "sent_at": sent_at} | more
    return StoredMessage(UUID(int=seq), seq, direction, author, kind, text, content or {}, vendor_id=vendor_id, **known)
