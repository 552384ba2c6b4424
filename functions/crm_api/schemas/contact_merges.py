"""Merging contacts."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, Field

from functions.crm_api.schemas.contacts import Contact
from recado.runtime.api import RequestModel
from recado.runtime.responses import ResponseModel


class MergeContact(RequestModel):
    contact_id: UUID = Field(description="The contact to be merged into this one, and gone then")


class Merged(BaseModel):
    """`merge_id` undoes it, within 30 days."""

    merge_id: UUID
    contact: Contact


class ContactMerge(ResponseModel):
    """Another contact, `source_id`, became part of this one. `can_undo`: it may be put back now."""

    id: UUID
    source_id: UUID
    source_name: str | None
    merged_at: datetime
    undone_at: datetime | None
    can_undo: bool
