"""Businesses as a super admin sees them."""

from datetime import datetime
from uuid import UUID

from recado.runtime.responses import ResponseModel


class AdminBusiness(ResponseModel):
    """`members` and `instances`: how many."""

    id: UUID
    name: str
    created_at: datetime
    trial_ends_at: datetime | None
    members: int
    instances: int
