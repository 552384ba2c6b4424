"""Merging contacts."""

from uuid import UUID

from pydantic import BaseModel, Field

from functions.crm_api.schemas.contacts import Contact
from recado.runtime.api import RequestModel


class MergeContact(RequestModel):
    contact_id: UUID = Field(description="The contact to be merged into this one, and gone then")


class Merged(BaseModel):
    """`merge_id` undoes it, within 30 days."""

    merge_id: UUID
    contact: Contact
