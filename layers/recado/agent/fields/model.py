"""Types and rules of fields the agent fills in: what a model read counts only with the customer's own words for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from recado.agent.grounding.folding import folded
from recado.crm import fields as crm_fields
from recado.crm.cards import Field as ContactField
from recado.crm.cards import FieldInvalid

EvidenceState = Literal["applied", "suggested", "accepted", "rejected", "superseded"]
NewType = Literal["text", "number", "date", "boolean"]
LEAST_QUOTE, MOST_QUOTE = 2, 300
SEEN_BY: Final = 3  # customers with a fact of one kind make it a proposal
_WORD = re.compile(r"\w+")


class Read(BaseModel):
    """A value that the model read. mensaje: number of the message. cita: words of it, as written."""

    model_config = ConfigDict(extra="forbid")

    campo: str
    valor: str | None
    mensaje: int
    cita: str


class Other(BaseModel):
    """A fact of the customer for which there is no field: nombre names the kind of fact, not the customer."""

    model_config = ConfigDict(extra="forbid")

    nombre: str = Field(max_length=60)
    tipo: NewType
    mensaje: int
    cita: str


class Reading(BaseModel):
    """What a model answers."""

    model_config = ConfigDict(extra="forbid")

    datos: list[Read]
    otros: list[Other]


@dataclass(frozen=True, slots=True)
class Written:
    """A message of the customer, as the model was shown it. number: its place there."""

    number: int
    message_id: UUID
    seq: int
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A value of a contact's field, and the words that prove it."""

    id: UUID
    contact_id: UUID
    field_key: str
    value: Any
    message_id: UUID
    quote: str
    state: EvidenceState
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """A field that the agent would like: how many customers have it, and words of some of them."""

    key: str
    label: str
    type: NewType
    contacts: int
    quotes: list[str]


def value_of(read: Read, field: ContactField, messages: Sequence[Written]) -> tuple[Any, Written, str] | None:
    """Returns the value, the message and the quote that prove it; None when they do not.

    The quote stands in a message of the customer's. Of texts and numbers, each word or digit of the value is in it.
    """
    message = proving(read.mensaje, read.cita, messages)
    if message is None or read.valor is None:
        return None
    quote = read.cita.strip()[:MOST_QUOTE]
    try:
        value = crm_fields.read(field, _chosen(field, read.valor.strip()))
    except FieldInvalid:
        return None
    if field.type == "text" and not set(_words(str(value))) <= set(_words(quote)):
        return None
    if field.type == "number" and re.sub(r"\D", "", str(value)) not in re.sub(r"\D", "", quote):
        return None
    return value, message, quote


def proving(number: int, quote: str, messages: Sequence[Written]) -> Written | None:
    """Returns the customer's message of this number when the quote stands in it."""
    message = next((each for each in messages if each.number == number), None)
    said = " ".join(folded(quote).split())
    if message is None or len(said) < LEAST_QUOTE or said not in " ".join(folded(message.text).split()):
        return None
    return message


def key_of(label: str) -> str:
    """Returns a field's key out of a name: «Tipo de cliente» is tipo_de_cliente; empty when no letter is in it."""
    key = re.sub(r"[^a-z0-9]+", "_", folded(label)).strip("_")[:40].rstrip("_")
    return key if key[:1].isalpha() else ""


def _chosen(field: ContactField, written: str) -> str:
    """An option as it is written in the field."""
    if field.type != "choice":
        return written
    return next((option for option in field.options if folded(option) == folded(written)), written)


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text))
