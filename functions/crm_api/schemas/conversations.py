"""Conversations."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from functions.crm_api.schemas.common import ShownPhone
from functions.crm_api.schemas.contacts import ContactTag
from recado.activity.model import Actor
from recado.inbox.model import ConversationFilter, ConversationSort, ConversationView
from recado.kernel.errors import Invalid
from recado.kernel.validation import Wrong
from recado.kernel.words import Words
from recado.messaging.contents import MessageAuthor, MessageKind, MessageStatus, shown_kind
from recado.messaging.model import ConversationState, Direction, HandoverReason
from recado.runtime.api import RequestModel
from recado.runtime.pages import Moment, Paging
from recado.runtime.responses import ResponseModel, with_parts
from recado.vendors.whatsapp.contents.fields import NOT_BLANK


def _flag(text: object) -> object:
    if text not in ("true", "false"):
        raise Wrong(Words("escribe true o false", "write true or false"))
    return text == "true"


Flag = Annotated[bool, BeforeValidator(_flag)]


def _member(actor: Actor, assigned: UUID | Literal["me", "nobody"] | None) -> UUID | None:
    """Returns the member whose contacts are asked for."""
    if assigned != "me":
        return assigned if isinstance(assigned, UUID) else None
    if actor.kind != "user" or actor.id is None:
        raise Invalid(
            Words(
                "solo una persona puede pedir lo asignado a `me`", "only a person can ask for what is assigned to `me`"
            )
        )
    return actor.id


State = Annotated[ConversationState | None, Field(description="Whether it is open, snoozed until a moment, or closed")]
Archived = Annotated[Literal["no", "yes", "any"], Field(description="Whether the contact is")]
Numbers = Annotated[
    list[UUID],
    Field(default_factory=list, max_length=10, description="Of one of these numbers: may be given several times"),
]
Tags = Annotated[
    list[UUID],
    Field(
        default_factory=list, max_length=10, description="Contacts with all of these tags: may be given several times"
    ),
]


class ConversationQuery(Paging):
    search: Annotated[
        str | None,
        StringConstraints(min_length=1, max_length=200, pattern=NOT_BLANK),
        Field(description="Words of the contact's name, phone, username or e-mail, also nearly so"),
    ] = None
    state: State = None
    unread: Annotated[Flag | None, Field(description="Whether something is unread, or was marked so")] = None
    archived: Archived = "no"
    assigned_to: Annotated[
        UUID | Literal["me", "nobody"] | None, Field(description="The member who has the contact, `me`, or `nobody`")
    ] = None
    instance_id: Numbers
    contact_id: UUID | None = None
    tag: Tags
    bot: Annotated[Literal["on", "off"] | None, Field(description="Whether the bot answers there")] = None
    waiting: Annotated[
        Flag | None,
        Field(description="Whether the customer waits for a person: unanswered in an open one, and the bot will not"),
    ] = None
    handed_over: Annotated[
        Flag | None, Field(description="Whether the agent gave it to people and nobody has taken it yet")
    ] = None
    sort: Annotated[
        ConversationSort,
        Field(description="`newest`: by the last message; `waiting`: those that wait, the longest first"),
    ] = "newest"

    def filters(self, actor: Actor) -> ConversationFilter:
        return ConversationFilter(
            archived=None if self.archived == "any" else self.archived == "yes",
            state=self.state,
            unread=self.unread,
            assigned=_member(actor, self.assigned_to),
            unassigned=self.assigned_to == "nobody",
            instances=tuple(dict.fromkeys(self.instance_id)),
            contact_id=self.contact_id,
            tags=tuple(dict.fromkeys(self.tag)),
            bot=None if self.bot is None else self.bot == "on",
            waiting=True if self.sort == "waiting" and self.waiting is None else self.waiting,
            handed_over=self.handed_over,
            search=self.search,
        )


class CountsQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    state: State = None
    archived: Archived = "no"
    instance_id: Numbers
    tag: Tags

    def filters(self) -> ConversationFilter:
        return ConversationFilter(
            archived=None if self.archived == "any" else self.archived == "yes",
            state=self.state,
            instances=tuple(dict.fromkeys(self.instance_id)),
            tags=tuple(dict.fromkeys(self.tag)),
        )


class ConversationCounts(ResponseModel):
    """How many conversations each list has, counted to 100: 100 means so many or more. `mine` is null for an API key.

    `open`, `snoozed` and `closed` are of their state, whatever the query says of it.
    """

    all: int
    unread: int
    waiting: int
    handed_over: int
    mine: int | None
    unassigned: int
    open: int
    snoozed: int
    closed: int


SeenMessage = Annotated[
    UUID | None,
    Field(description="The newest message you have seen. Nothing is changed when the customer has written since"),
]


class CloseConversation(RequestModel):
    seen_message_id: SeenMessage = None


class SnoozeConversation(RequestModel):
    """`until`: a moment of the next 366 days."""

    until: Moment
    seen_message_id: SeenMessage = None


class SetBot(RequestModel):
    """`paused_until`: the bot is silent until then; null: it is not paused."""

    enabled: bool
    paused_until: Moment | None = None


class ConversationContact(ResponseModel):
    """`name`: given by the team, or else the one the customer goes by. `assignee_name`: of the member they are
    assigned to."""

    id: UUID = Field(validation_alias="contact_id")
    name: str | None = Field(validation_alias="contact_name")
    phone: ShownPhone
    username: str | None
    tags: list[ContactTag]
    assigned_to: UUID | None
    assignee_name: str | None
    archived_at: datetime | None
    opted_out_at: datetime | None


class LastMessage(ResponseModel):
    id: UUID = Field(validation_alias="last_id")
    direction: Direction = Field(validation_alias="last_direction")
    author: MessageAuthor = Field(validation_alias="last_author")
    kind: Annotated[MessageKind, BeforeValidator(shown_kind)] = Field(validation_alias="last_kind")
    text: str | None = Field(validation_alias="last_text")
    status: MessageStatus = Field(validation_alias="last_status")
    sent_at: datetime = Field(validation_alias="last_sent_at")


class Bot(ResponseModel):
    """`on`: it answers now. It does not while it is off for the contact, the business or the number, or paused."""

    on: bool = Field(validation_alias="bot_on")
    enabled: bool = Field(validation_alias="bot_enabled")
    paused_until: datetime | None = Field(validation_alias="bot_paused_until")


class Handover(BaseModel):
    """Why the agent gave the conversation to people, and what the customer wants. `taken`: somebody has answered."""

    reason: HandoverReason
    summary: str
    state: Literal["open", "taken"]
    opened_at: datetime


class Conversation(ResponseModel):
    """A contact's thread with a number. Free text may be sent until `window_expires_at`, then only templates.

    A number of WhatsApp Web has neither: free text may always be sent, and `window_expires_at` is null.
    `state`, since `state_at`: the customer's next message opens what is `closed` or `snoozed`. `state_by`: the member
    who set it; null when it was an API key, the customer, or the end of a snooze. `marked_unread`: by the team; what is
    `unread` are messages. `handover`: null while the agent has it.
    """

    id: UUID
    instance_id: UUID
    contact: ConversationContact
    last_message: LastMessage | None
    last_message_at: datetime | None
    unread: int
    marked_unread: bool
    waiting_since: datetime | None
    state: ConversationState
    state_at: datetime
    state_by: UUID | None
    snoozed_until: datetime | None
    window_expires_at: datetime | None
    bot: Bot
    handover: Handover | None
    created_at: datetime

    @model_validator(mode="before")
    @classmethod
    def _of_view(cls, value: Any) -> Any:
        if not isinstance(value, ConversationView):
            return value
        return with_parts(cls, value, contact=value, last_message=value if value.last_id else None, bot=value)
