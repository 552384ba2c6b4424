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
