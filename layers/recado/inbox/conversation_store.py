"""SQL of single conversations."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from recado.platform.db import Tx


@dataclass(frozen=True, slots=True)
class Conversation:
    """A contact's thread with one of the business's numbers."""

    id: UUID
    instance_id: UUID
    contact_id: UUID
    window_expires_at: datetime | None


def conversation(tx: Tx, conversation_id: UUID) -> Conversation | None:
    return tx.row(
        Conversation,
        "select id, instance_id, contact_id, window_expires_at from conversations where id = %s",
        (conversation_id,),
    )


def last_from_customer(tx: Tx, conversation_id: UUID) -> str | None:
    """The vendor's id of the customer's newest message: what a read receipt names."""
    vendor_id: str | None = tx.value(
        "select vendor_id from messages where conversation_id = %s and direction = 'in' "
        "order by sent_at desc, seq desc limit 1",
        (conversation_id,),
    )
    return vendor_id
