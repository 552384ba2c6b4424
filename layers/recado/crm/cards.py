"""Types of contacts as people work with them: the card, its tags and own fields, and what lists are filtered by."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from recado.kernel.errors import Conflict, Invalid

FieldType = Literal["text", "number", "date", "boolean", "choice"]
Sort = Literal["last_message", "name"]
Archived = Literal["no", "yes", "any"]  # which contacts, by whether they are archived
FieldSource = Literal["user", "key", "agent", "import", "system"]  # who set a field
MOST_TAGS, MOST_FIELDS = 500, 100  # of a business
MOST_COUNTED = 10_000  # contacts with a tag


class ContactExists(Conflict):
    """A contact has this phone number already."""

    code = "contact_exists"


class FieldInvalid(Invalid):
    """A value does not fit its field."""

    code = "field_invalid"


@dataclass(frozen=True, slots=True)
class Tag:
    """A word by which a business sorts its contacts. colour: `#rrggbb`. contacts: how many have it, or MOST_COUNTED."""

    id: UUID
    name: str
    colour: str
    contacts: int = 0


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a business's own. options: of a choice. description: for the agent. extract: the agent fills it in."""

    id: UUID
    key: str
    label_es: str
    label_en: str
    type: FieldType
    options: list[str]
    description: str = ""
    extract: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote down about a contact, for the team only."""

    id: UUID
    contact_id: UUID
    author_kind: Literal["user", "key", "system"]
    author_id: UUID | None
    text: str
    created_at: datetime
    edited_at: datetime | None


@dataclass(frozen=True, slots=True)
class Card:
    """All that is known of a contact. identities and tags: as the columns `kind`, `key` and `id`, `name`, `colour`."""

    id: UUID
    name: str | None
    profile_name: str | None
    username: str | None
    email: str | None
    fields: dict[str, Any]
    field_sources: dict[str, FieldSource]
    assigned_to: UUID | None
    bot_enabled: bool
    bot_paused_until: datetime | None
    archived_at: datetime | None
    opted_out_at: datetime | None
    created_at: datetime
    updated_at: datetime
    identities: list[dict[str, str]]
    tags: list[dict[str, str]]
    conversations: int
    messages: int
    first_message_at: datetime | None
    last_message_at: datetime | None


@dataclass(frozen=True, slots=True)
class ContactFilter:
    """Which contacts; None: any. tags: all of them. fields: equal values, as texts. search: words of its texts."""

    tags: tuple[UUID, ...] = ()
    archived: bool | None = False
    opted_out: bool | None = None
    assigned_to: UUID | None = None
    unassigned: bool = False
    fields: dict[str, str] = field(default_factory=dict)
    search: str | None = None
    created_after: datetime | None = None
    created_before: datetime | None = None
    last_message_after: datetime | None = None
    last_message_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """Where a contact stands in a list: the sort key in use."""

    id: UUID
    moment: datetime | None = None
    conversation_id: UUID | None = None
    name: str | None = None
    score: int | None = None
