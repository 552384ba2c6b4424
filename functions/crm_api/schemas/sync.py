"""What changed since a cursor."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from functions.crm_api.schemas.conversations import Conversation
from functions.crm_api.schemas.messages import Message
from recado.runtime.pages import CURSOR
from recado.runtime.responses import ResponseModel


class SyncQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    cursor: Annotated[str | None, Field(max_length=500, pattern=CURSOR, description="`next` of the answer before")] = (
        None
    )
    limit: Annotated[int, Field(ge=1, le=500, description="Most changes of one answer")] = 200


class SyncedContact(ResponseModel):
    id: UUID
    name: str | None
    phone: str | None
    username: str | None
    assigned_to: UUID | None
    bot_enabled: bool
    bot_paused_until: datetime | None
    opted_out_at: datetime | None
    archived_at: datetime | None
    created_at: datetime


class GoneIds(ResponseModel):
    """Ids of what was deleted, or may not be seen any more; a conversation goes with its messages."""

    contacts: list[UUID]
    conversations: list[UUID]
    messages: list[UUID]


class SyncChanges(ResponseModel):
    """Things as they are now. The same thing may come again; `more`: ask again at once, with `next`."""

    contacts: list[SyncedContact]
    conversations: list[Conversation]
    messages: list[Message]
    gone: GoneIds
    next: str
    more: bool
