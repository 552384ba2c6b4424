"""What changed since a cursor."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from functions.crm_api.schemas.contact_settings import ContactField, Tag
from functions.crm_api.schemas.contacts import ContactFacts, ContactNote
from functions.crm_api.schemas.conversations import Conversation
from functions.crm_api.schemas.instances import InstanceFacts
from functions.crm_api.schemas.messages import Message
from functions.crm_api.schemas.replies import CannedReply
from functions.crm_api.schemas.team import Member
from functions.crm_api.schemas.templates import Template
from recado.activity.sync import Delta
from recado.runtime.pages import CURSOR
from recado.runtime.responses import ResponseModel


class SyncQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    cursor: Annotated[str | None, Field(max_length=500, pattern=CURSOR, description="`next` of the answer before")] = (
        None
    )
    limit: Annotated[int, Field(ge=1, le=500, description="Most changes of one answer")] = 200


Ids = Annotated[list[UUID], Field(default_factory=list)]


class GoneIds(ResponseModel):
    """Ids of what was deleted, or may not be seen any more.

    A conversation goes with its messages, a contact with the notes about it. Members go by `user_id`.
    """

    contacts: Ids = Field(validation_alias="contact")
    contact_notes: Ids = Field(validation_alias="contact_note")
    contact_fields: Ids = Field(validation_alias="contact_field")
    tags: Ids = Field(validation_alias="tag")
    conversations: Ids = Field(validation_alias="conversation")
    messages: Ids = Field(validation_alias="message")
    canned_replies: Ids = Field(validation_alias="canned_reply")
    templates: Ids = Field(validation_alias="template")
    instances: Ids = Field(validation_alias="instance")
    members: Ids = Field(validation_alias="member")


class SyncChanges(ResponseModel):
    """Things as they are now, as their lists show them; contacts without the counts, which their
    conversations tell, and numbers without their budgets, which change with every message.

    The same thing may come again. `more`: ask again at once, with `next`.
    """

    contacts: list[ContactFacts]
    contact_notes: list[ContactNote]
    contact_fields: list[ContactField]
    tags: list[Tag]
    conversations: list[Conversation]
    messages: list[Message]
    canned_replies: list[CannedReply]
    templates: list[Template]
    instances: list[InstanceFacts]
    members: list[Member]
    gone: GoneIds
    next: str
    more: bool

    @model_validator(mode="before")
    @classmethod
    def _of_delta(cls, value: Any) -> Any:
        if not isinstance(value, Delta):
            return value
        rows = {name: value.rows.get(kind, ()) for name, kind in KINDS.items()}
        return {**rows, "gone": value.gone, "next": value.next, "more": value.more}


KINDS = {name: str(field.validation_alias) for name, field in GoneIds.model_fields.items()}
