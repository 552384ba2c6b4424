"""What the super admin sees of businesses and people, and who is a super admin."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from recado.accounts import store
from recado.accounts.model import normal_email
from recado.activity import service as activity
from recado.kernel import pages
from recado.kernel.errors import NotFound
from recado.kernel.pages import Found, Slice
from recado.platform.db import database


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


def businesses(search: str | None, asked: Slice) -> Found[BusinessLine]:
    """Newest first; `search` is part of a name, or an id."""
    (after,) = asked.keys(UUID) or (None,)
    with database().admin() as tx:
        rows = tx.rows(BusinessLine, "select * from admin_businesses(%s, %s, %s)", (search, after, asked.limit + 1))
    return pages.found(rows, asked.limit, lambda row: (row.id,))


def users(search: str | None, asked: Slice) -> Found[UserLine]:
    """Newest first; `search` is part of a name or an address, or an id."""
    (after,) = asked.keys(UUID) or (None,)
    with database().admin() as tx:
        rows = tx.rows(UserLine, "select * from admin_users(%s, %s, %s)", (search, after, asked.limit + 1))
    return pages.found(rows, asked.limit, lambda row: (row.id,))


def set_super_admin(email: str, wanted: bool) -> None:
    """Makes somebody a super admin, or no longer. NotFound when nobody has this address."""
    with database().accounts() as tx:
        changed = store.set_super_admin(tx, normal_email(email), wanted)
        if changed is None:
            raise NotFound("nobody has an account with this address")
        kind = "super_admin.granted" if wanted else "super_admin.revoked"
        activity.note_platform(tx, None, "warning", kind, user_id=str(changed))


def super_admins() -> list[str]:
    """The addresses of all super admins."""
    with database().accounts() as tx:
        return store.super_admins(tx)
