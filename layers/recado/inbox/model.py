"""Conversations and messages as the team sees them, and what a list of them can be narrowed to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from recado.messaging.model import ConversationState

ConversationSort = Literal["newest", "waiting"]
MOST_COUNTED = 100


@dataclass(frozen=True, slots=True)
class ConversationFilter:
    """Which conversations; None: any. assigned: contacts of this member. waiting: unanswered, and not for the bot.
    instances: one of these numbers. tags: contacts with all of them. handed_over: by the agent to people, and not taken
    yet. search: words of the contact's texts."""

    archived: bool | None = False
    state: ConversationState | None = None
    unread: bool | None = None
    assigned: UUID | None = None
    unassigned: bool = False
    instances: tuple[UUID, ...] = ()
    contact_id: UUID | None = None
    tags: tuple[UUID, ...] = ()
    bot: bool | None = None
    waiting: bool | None = None
    handed_over: bool | None = None
    search: str | None = None


@dataclass(frozen=True, slots=True)
class ConversationView:
    """A conversation with its contact, its last message and whether the bot answers there.

    state_at, state_by: since when it is in its state, and by which member. tags: as `id`, `name`, `colour`. handover:
    as `reason`, `summary`, `state`, `opened_at`; None while the agent has it.
    """

    id: UUID
    instance_id: UUID
    contact_id: UUID
    created_at: datetime
    last_message_at: datetime | None
    window_expires_at: datetime | None
    unread: int
    marked_unread: bool
    waiting_since: datetime | None
    state: ConversationState
    state_at: datetime
    state_by: UUID | None
    snoozed_until: datetime | None
    contact_name: str | None
    phone: str | None
    username: str | None
    tags: list[dict[str, str]]
    assigned_to: UUID | None
    assignee_name: str | None
    archived_at: datetime | None
    opted_out_at: datetime | None
    bot_enabled: bool
    bot_paused_until: datetime | None
    bot_on: bool
    handover: dict[str, str] | None
    last_id: UUID | None
    last_direction: str | None
    last_author: str | None
    last_kind: str | None
    last_text: str | None
    last_status: str | None
    last_sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class ConversationCounts:
    """How many conversations each list has, counted to MOST_COUNTED. mine: None for who is no member of the team."""

    all: int
    unread: int
    waiting: int
    handed_over: int
    mine: int | None
    unassigned: int
    open: int
    snoozed: int
    closed: int


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message with its file. What the customer took back has neither text nor content any more.

    reply_to, target_id: what the vendor calls the message it quotes, and the one a reaction is about. media_text: what
    is heard or seen in its file (messaging's MediaText).
    """

    id: UUID
    conversation_id: UUID
    instance_id: UUID
    seq: int
    direction: Literal["in", "out"]
    author: str
    author_id: UUID | None
    kind: str
    text: str | None
    content: dict[str, Any]
    vendor_id: str | None
    reply_to: str | None
    target_id: str | None
    status: str
    status_at: datetime
    error: Any
    sent_at: datetime
    edited_at: datetime | None
    revoked_at: datetime | None
    retry_of: UUID | None
    client_id: str | None
    retried: bool
    media_id: UUID | None
    media_state: str | None
    media_type: str | None
    media_size: int | None
    media_filename: str | None
    media_voice: bool | None
    media_reason: str | None
    media_width: int | None
    media_height: int | None
    media_duration_ms: int | None
    media_waveform: bytes | None
    media_thumbnail: bool | None
    media_inspection: str | None
    media_text: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class QuotedView:
    """A message in short, as another one quotes it. text: the beginning of it. revoked: the customer took it back."""

    id: UUID
    instance_id: UUID
    vendor_id: str
    direction: Literal["in", "out"]
    author: str
    author_id: UUID | None
    author_name: str | None
    kind: str
    revoked: bool
    text: str | None
    media_id: UUID | None
    media_type: str | None
    media_voice: bool | None
    media_thumbnail: bool | None


@dataclass(frozen=True, slots=True)
class ReactionView:
    """The reaction that one side has on a message now."""

    target_id: str
    instance_id: UUID
    direction: Literal["in", "out"]
    emoji: str
    at: datetime


@dataclass(frozen=True, slots=True)
class HitContact:
    """Whose conversation a message is in."""

    conversation_id: UUID
    contact_id: UUID
    contact_name: str | None
    phone: str | None
