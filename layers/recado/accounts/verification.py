"""Verifying that a person reads their e-mail address."""

from uuid import UUID

from recado.accounts import factor_store, limits, mail_queue, mails, store
from recado.accounts.mail_links import count_mail, new_link_token
from recado.accounts.model import LINK_BY_ADDRESS, LinkInvalid, digest, network
from recado.activity import service as activity
from recado.kernel.errors import Unauthorized
from recado.kernel.words import Words
from recado.platform.db import Tx, database


def verify_email(token: str, address: str) -> None:
    """Notes that the person reads this address. Raises LinkInvalid when the link is not good."""
    limits.count((LINK_BY_ADDRESS, network(address)))
    with database().accounts() as tx:
        user_id = store.use_mail_token(tx, "verify", digest(token))
        if user_id is None:
            raise LinkInvalid
        mark_verified(tx, user_id)


def resend_verification(user_id: UUID, address: str) -> None:
    """Sends the link again; nothing when the address is verified. Raises TooMany over the limit of mails."""
    with database().accounts() as tx:
        user = store.user(tx, user_id)
    if user is None:
        raise Unauthorized(Words("esa cuenta ya no existe", "there is no such account any more"))
    if user.email_verified_at:
        return
    count_mail("verify", user.email, address)
    with database().accounts() as tx:
        token = new_link_token(tx, user_id, "verify")
        queued = mail_queue.put(tx, mails.verification(user.email, user.language, token), user_id)
    mail_queue.publish([queued])


def mark_verified(tx: Tx, user_id: UUID) -> None:
    """Notes that the person reads their address. The first time it ends what whoever opened the account may have set
    to lock the holder of the address out: a second factor, and every other link that verifies."""
    if not store.mark_verified(tx, user_id):
        return
    store.use_up_mail_tokens(tx, user_id, "verify")
    if factor_store.delete(tx, user_id):
        activity.note_platform(tx, None, "warning", "second_factor.disabled", user_id=str(user_id))
