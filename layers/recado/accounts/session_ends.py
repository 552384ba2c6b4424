"""Telling a business's owners that a number of WhatsApp Web was unlinked, banned, replaced or given up."""

from typing import LiteralString

from recado.accounts import mails
from recado.accounts.model import Language
from recado.activity import service as activity
from recado.instances import session_store
from recado.instances.session_store import Ended
from recado.kernel.errors import Unavailable
from recado.kernel.log import logger
from recado.platform import mail
from recado.platform.db import Tx, database

MOST = 20
TRY_AGAIN_SECONDS = 50.0  # less than a sweep's minute

log = logger("accounts")


def tell_owners() -> None:
    """Each end once, by mail to every owner. What the mail server does not take is tried again for a day."""
    with database().worker() as tx:
        ended = session_store.claim_ended(tx, MOST, TRY_AGAIN_SECONDS)
        owners = {each.business_id: _owners(tx, each) for each in ended}
    for each in ended:
        try:
            for address, language in owners[each.business_id]:
                mail.send(mails.session_ended(address, language, each.name, each.state))
        except Unavailable as error:
            log.error("owners not told", extra={"instance_id": str(each.instance_id), "reason": error.detail})
            return  # the others would wait in vain as well
        with database().tenant(each.business_id) as tx:
            session_store.set_told(tx, each)
            data = {"instance_id": str(each.instance_id), "state": each.state}
            activity.note(tx, each.business_id, "info", "session.owners_told", **data)


def _owners(tx: Tx, ended: Ended) -> list[tuple[str, Language]]:
    statement: LiteralString = "select * from owner_addresses(%s)"
    return [(row["email"], row["language"]) for row in tx.dicts(statement, (ended.business_id,))]
