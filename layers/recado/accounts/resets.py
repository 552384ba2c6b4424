"""Choosing a new password with a link sent by mail."""

from recado.accounts import limits, mails, store
from recado.accounts.model import (
    LINK_BY_ADDRESS,
    MAIL_BY_ACCOUNT,
    MAIL_BY_ADDRESS,
    Language,
    LinkInvalid,
    check_password,
    digest,
    network,
    normal_email,
)
from recado.accounts.signup import mail_token
from recado.platform import passwords
from recado.platform.db import database


def request_reset(email: str, language: Language, address: str) -> None:
    """Sends a link to the account's holder, and to an address without account a mail that says so: one mail either
    way, so that the answer takes as long. `language` is the one to write to strangers in."""
    email = normal_email(email)
    limits.count((MAIL_BY_ACCOUNT, email), (MAIL_BY_ADDRESS, network(address)))
    with database().accounts() as tx:
        user = store.user_by_email(tx, email)
        token = mail_token(tx, user.id, "reset") if user else ""
    if user:
        mails.deliver(mails.reset(email, user.language, token), user.id)
    else:
        mails.deliver(mails.unknown(email, language), None)


def reset_password(token: str, password: str, address: str) -> None:
    """Sets the password, ends every session and verifies the address: the link was read there. LinkInvalid when the
    link is not good, Invalid for a bad password, which does not use the link up."""
    check_password(password)
    limits.count((LINK_BY_ADDRESS, network(address)))
    token_digest = digest(token)
    with database().accounts() as tx:
        if not store.mail_token_good(tx, "reset", token_digest):  # before the costly hash
            raise LinkInvalid
    password_hash = passwords.hashed(password)
    with database().accounts() as tx:
        user_id = store.use_mail_token(tx, "reset", token_digest)
        if user_id is None:
            raise LinkInvalid
        store.set_password_hash(tx, user_id, password_hash)
        store.mark_verified(tx, user_id)
        store.use_up_mail_tokens(tx, user_id, "reset")
        store.revoke_sessions(tx, user_id, "reset")
