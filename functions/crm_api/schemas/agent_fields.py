"""What the agent read about contacts."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel

from functions.crm_api.schemas.contacts import FieldValue
from recado.runtime.api import RequestModel
from recado.runtime.responses import ResponseModel


class FieldEvidence(ResponseModel):
    """A value of a field, and the customer's words that prove it."""

    id: UUID
    field_key: str
    value: FieldValue
    message_id: UUID
    quote: str
    state: Literal["applied", "suggested", "accepted"]
    created_at: datetime


class FieldEvidenceList(BaseModel):
    items: list[FieldEvidence]


class FieldDecision(RequestModel):
    accept: bool


class FieldProposal(ResponseModel):
    """A field the agent would like. `contacts`: how many customers wrote such a fact. `quotes`: words of some."""

    key: str
    label: str
    type: Literal["text", "number", "date", "boolean"]
    contacts: int
    quotes: list[str]


class FieldProposalList(BaseModel):
    items: list[FieldProposal]
