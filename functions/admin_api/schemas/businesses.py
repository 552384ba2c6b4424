"""Businesses as a super admin sees them."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from recado.accounts.overview_store import BusinessLine


class Business(BaseModel):
    """`members` and `instances`: how many."""

    id: UUID
    name: str
    created_at: datetime
    trial_ends_at: datetime | None
    members: int
    instances: int

    @classmethod
    def of(cls, line: BusinessLine) -> "Business":
        return cls.model_validate(line, from_attributes=True)
