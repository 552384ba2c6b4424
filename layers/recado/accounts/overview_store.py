"""SQL of what the super admin sees, for the admin role."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from recado.kernel.pages import Key
from recado.platform.db import Tx


@dataclass(frozen=True, slots=True)
class BusinessLine:
    """A business among all. members and instances: how many."""

    id: UUID
    name: str
    created_at: datetime
    trial_ends_at: datetime | None
    members: int
    instances: int


@dataclass(frozen=True, slots=True)
class UserLine:
    """A person among all. businesses: how many."""

    id: UUID
    email: str
    name: str
    created_at: datetime
    email_verified: bool
    second_factor: bool
    super_admin: bool
    businesses: int


def businesses(tx: Tx, search: str | None, after: Key, limit: int) -> list[BusinessLine]:
    """Newest first."""
    return tx.rows(BusinessLine, "select * from admin_businesses(%s, %s, %s)", (search, after, limit))


def users(tx: Tx, search: str | None, after: Key, limit: int) -> list[UserLine]:
    """Newest first."""
    return tx.rows(UserLine, "select * from admin_users(%s, %s, %s)", (search, after, limit))
