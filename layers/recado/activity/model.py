"""Types of what happened."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

ActorKind = Literal["user", "key", "system"]
Severity = Literal["info", "warning", "error", "critical"]
SEVERITIES: tuple[Severity, ...] = ("info", "warning", "error", "critical")  # the worse, the later
MASKED = "•••"  # stands for a secret in the audit trail


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something in a business: for what they may see and for the audit trail.

    role: of a person; None for API keys and the system. sees_only: the advisor whose contacts are all that this actor
    may see; None when they may see everything of the business.
    """

    business_id: UUID
    kind: ActorKind
    id: UUID | None = None
    role: Literal["OWNER", "ADMIN", "ADVISOR"] | None = None
    sees_only: UUID | None = None
    request_id: str = ""


@dataclass(frozen=True, slots=True)
class Usage:
    """What one call to a model consumed. input_tokens includes cached and written ones and those of sound;
    output_tokens reasoning."""

    conversation_id: UUID
    feature: str
    provider: str
    model: str
    input_tokens: int
    cached_tokens: int
    cache_write_tokens: int
    output_tokens: int
    reasoning_tokens: int
    milliseconds: int
    turn_id: UUID | None = None
    audio_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, in a business or (None) on the platform."""

    id: UUID
    created_at: datetime
    business_id: UUID | None
    business_name: str | None
    severity: Severity
    type: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events; None: any. type: how it begins. text: anywhere in the data. From `since`, before `until`."""

    at_least: Severity = "info"
    type: str | None = None
    business_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    text: str | None = None

    @property
    def severities(self) -> list[str] | None:
        """None: all, so that the database need not look at it."""
        least = SEVERITIES.index(self.at_least)
        return list(SEVERITIES[least:]) if least else None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """A change, who made it, and what was there before and after.

    actor_name: once looked up; None for the system, and for somebody who has no account any more.
    """

    id: UUID
    at: datetime
    actor_kind: ActorKind
    actor_id: UUID | None
    actor_role: str | None
    action: str
    thing: str
    thing_id: UUID | None
    before: dict[str, Any]
    after: dict[str, Any]
    request_id: str
    actor_name: str | None = None


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which changes; None: any. action: how it begins. From `since`, before `until`."""

    actor_id: UUID | None = None
    action: str | None = None
    thing: str | None = None
    thing_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
