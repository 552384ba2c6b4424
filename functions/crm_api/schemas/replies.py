"""Canned replies."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from recado.runtime.api import RequestModel
from recado.runtime.responses import ResponseModel
from recado.vendors.whatsapp.contents.fields import written

Shortcut = Annotated[str, StringConstraints(pattern=r"^[^\s\x00-\x1f\x7f]{1,50}$")]


class NewCannedReply(RequestModel):
    """`text` may use the variables of the business's texts, such as `{{contact_name}}`."""

    shortcut: Shortcut
    text: Annotated[str, written(4096)]


class UpdateCannedReply(RequestModel):
    """What is left out or null stays as it is."""

    shortcut: Shortcut | None = None
    text: Annotated[str, written(4096)] | None = None


class FillCannedReply(RequestModel):
    conversation_id: UUID


class CannedReply(ResponseModel):
    """`uses`: how often it was filled in for a conversation."""

    id: UUID
    shortcut: str
    text: str
    created_at: datetime
    updated_at: datetime
    uses: int
    last_used_at: datetime | None


class FilledCannedReply(BaseModel):
    text: str
