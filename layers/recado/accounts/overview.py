"""What the super admin sees of businesses and people, and who is a super admin."""

from uuid import UUID

from recado.accounts import overview_store, store
from recado.accounts.model import normal_email
from recado.accounts.overview_store import BusinessLine, UserLine
from recado.activity import service as activity
from recado.kernel import pages
from recado.kernel.errors import NotFound
from recado.kernel.pages import Page, Slice
from recado.kernel.words import Words
from recado.platform.db import database


def businesses(search: str | None, page: Slice) -> Page[BusinessLine]:
    """Newest first; `search` is part of a name, or an id."""
    (after,) = page.keys(UUID) or (None,)
    with database().admin() as tx:
        rows = overview_store.businesses(tx, search, after, page.limit + 1)
    return pages.page_of(rows, page.limit, lambda row: (row.id,))


def users(search: str | None, page: Slice) -> Page[UserLine]:
    """Newest first; `search` is part of a name or an address, or an id."""
    (after,) = page.keys(UUID) or (None,)
    with database().admin() as tx:
        rows = overview_store.users(tx, search, after, page.limit + 1)
    return pages.page_of(rows, page.limit, lambda row: (row.id,))


def set_super_admin(email: str, granted: bool) -> None:
    """Makes somebody a super admin, or no longer. NotFound when nobody has this address."""
    with database().accounts() as tx:
        changed = store.set_super_admin(tx, normal_email(email), granted)
        if changed is None:
            raise NotFound(Words("nadie tiene una cuenta con este correo", "nobody has an account with this address"))
        kind = "super_admin.granted" if granted else "super_admin.revoked"
        activity.note_platform(tx, None, "warning", kind, user_id=str(changed))


def super_admins() -> list[str]:
    """The addresses of all super admins."""
    with database().accounts() as tx:
        return store.super_admins(tx)
