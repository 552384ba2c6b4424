"""The terms of use: which version is the present one, and that a person accepted it."""

from uuid import UUID

from recado.accounts import store
from recado.activity import service as activity
from recado.kernel.errors import Conflict
from recado.kernel.settings import settings
from recado.platform.db import database


class TermsOutdated(Conflict):
    """These are not the terms of use as they are now; read the present ones and accept those."""

    code = "terms_outdated"


def check_present(version: str) -> None:
    """Raises TermsOutdated, naming the present version, when this one is another."""
    if version != settings().terms_version:
        raise TermsOutdated(version=settings().terms_version)


def accept(user_id: UUID, version: str) -> None:
    """Notes that the person accepts the present terms. Raises TermsOutdated when they read others."""
    check_present(version)
    with database().accounts() as tx:
        if store.accept_terms(tx, user_id, version):
            activity.note_platform(tx, None, "info", "account.terms_accepted", user_id=str(user_id), version=version)
