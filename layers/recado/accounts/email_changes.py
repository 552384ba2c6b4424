"""Changing one's e-mail address: a link to the new one confirms it, and the old one can undo it for a week.

Nobody learns from the answers whether an address has an account: the mail that goes to it says so. The old address
stays reserved while the change can be undone, so that nobody stands in the way of its return.
"""

from datetime import timedelta
from uuid import UUID

from recado.accounts import email_change_store, limits, mail_queue, mails, second_factor, store
from recado.accounts.email_change_store import EmailChange
from recado.accounts.mail_links import count_mail, new_link_token
from recado.accounts.model import (
    LINK_BY_ADDRESS,
    MAIL_TOKEN_VALID,
    AddressTaken,
    Language,
    LinkInvalid,
    User,
    digest,
    network,
    new_token,
    normal_email,
)
from recado.accounts.ownership import check_own_password
from recado.activity import service as activity
from recado.kernel.clock import now
from recado.kernel.errors import Invalid, NotFound
from recado.kernel.words import Words
from recado.platform import passwords
from recado.platform.db import Tx, database

CONFIRM_VALID = timedelta(days=1)
UNDO_VALID = timedelta(days=7)
SAME = Words("es la dirección que ya tienes", "this is the address you have")


def request(user_id: UUID, session_id: UUID, email: str, password: str, code: str | None, address: str) -> None:
    """Sends a link to the new address; one asked for earlier stops working. Nothing changes before it is opened.

    Raises Invalid for a bad address or one's own, WrongPassword, CodeRequired or WrongCode where a second factor is
    on, and TooMany.
    """
    email = normal_email(email)
    user = check_own_password(user_id, password)
    if email == user.email:
        raise Invalid.of_field("email", SAME)
    if code is not None:
        second_factor.count_try(user_id)
    count_mail("change", email, address)
    with database().accounts() as tx:
        second_factor.require(tx, user_id, code)
        store.lock_user(tx, user_id)
        if email_change_store.is_taken(tx, email, but=user_id):
            message = mails.email_taken(email, _language(tx, email, user))
            queued = mail_queue.put(tx, message, None)
        else:
            token = new_token()
            change = EmailChange(user_id, session_id, user.email, email, now())
            email_change_store.insert(tx, digest(token), change, CONFIRM_VALID)
            queued = mail_queue.put(tx, mails.email_change(email, user.language, token), user_id, CONFIRM_VALID)
    mail_queue.publish([queued])


def cancel(user_id: UUID) -> None:
    """The link that was sent stops working. Raises NotFound when none waits."""
    with database().accounts() as tx:
        if not email_change_store.forget_pending(tx, user_id):
            raise NotFound(Words("no hay un cambio de correo por confirmar", "no change of address waits"))


def confirm(token: str, address: str) -> None:
    """Gives the person their new address, verified, and ends their sessions but the one that asked for it, and every
    link that was sent to the old one. That one is told, with a link that undoes the change, if it was verified.

    Raises LinkInvalid when the link is not good or the address was changed meanwhile, AddressTaken when somebody has
    it by now.
    """
    limits.count((LINK_BY_ADDRESS, network(address)))
    token_digest, undo = digest(token), new_token()
    with database().accounts() as tx:
        change = email_change_store.find(tx, token_digest, confirmed=False)
        if change is None:
            raise LinkInvalid
        email_change_store.lock_addresses(tx, change.old_email, change.new_email)
        user = _move(tx, change.user_id, change.old_email, change.new_email)
        store.revoke_sessions(tx, user.id, "email", but=change.session_id)
        activity.note_platform(tx, None, "info", "account.email_changed", user_id=str(user.id))
        queued = []
        if user.email_verified_at:
            email_change_store.set_undoable(tx, token_digest, digest(undo), UNDO_VALID)
            message = mails.email_changed(change.old_email, user.language, undo)
            queued = [mail_queue.put(tx, message, user.id, UNDO_VALID)]
        email_change_store.forget_pending(tx, user.id)
    mail_queue.publish(queued)


def undo(token: str, address: str) -> None:
    """Gives the person their old address back, ends every session and the password, and sends them a link to choose
    another: whoever changed the address knew it. What was changed since is undone too.

    Raises LinkInvalid when the link is not good.
    """
    limits.count((LINK_BY_ADDRESS, network(address)))
    nobodys_password = passwords.hashed(new_token())
    with database().accounts() as tx:
        change = email_change_store.find(tx, digest(token), confirmed=True)
        present = store.user(tx, change.user_id) if change else None
        if change is None or present is None:
            raise LinkInvalid
        email_change_store.lock_addresses(tx, change.old_email, present.email)
        email_change_store.forget_since(tx, present.id, change.created_at)
        user = _move(tx, present.id, present.email, change.old_email)
        store.set_password_hash(tx, user.id, nobodys_password)
        store.revoke_sessions(tx, user.id, "email")
        activity.note_platform(tx, None, "warning", "account.email_restored", user_id=str(user.id))
        message = mails.reset(change.old_email, user.language, new_link_token(tx, user.id, "reset"))
        queued = mail_queue.put(tx, message, user.id, MAIL_TOKEN_VALID["reset"])
    mail_queue.publish([queued])


def _move(tx: Tx, user_id: UUID, old: str, new: str) -> User:
    """Returns the person as they were. Every link sent to the old address stops working."""
    store.lock_user(tx, user_id)
    user = store.user(tx, user_id)
    if user is None or user.email != old:
        raise LinkInvalid
    if email_change_store.is_taken(tx, new, but=user_id):
        raise AddressTaken
    email_change_store.set_email(tx, user_id, new)
    store.use_up_mail_tokens(tx, user_id, "verify")
    store.use_up_mail_tokens(tx, user_id, "reset")
    return user


def _language(tx: Tx, email: str, otherwise: User) -> Language:
    holder = store.user_by_email(tx, email)
    return holder.language if holder else otherwise.language
