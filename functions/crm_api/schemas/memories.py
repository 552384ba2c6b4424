"""What the agent remembers of contacts."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel

from recado.agent.memory.model import MOST_TEXT, MemoryKind, MemorySource
from recado.runtime.api import RequestModel
from recado.runtime.responses import ResponseModel
from recado.vendors.whatsapp.contents.fields import written


class NewContactMemory(RequestModel):
    """Payment data are refused."""

    kind: MemoryKind
    text: Annotated[str, written(MOST_TEXT)]


class UpdateContactMemory(RequestModel):
    """What is left out or null stays as it is. `hidden`: the agent is no longer shown it."""

    kind: MemoryKind | None = None
    text: Annotated[str, written(MOST_TEXT)] | None = None
    hidden: bool | None = None


class ContactMemory(ResponseModel):
    """`source`: `person` of what somebody of the team wrote or changed, which the agent leaves alone. `message_id`: the
    customer's message that says it."""

    id: UUID
    kind: MemoryKind
    text: str
    source: MemorySource
    message_id: UUID | None
    hidden: bool
    expires_at: datetime | None
    created_at: datetime
    updated_at: datetime


class ContactMemoryList(BaseModel):
    items: list[ContactMemory]
