"""Telling owners, once each time, that a number of WhatsApp Web was unlinked, banned, replaced or given up."""

from uuid import UUID

from recado.accounts import mail_queue, mails
from recado.accounts.model import Language
from recado.activity import service as activity
from recado.instances import session_store
from recado.instances.session_store import Ended
from recado.platform.db import database
from recado.platform.mail import Mail
from recado.team import notices
from recado.team.model import Owner

MOST = 20
TRY_AGAIN_SECONDS = 50.0  # less than a sweep's minute


def tell_owners() -> None:
    """Tells the owners of each session that has ended by itself since. A crash tells of the rest a minute later."""
    with database().worker() as tx:
        ended = session_store.claim_ended(tx, MOST, TRY_AGAIN_SECONDS)
    for each in ended:
        mail_queue.publish(_tell(each, notices.owners_of(each.business_id)))


def _tell(ended: Ended, owners: list[Owner]) -> list[UUID]:
    """Returns the mails to publish. They and the mark that says so commit together: a crash repeats both or neither."""

    def compose(email: str, language: Language) -> Mail:
        return mails.session_ended(email, language, ended.name, ended.state)

    with database().tenant(ended.business_id) as tx:
        queued = notices.put_for_owners(tx, owners, compose)
        session_store.set_owners_told(tx, ended)
        data = {"instance_id": str(ended.instance_id), "state": ended.state}
        activity.note(tx, ended.business_id, "info", "session.owners_told", **data)
    return queued
