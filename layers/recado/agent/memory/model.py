"""Types and rules of what is remembered of a customer: what they said of themselves, never what they are owed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from recado.agent import customer_text, private

MemoryKind = Literal["preference", "fact", "issue", "summary"]
MemorySource = Literal["ai", "person"]
MOST_MEMORIES: Final = 30  # of a contact
MOST_TEXT: Final = 200
KEPT: Final[dict[MemoryKind, timedelta]] = {
    "preference": timedelta(days=365), "fact": timedelta(days=365), "issue": timedelta(days=60),
    "summary": timedelta(days=120),
}  # fmt: skip


class MemoryChange(BaseModel):
    """What a model would change. nota: number of the note, of a replace or drop. cita: the customer's own words."""

    model_config = ConfigDict(extra="forbid")

    accion: Literal["add", "replace", "drop"]
    nota: int | None
    tipo: MemoryKind
    texto: str
    mensaje: int
    cita: str


class Changes(BaseModel):
    """What a model answers."""

    model_config = ConfigDict(extra="forbid")

    cambios: list[MemoryChange]


@dataclass(frozen=True, slots=True)
class Memory:
    """Something remembered of a contact. hidden: the agent is not shown it."""

    id: UUID
    contact_id: UUID
    kind: MemoryKind
    text: str
    source: MemorySource
    message_id: UUID | None
    hidden: bool
    expires_at: datetime | None
    created_at: datetime
    updated_at: datetime


def remembered_text(written: str, currency: str) -> str | None:
    """Returns a model's text as it may be kept: one line without marks; None for what is not to be remembered."""
    text = customer_text.line(written, MOST_TEXT)
    refused = private.payment(written) or private.sensitive(written) or private.favour(written, currency)
    return None if refused or not text else text
