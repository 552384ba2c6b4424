"""Notices to the owners of a business: the one place that tells them something by mail."""

from collections.abc import Callable
from uuid import UUID

from recado.accounts import mail_queue, mails
from recado.accounts.model import Language
from recado.activity import service as activity
from recado.platform.db import Tx, database
from recado.platform.mail import Mail
from recado.team import store
from recado.team.model import Owner
from recado.tenancy import session_store
from recado.tenancy.session_store import Ended

MOST_ENDS = 20
TRY_AGAIN_SECONDS = 50.0  # less than a sweep's minute


def put_for_owners(tx: Tx, owners: list[Owner], compose: Callable[[str, Language], Mail]) -> list[UUID]:
    """Queues a mail to each owner in their language, to be sent when the transaction commits.

    `compose` makes it of an address and a language. Returns the ids to publish (`mail_queue.publish`).
    """
    return [mail_queue.put(tx, compose(owner.email, owner.language), None) for owner in owners]


def tell_of_ended_sessions() -> None:
    """Tells owners, once each time, that a number of WhatsApp Web was unlinked, banned, replaced or given up."""
    with database().worker() as tx:
        ended = session_store.claim_ended(tx, MOST_ENDS, TRY_AGAIN_SECONDS)
        owners = {each.business_id: store.owner_addresses(tx, each.business_id) for each in ended}
    for each in ended:
        mail_queue.publish(_tell(each, owners[each.business_id]))


def _tell(ended: Ended, owners: list[Owner]) -> list[UUID]:
    """The mails and the mark that says so commit together: a crash repeats both or neither."""

    def compose(email: str, language: Language) -> Mail:
        return mails.session_ended(email, language, ended.name, ended.state)

    with database().tenant(ended.business_id) as tx:
        queued = put_for_owners(tx, owners, compose)
        session_store.set_told(tx, ended)
        data = {"instance_id": str(ended.instance_id), "state": ended.state}
        activity.note(tx, ended.business_id, "info", "session.owners_told", **data)
    return queued
