"""Contacts: what is given of them, what lists are asked for, and the contact itself."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from functions.crm_api.schemas.common import Email, Line
from recado.crm import contacts as crm
from recado.crm.cards import Archived, Card, ContactFilter, FieldSource, Sort
from recado.kernel import phones
from recado.runtime.api import RequestModel
from recado.runtime.pages import Moment, Paging
from recado.runtime.responses import ResponseModel, with_parts

Phone = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]{3,40}$")]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=5000, pattern=r"^[^\x00]*$")]
FieldKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
FieldValue = Annotated[str, StringConstraints(max_length=2000)] | int | float | bool | None
FieldValues = Annotated[dict[FieldKey, FieldValue], Field(max_length=100)]
SearchText = Annotated[str, StringConstraints(pattern=r"^[^\x00]{1,100}$")]
FieldFilter = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}:[^\x00]{1,500}$")]
Tags = Annotated[list[UUID], Field(max_length=50)]
MailAddress = Annotated[Email, StringConstraints(pattern=r"^[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+$")]


def _yes_or_no(text: object) -> object:
    return {"true": True, "false": False}.get(text, text) if isinstance(text, str) else text


Flag = Annotated[bool, BeforeValidator(_yes_or_no)]


class ContactFilterQuery(BaseModel):
    """Which contacts."""

    model_config = ConfigDict(extra="forbid")

    search: SearchText | None = Field(
        None, description="Words or digits of name, phone, e-mail or tag; a typo is forgiven"
    )
    tag: list[UUID] = Field(default_factory=list, max_length=10, description="Contacts with all of these tags")
    field: list[FieldFilter] = Field(
        default_factory=list, max_length=10, description="`key:value`, of one's own fields"
    )
    archived: Archived = "no"
    opted_out: Flag | None = None
    assigned_to: UUID | None = None
    unassigned: Flag = False
    created_after: Moment | None = None
    created_before: Moment | None = None
    last_message_after: Moment | None = None
    last_message_before: Moment | None = None

    def filter(self) -> ContactFilter:
        return ContactFilter(
            tags=tuple(self.tag),
            archived=None if self.archived == "any" else self.archived == "yes",
            opted_out=self.opted_out,
            assigned_to=self.assigned_to,
            unassigned=self.unassigned,
            fields=dict(pair.split(":", 1) for pair in self.field),
            search=self.search,
            created_after=self.created_after,
            created_before=self.created_before,
            last_message_after=self.last_message_after,
            last_message_before=self.last_message_before,
        )


class ContactQuery(ContactFilterQuery, Paging):
    """`sort` is not for searches, which are in order of relevance."""

    sort: Sort = "last_message"


class UpdateContact(RequestModel):
    """What is left out stays as it is; null takes name, e-mail or a field's value away."""

    name: Line | None = None
    email: MailAddress | None = None
    tags: Tags = Field(default_factory=list)
    fields: FieldValues = Field(default_factory=dict)
    archived: bool = False
    opted_out: bool = Field(False, description="The customer wants no campaigns")

    def change(self) -> crm.Change:
        return crm.Change(
            frozenset(self.model_fields_set),
            self.name, self.email, self.tags, self.fields, self.archived, self.opted_out,
        )  # fmt: skip


class NewContact(UpdateContact):
    phone: Phone = Field(description="With its country code")


class TagContacts(RequestModel):
    contacts: Annotated[list[UUID], Field(min_length=1, max_length=500)]
    add: Tags = Field(default_factory=list)
    remove: Tags = Field(default_factory=list)


class ContactIds(RequestModel):
    contacts: Annotated[list[UUID], Field(min_length=1, max_length=500)]


class ArchiveContacts(ContactIds):
    archived: bool = True


class AssignContacts(ContactIds):
    user_id: UUID | None = Field(description="A member of the team, or null for nobody")


class ChangedContacts(BaseModel):
    """Of how many contacts something changed; those the caller may not change are passed over."""

    changed: int


class DeleteContacts(RequestModel):
    contacts: Annotated[list[UUID], Field(min_length=1, max_length=100)]


class DeletedContacts(BaseModel):
    """`left`: those there was no time for, to be asked for again."""

    deleted: int
    left: list[UUID]


class Tagged(BaseModel):
    """How many times a tag was given or taken away."""

    changed: int


class ContactNoteText(RequestModel):
    text: Prose


class ContactNote(ResponseModel):
    """`author_id`: a user or an API key, as `author_kind` says."""

    id: UUID
    contact_id: UUID
    author_kind: Literal["user", "key", "system"]
    author_id: UUID | None
    text: str
    created_at: datetime
    edited_at: datetime | None


class ContactTag(ResponseModel):
    id: UUID
    name: str
    colour: str


class ContactIdentity(ResponseModel):
    """How WhatsApp knows the contact; `user_id` and `parent_user_id` are Meta's business-scoped ids."""

    kind: Literal["phone", "user_id", "parent_user_id", "lid", "username", "group"]
    value: str


class ContactFacts(ResponseModel):
    """A person or group the business talks to. `fields_set_by`: who last set each field."""

    id: UUID
    name: str | None
    profile_name: str | None = Field(description="How they call themselves on WhatsApp")
    username: str | None
    phone: str | None = Field(description="E.164; null when WhatsApp has not told us")
    email: str | None
    tags: list[ContactTag]
    fields: dict[str, FieldValue]
    fields_set_by: dict[str, FieldSource] = Field(validation_alias="field_sources")
    identities: list[ContactIdentity]
    assigned_to: UUID | None
    bot_enabled: bool
    bot_paused_until: datetime | None
    archived_at: datetime | None
    opted_out_at: datetime | None
    created_at: datetime
    updated_at: datetime

    @model_validator(mode="before")
    @classmethod
    def _of_card(cls, value: Any) -> Any:
        if not isinstance(value, Card):
            return value
        keys = [(each["kind"], each["key"]) for each in value.identities]
        identities = [{"kind": kind, "value": phones.e164(key) if kind == "phone" else key} for kind, key in keys]
        numbers = [each["value"] for each in identities if each["kind"] == "phone"]
        return with_parts(cls, value, phone=numbers[-1] if numbers else None, identities=identities)


class Contact(ContactFacts):
    """A contact, and how much was written with it."""

    conversations: int
    messages: int
    first_message_at: datetime | None
    last_message_at: datetime | None
