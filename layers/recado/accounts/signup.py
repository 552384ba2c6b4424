"""Opening an account with its first business."""

from dataclasses import dataclass

from recado.accounts import mail_queue, mails, store, terms
from recado.accounts.mail_links import count_mail, new_link_token
from recado.accounts.model import TRIAL, Language, User, normal_email
from recado.accounts.ownership import check_new_password
from recado.activity import service as activity
from recado.businesses.service import check_business
from recado.businesses.store import NewBusiness
from recado.kernel.clock import now
from recado.kernel.ids import new_id
from recado.platform import passwords
from recado.platform.db import database


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who signs up."""

    email: str
    password: str
    name: str
    language: Language
    terms_version: str


def sign_up(newcomer: Newcomer, business: NewBusiness, address: str) -> None:
    """Makes the person, their business with seven days of trial, and sends the link that verifies the address.

    When the address has an account already, its holder gets a mail that says so and nothing else happens; the caller
    sees no difference. Raises TermsOutdated, Invalid for a bad address, timezone or currency, WeakPassword, and
    TooMany over the limit of mails.
    """
    terms.check_present(newcomer.terms_version)
    email = normal_email(newcomer.email)
    check_new_password(newcomer.password, email, newcomer.name, business.name)
    check_business(business)
    count_mail("sign-up", email, address)
    password_hash = passwords.hashed(newcomer.password)
    user = User(new_id(), email, newcomer.name, newcomer.language, password_hash, None)
    with database().accounts() as tx:
        if store.insert_user(tx, user, newcomer.terms_version):
            business_id = new_id()
            store.found_business(tx, business_id, user.id, business, now() + TRIAL)
            activity.note_platform(tx, business_id, "info", "account.opened", user_id=str(user.id))
            token = new_link_token(tx, user.id, "verify")
            queued = mail_queue.put(tx, mails.verification(email, newcomer.language, token), user.id)
        else:
            holder = store.user_by_email(tx, email)
            language = holder.language if holder else newcomer.language
            queued = mail_queue.put(tx, mails.already_known(email, language), holder.id if holder else None)
    mail_queue.publish([queued])
