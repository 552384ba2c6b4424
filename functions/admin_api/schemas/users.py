"""People as a super admin sees them."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from recado.accounts.overview_store import UserLine


class User(BaseModel):
    """`businesses`: to how many they belong."""

    id: UUID
    email: str
    name: str
    created_at: datetime
    email_verified: bool
    second_factor: bool
    super_admin: bool
    businesses: int

    @classmethod
    def of(cls, line: UserLine) -> "User":
        return cls.model_validate(line, from_attributes=True)
