"""What changed since a cursor."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from functions.crm_api.schemas.conversations import Conversation
from functions.crm_api.schemas.messages import Message
from recado.crm.model import ContactView
from recado.inbox.sync import Delta
from recado.runtime.pages import CURSOR


class SyncQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    cursor: Annotated[str | None, Field(max_length=500, pattern=CURSOR, description="`next` of the answer before")] = (
        None
    )
    limit: Annotated[int, Field(ge=1, le=500, description="Most changes of one answer")] = 200


class SyncedContact(BaseModel):
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

    @classmethod
    def of(cls, view: ContactView) -> "SyncedContact":
        return cls(
            id=view.id,
            name=view.name,
            phone=view.phone,
            username=view.username,
            assigned_to=view.assigned_to,
            bot_enabled=view.bot_enabled,
            bot_paused_until=view.bot_paused_until,
            opted_out_at=view.opted_out_at,
            archived_at=view.archived_at,
            created_at=view.created_at,
        )


class GoneThings(BaseModel):
    """Ids of what was deleted, or may not be seen any more; a conversation goes with its messages."""

    contacts: list[UUID]
    conversations: list[UUID]
    messages: list[UUID]


class Changes(BaseModel):
    """Things as they are now. The same thing may come again; `more`: ask again at once, with `next`."""

    contacts: list[SyncedContact]
    conversations: list[Conversation]
    messages: list[Message]
    gone: GoneThings
    next: str
    more: bool

    @classmethod
    def of(cls, delta: Delta) -> "Changes":
        return cls(
            contacts=[SyncedContact.of(each) for each in delta.contacts],
            conversations=[Conversation.of(each) for each in delta.conversations],
            messages=[Message.of(each) for each in delta.messages],
            gone=GoneThings(
                contacts=delta.gone.contacts,
                conversations=delta.gone.conversations,
                messages=delta.gone.messages,
            ),
            next=delta.next,
            more=delta.more,
        )
