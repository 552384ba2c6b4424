"""SQL of mails that wait to be sent: the accounts and app roles put them there, the worker role does the rest."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from recado.platform.db import Tx


@dataclass(frozen=True, slots=True)
class ClaimedMail:
    """A mail one worker has the right to send. attempts: this one included. too_late: nobody has a use for it now."""

    mail_id: UUID
    claim_id: UUID
    kind: str
    mail_sealed: bytes
    attempts: int
    too_late: bool


def insert(tx: Tx, mail_id: UUID, kind: str, user_id: UUID | None, mail_sealed: bytes, valid: timedelta) -> None:
    tx.run("select queue_mail(%s, %s, %s, %s, %s)", (mail_id, kind, user_id, mail_sealed, valid))


def claim(tx: Tx, mail_id: UUID, claim_id: UUID, hold: timedelta) -> ClaimedMail | None:
    """None when the mail is not due, was sent or given up, or another has it."""
    return tx.row(ClaimedMail, "select * from claim_mail(%s, %s, %s)", (mail_id, claim_id, hold))


def set_sent(tx: Tx, claimed: ClaimedMail) -> None:
    tx.run("select settle_mail(%s, %s, 'sent', null)", (claimed.mail_id, claimed.claim_id))


def set_failed(tx: Tx, claimed: ClaimedMail, reason: str) -> bool:
    """False when the claim has passed to another."""
    return bool(tx.value("select settle_mail(%s, %s, 'failed', %s)", (claimed.mail_id, claimed.claim_id, reason)))


def postpone(tx: Tx, claimed: ClaimedMail, after: timedelta, reason: str) -> bool:
    """False when the claim has passed to another."""
    statement = "select postpone_mail(%s, %s, %s, %s)"
    return bool(tx.value(statement, (claimed.mail_id, claimed.claim_id, after, reason)))


def sweep(tx: Tx, limit: int, grace: timedelta) -> list[UUID]:
    """Mails that have been due for longer than `grace`."""
    return tx.values("select mail_id from sweep_mails(%s, %s)", (limit, grace))


def forget(tx: Tx, age: timedelta, limit: int) -> None:
    tx.run("select forget_mails(%s, %s)", (age, limit))
