"""Opening an account with its first business, and verifying its e-mail address."""

from dataclasses import dataclass
from uuid import UUID

from recado.accounts import limits, mails, store
from recado.accounts.model import (
    LINK_BY_ADDRESS,
    MAIL_BY_ACCOUNT,
    MAIL_BY_ADDRESS,
    MAIL_TOKEN_VALID,
    TRIAL,
    Language,
    LinkInvalid,
    Purpose,
    User,
    check_password,
    digest,
    network,
    new_token,
    normal_email,
)
from recado.activity import service as activity
from recado.businesses.service import check_business
from recado.businesses.store import NewBusiness
from recado.kernel.clock import now
from recado.kernel.errors import Unauthorized
from recado.kernel.ids import new_id
from recado.platform import passwords
from recado.platform.db import Tx, database


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who signs up."""

    email: str
    password: str
    name: str
    language: Language


def sign_up(newcomer: Newcomer, business: NewBusiness, address: str) -> None:
    """Makes the person, their business with seven days of trial, and sends the link that verifies the address.

    When the address has an account already, its holder is told by mail and nothing else happens; the caller sees no
    difference. Invalid for a bad address, password or timezone; TooMany over the limit of mails.
    """
    email = normal_email(newcomer.email)
    check_password(newcomer.password)
    check_business(business)
    limits.count((MAIL_BY_ACCOUNT, email), (MAIL_BY_ADDRESS, network(address)))
    password_hash = passwords.hashed(newcomer.password)
    user = User(new_id(), email, newcomer.name, newcomer.language, password_hash, None)
    with database().accounts() as tx:
        token = None
        if store.insert_user(tx, user):
            business_id = new_id()
            store.found_business(tx, business_id, user.id, business, now() + TRIAL)
            activity.note_platform(tx, business_id, "info", "account.opened", user_id=str(user.id))
            token = mail_token(tx, user.id, "verify")
        known = None if token else store.user_by_email(tx, email)
    if token:
        mails.deliver(mails.verification(email, newcomer.language, token), user.id)
    elif known:
        mails.deliver(mails.already_known(email, known.language), known.id)


def verify_email(token: str, address: str) -> None:
    """Notes that the person reads this address. LinkInvalid when the link is not good."""
    limits.count((LINK_BY_ADDRESS, network(address)))
    with database().accounts() as tx:
        user_id = store.use_mail_token(tx, "verify", digest(token))
        if user_id is None:
            raise LinkInvalid
        store.mark_verified(tx, user_id)
        store.use_up_mail_tokens(tx, user_id, "verify")


def resend_verification(user_id: UUID, address: str) -> None:
    """Sends the link again; nothing when the address is verified. TooMany over the limit of mails."""
    with database().accounts() as tx:
        user = store.user(tx, user_id)
    if user is None:
        raise Unauthorized("there is no such account any more")
    if user.email_verified_at:
        return
    limits.count((MAIL_BY_ACCOUNT, user.email), (MAIL_BY_ADDRESS, network(address)))
    with database().accounts() as tx:
        token = mail_token(tx, user_id, "verify")
    mails.deliver(mails.verification(user.email, user.language, token), user_id)


def mail_token(tx: Tx, user_id: UUID, purpose: Purpose) -> str:
    """A new one-time token for a link in a mail."""
    token = new_token()
    store.insert_mail_token(tx, user_id, purpose, digest(token), now() + MAIL_TOKEN_VALID[purpose])
    return token
