"""SQL of single conversations."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from recado.platform.db import Tx
from recado.tenancy.model import Provider


@dataclass(frozen=True, slots=True)
class Conversation:
    """A contact's thread with one of the business's numbers."""

    id: UUID
    instance_id: UUID
    contact_id: UUID
    window_expires_at: datetime | None
    provider: Provider


def conversation(tx: Tx, conversation_id: UUID) -> Conversation | None:
    return tx.row(
        Conversation,
        "select c.id, c.instance_id, c.contact_id, c.window_expires_at, i.provider "
        "from conversations c join instances i on i.id = c.instance_id where c.id = %s",
        (conversation_id,),
    )
