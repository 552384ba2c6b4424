"""Notices to the owners of a business: the one place that tells them something by mail."""

from collections.abc import Callable
from uuid import UUID

from recado.accounts import mail_queue
from recado.accounts.model import Language
from recado.platform.db import Tx, database
from recado.platform.mail import Mail
from recado.team import store
from recado.team.model import Owner

Compose = Callable[[str, Language], Mail]


def owners_of(business_id: UUID) -> list[Owner]:
    """Returns the owners of a business whose address is verified."""
    with database().worker() as tx:
        return store.owner_addresses(tx, business_id)


def put_for_owners(tx: Tx, owners: list[Owner], compose: Compose) -> list[UUID]:
    """Queues a mail to each owner in their language, to be sent when the transaction commits.

    `compose` makes it of an address and a language. Returns the ids to publish then (`mail_queue.publish`).
    """
    return [mail_queue.put(tx, compose(owner.email, owner.language), None) for owner in owners]
