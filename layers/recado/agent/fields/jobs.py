"""Jobs: what the queue `learn` carries of fields, and the sweep that finds what is due."""

from typing import Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from recado.kernel.settings import settings
from recado.messaging import field_review_store
from recado.platform.db import database
from recado.platform.queues import Outgoing

MOST_SWEPT: Final = 200
HOLD_SECONDS: Final = 600.0  # a read that was lost comes again then


class FieldsJob(BaseModel):
    """A conversation is quiet: the fields of its contact are to be read out of it."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["fields"] = "fields"
    business_id: UUID
    conversation_id: UUID

    def to_message(self) -> Outgoing:
        return Outgoing(settings().queue_learn_url, self.model_dump(mode="json"))


def sweep() -> list[Outgoing]:
    """Returns what to publish: conversations that are quiet and not read, of every business."""
    with database().worker() as tx:
        due = field_review_store.claim(tx, MOST_SWEPT, HOLD_SECONDS)
    return [
        FieldsJob(business_id=business, conversation_id=conversation).to_message() for business, conversation in due
    ]
