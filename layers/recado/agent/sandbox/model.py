"""Types of sandboxes."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal
from uuid import UUID

SaidAs = Literal["text", "voice", "picture"]  # how a customer says something
LIFE: Final = timedelta(hours=24)
CUSTOMER: Final = "Cliente de prueba"


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A sandbox, with the conversation of its made-up customer."""

    id: UUID
    instance_id: UUID
    contact_id: UUID
    conversation_id: UUID
