"""Choosing a new password with a link sent by mail."""

from recado.accounts import limits, mail_queue, mails, store
from recado.accounts.mail_links import count_mail, new_link_token
from recado.accounts.model import (
    LINK_BY_ADDRESS,
    LOGIN_BY_ACCOUNT_ANYWHERE,
    MAIL_TOKEN_VALID,
    Language,
    LinkInvalid,
    User,
    check_password,
    digest,
    network,
    normal_email,
)
from recado.accounts.ownership import check_new_password, end_what_the_old_password_opened
from recado.accounts.verification import mark_verified
from recado.activity import service as activity
from recado.platform import passwords
from recado.platform.db import Tx, database


def request_reset(email: str, language: Language, address: str) -> None:
    """Sends a link to the account's holder, and to an address without account a mail that says so: one mail either
    way, so that the answer takes as long. `language` is the one to write to strangers in."""
    email = normal_email(email)
    count_mail("reset", email, address)
    with database().accounts() as tx:
        user = store.user_by_email(tx, email)
        if user:
            message = mails.reset(email, user.language, new_link_token(tx, user.id, "reset"))
        else:
            message = mails.unknown(email, language)
        queued = mail_queue.put(tx, message, user.id if user else None, MAIL_TOKEN_VALID["reset"])
    mail_queue.publish([queued])


def reset_password(token: str, password: str, address: str) -> None:
    """Sets the password, ends every session and verifies the address: the link was read there.

    Raises LinkInvalid when the link is not good, Invalid or WeakPassword for a bad password, which does not use the
    link up.
    """
    check_password(password)
    limits.count((LINK_BY_ADDRESS, network(address)))
    token_digest = digest(token)
    with database().accounts() as tx:  # before the costly hash
        user = store.user_of_mail_token(tx, "reset", token_digest)
    if user is None:
        raise LinkInvalid
    check_new_password(password, user.email, user.name)
    password_hash = passwords.hashed(password)
    with database().accounts() as tx:
        if store.use_mail_token(tx, "reset", token_digest) != user.id:
            raise LinkInvalid
        _set_password(tx, user, password_hash)
        queued = mail_queue.put(tx, mails.password_changed(user.email, user.language), user.id)
    mail_queue.publish([queued])


def _set_password(tx: Tx, user: User, password_hash: str) -> None:
    store.set_password_hash(tx, user.id, password_hash)
    mark_verified(tx, user.id)
    end_what_the_old_password_opened(tx, user.id, "reset")
    limits.clear(tx, LOGIN_BY_ACCOUNT_ANYWHERE, user.email)
    activity.note_platform(tx, None, "info", "account.password_changed", user_id=str(user.id))
