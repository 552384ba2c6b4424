"""Types of what happened."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

Severity = Literal["info", "warning", "error", "critical"]


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
