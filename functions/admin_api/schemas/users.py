"""People as a super admin sees them."""

from datetime import datetime
from uuid import UUID

from recado.runtime.responses import ResponseModel


class AdminUser(ResponseModel):
    """`businesses`: to how many they belong."""

    id: UUID
    email: str
    name: str
    created_at: datetime
    email_verified: bool
    second_factor: bool
    super_admin: bool
    businesses: int
