"""Sending mails by queue, so that nobody who asks for one waits for the mail server.

A mail is put down in the transaction it is about and its id published after the commit. A lost id is found by the
sweep, a dead worker's claim lapses: each mail is sent at least once, and its Message-ID is the same each time.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from recado.accounts import mail_store
from recado.accounts.mail_store import ClaimedMail
from recado.activity import service as activity
from recado.kernel.errors import Unavailable
from recado.kernel.ids import new_id
from recado.kernel.log import logger
from recado.kernel.settings import settings
from recado.platform import crypto, mail, queues
from recado.platform.crypto import SealBroken
from recado.platform.db import Tx, database
from recado.platform.mail import Mail, MailRefused
from recado.platform.queues import MAX_DELAY_SECONDS, Outgoing

VALID = timedelta(days=1)  # how long it is worth sending
HOLD = timedelta(seconds=90)  # longer than sending one may take
GRACE = timedelta(seconds=60)
MOST_SWEPT = 500
KEPT = timedelta(days=30)
# Seconds until the next try, after each that failed: about a day in all.
WAITS = (10, 60, 300, 900, 1800, 3600, 7200, 14_400, 28_800, 28_800)
MOST_TRIES = len(WAITS) + 1

log = logger("mails")


@dataclass(frozen=True, slots=True)
class MailJob:
    """A message of the queue `mails`."""

    mail_id: UUID

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> "MailJob":
        return cls(UUID(body["mail_id"]))

    def to_message(self, delay: float = 0) -> Outgoing:
        return Outgoing(settings().queue_mails_url, {"mail_id": str(self.mail_id)}, delay=int(delay))


def put(tx: Tx, message: Mail, user_id: UUID | None, valid: timedelta = VALID) -> UUID:
    """Puts a mail down, to be sent when the transaction commits. Returns its id, for `publish`.

    user_id: whose it is, if they have an account. valid: after that long it is not sent any more.
    """
    mail_id = new_id()
    sealed = crypto.seal(json.dumps(asdict(message)), _place(mail_id))
    mail_store.insert(tx, mail_id, message.kind, user_id, sealed, valid)
    return mail_id


def publish(mail_ids: Iterable[UUID]) -> None:
    """Says, after the commit, that these mails may be sent. A queue that does not answer only delays them: the sweep
    finds them within a minute or two."""
    try:
        queues.send([MailJob(mail_id).to_message() for mail_id in mail_ids])
    except Unavailable as error:
        log.warning("mails were not published", extra={"reason": error.detail})


def send(job: MailJob) -> list[Outgoing]:
    """Sends a mail that is due. Returns what to publish: the same mail later, when the server did not take it."""
    with database().worker() as tx:
        claimed = mail_store.claim(tx, job.mail_id, uuid4(), HOLD)
    if claimed is None:
        return []
    if claimed.too_late or claimed.attempts > MOST_TRIES:
        _give_up(claimed, "it is too late to send it" if claimed.too_late else "it was tried too often")
        return []
    try:
        message = Mail(**json.loads(crypto.unseal(claimed.mail_sealed, _place(claimed.mail_id))))
        mail.send(message, claimed.mail_id)
    except (MailRefused, SealBroken) as error:
        _give_up(claimed, error.detail)
        return []
    except Unavailable as error:
        return _postpone(claimed, error.detail)
    with database().worker() as tx:
        mail_store.set_sent(tx, claimed)
    return []


def sweep() -> list[Outgoing]:
    """Returns what to publish: mails that are overdue. Forgets those settled long ago."""
    with database().worker() as tx:
        mail_store.forget(tx, KEPT, MOST_SWEPT)
        overdue = mail_store.sweep(tx, MOST_SWEPT, GRACE)
    return [MailJob(mail_id).to_message() for mail_id in overdue]


def _postpone(claimed: ClaimedMail, reason: str) -> list[Outgoing]:
    facts = {"mail_id": str(claimed.mail_id), "kind": claimed.kind, "attempts": claimed.attempts, "reason": reason}
    log.error("a mail was not sent", extra=facts)
    if claimed.attempts == MOST_TRIES:
        _give_up(claimed, reason)
        return []
    wait = WAITS[claimed.attempts - 1]
    with database().worker() as tx:
        postponed = mail_store.postpone(tx, claimed, timedelta(seconds=wait), reason)
    if not postponed or wait >= MAX_DELAY_SECONDS:  # the sweep finds those that wait longer than a queue can
        return []
    return [MailJob(claimed.mail_id).to_message(wait + 1)]


def _give_up(claimed: ClaimedMail, reason: str) -> None:
    with database().worker() as tx:
        if mail_store.set_failed(tx, claimed, reason):
            data = {"mail_id": str(claimed.mail_id), "mail": claimed.kind, "reason": reason}
            activity.note_platform(tx, None, "error", "mail.failed", **data)


def _place(mail_id: UUID) -> str:
    """Returns where a mail is sealed to."""
    return f"mail:{mail_id}"
