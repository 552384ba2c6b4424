"""Reminding the owners of a business, three days before, that it will be erased."""

from datetime import timedelta
from uuid import UUID

from recado.accounts import mail_queue, mails
from recado.businesses.service import business_of
from recado.platform.db import database
from recado.team import deletion_store, notices

BEFORE = timedelta(days=3)
MOST = 20


def remind() -> None:
    """Reminds the owners of each such business, once: mails and the mark that says so commit together."""
    with database().worker() as tx:
        businesses = deletion_store.to_remind(tx, BEFORE, MOST)
    for business_id in businesses:
        mail_queue.publish(_remind(business_id))


def _remind(business_id: UUID) -> list[UUID]:
    """Returns the mails to publish."""
    owners = notices.owners_of(business_id)
    with database().tenant(business_id) as tx:
        deletes_at = deletion_store.set_reminded(tx)
        if deletes_at is None:
            return []
        name, day = business_of(tx).name, f"{deletes_at:%Y-%m-%d}"
        return notices.put_for_owners(tx, owners, lambda to, language: mails.deletion_soon(to, language, name, day))
