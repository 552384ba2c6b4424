"""Types of what happened."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

Severity = Literal["info", "warning", "error"]
MASKED = "•••"  # stands for a secret in the audit trail


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something in a business: for what they may see and for the audit trail.

    role: of a person; None for API keys and the system. sees_only: the advisor whose contacts are all that this actor
    may see; None when they may see everything of the business.
    """

    business_id: UUID
    kind: Literal["user", "key", "system"]
    id: UUID | None = None
    role: Literal["OWNER", "ADMIN", "ADVISOR"] | None = None
    sees_only: UUID | None = None
    request_id: str = ""


@dataclass(frozen=True, slots=True)
class Usage:
    """What one call to a model consumed."""

    conversation_id: UUID
    feature: str
    provider: str
    model: str
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    milliseconds: int
