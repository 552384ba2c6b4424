"""Conversations."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BeforeValidator, Field, model_validator

from recado.activity.model import Actor
from recado.inbox.model import ConversationFilter, ConversationView
from recado.kernel.errors import Invalid
from recado.kernel.validation import Wrong
from recado.kernel.words import Words
from recado.runtime.api import RequestModel
from recado.runtime.pages import Moment, Paging
from recado.runtime.responses import ResponseModel, with_parts


def _flag(text: object) -> object:
    if text not in ("true", "false"):
        raise Wrong(Words("escribe true o false", "write true or false"))
    return text == "true"


Flag = Annotated[bool, BeforeValidator(_flag)]


class ConversationQuery(Paging):
    unread: Flag | None = None
    archived: Annotated[Literal["no", "yes", "any"], Field(description="Whether the contact is")] = "no"
    assigned_to: Annotated[
        UUID | Literal["me", "nobody"] | None, Field(description="The member who has the contact, `me`, or `nobody`")
    ] = None
    instance_id: UUID | None = None
    contact_id: UUID | None = None
    bot: Annotated[Literal["on", "off"] | None, Field(description="Whether the bot answers there")] = None
    waiting: Annotated[
        Flag | None, Field(description="Whether the customer waits for a person: unanswered, and the bot will not")
    ] = None

    def filters(self, actor: Actor) -> ConversationFilter:
        assigned = self.assigned_to
        if assigned == "me":
            if actor.kind != "user" or actor.id is None:
                raise Invalid(
                    Words(
                        "solo una persona puede pedir lo asignado a `me`",
                        "only a person can ask for what is assigned to `me`",
                    )
                )
            assigned = actor.id
        return ConversationFilter(
            archived=None if self.archived == "any" else self.archived == "yes",
            unread=self.unread,
            assigned=assigned if isinstance(assigned, UUID) else None,
            unassigned=assigned == "nobody",
            instance_id=self.instance_id,
            contact_id=self.contact_id,
            bot=None if self.bot is None else self.bot == "on",
            waiting=self.waiting,
        )


class SetBot(RequestModel):
    """`paused_until`: the bot is silent until then; null: it is not paused."""

    enabled: bool
    paused_until: Moment | None = None


class ConversationContact(ResponseModel):
    """`name`: given by the team, or else the one the customer goes by."""

    id: UUID = Field(validation_alias="contact_id")
    name: str | None = Field(validation_alias="contact_name")
    phone: str | None
    username: str | None
    assigned_to: UUID | None
    archived_at: datetime | None
    opted_out_at: datetime | None


class LastMessage(ResponseModel):
    id: UUID = Field(validation_alias="last_id")
    direction: Literal["in", "out"] = Field(validation_alias="last_direction")
    author: str = Field(validation_alias="last_author")
    kind: str = Field(validation_alias="last_kind")
    text: str | None = Field(validation_alias="last_text")
    status: str = Field(validation_alias="last_status")
    sent_at: datetime = Field(validation_alias="last_sent_at")


class Bot(ResponseModel):
    """`on`: it answers now. It does not while it is off for the contact, the business or the number, or paused."""

    on: bool = Field(validation_alias="bot_on")
    enabled: bool = Field(validation_alias="bot_enabled")
    paused_until: datetime | None = Field(validation_alias="bot_paused_until")


class Conversation(ResponseModel):
    """A contact's thread with a number. Free text may be sent until `window_expires_at`, then only templates.

    A number of WhatsApp Web has neither: free text may always be sent, and `window_expires_at` is null.
    """

    id: UUID
    instance_id: UUID
    contact: ConversationContact
    last_message: LastMessage | None
    last_message_at: datetime | None
    unread: int
    waiting_since: datetime | None
    window_expires_at: datetime | None
    bot: Bot
    created_at: datetime

    @model_validator(mode="before")
    @classmethod
    def _of_view(cls, value: Any) -> Any:
        if not isinstance(value, ConversationView):
            return value
        return with_parts(cls, value, contact=value, last_message=value if value.last_id else None, bot=value)
