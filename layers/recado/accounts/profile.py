"""What a person sees and changes of themselves."""

from uuid import UUID

from recado.accounts import email_change_store, factor_store, mail_queue, mails, store
from recado.accounts.model import Language, Profile, SessionInfo, WrongPassword, check_password
from recado.accounts.ownership import check_new_password, check_own_password, end_what_the_old_password_opened
from recado.activity import service as activity
from recado.kernel.clock import now
from recado.kernel.errors import NotFound, Unauthorized
from recado.kernel.settings import settings
from recado.kernel.words import Words
from recado.platform import passwords
from recado.platform.db import database


def me(user_id: UUID) -> Profile:
    """Returns the person and their businesses, oldest first. Raises Unauthorized when the account is gone."""
    with database().accounts() as tx:
        user = store.user(tx, user_id)
        if user is None:
            raise Unauthorized(Words("esa cuenta ya no existe", "there is no such account any more"))
        belongings = store.belongings(tx, user_id)
        pending = email_change_store.pending(tx, user_id)
        accepted = store.terms_version(tx, user_id)
        second_factor = factor_store.is_on(tx, user_id)
    moment = now()
    businesses = [each.at(moment) for each in belongings]
    present = settings().terms_version
    return Profile(user, pending, None if accepted == present else present, second_factor, businesses)


def change(user_id: UUID, name: str | None, language: Language | None) -> None:
    """Sets what is not None."""
    with database().accounts() as tx:
        store.change_user(tx, user_id, name, language)


def change_password(user_id: UUID, session_id: UUID, current: str, new: str) -> None:
    """Sets another password and ends the person's other sessions and every link to choose one.

    Raises WrongPassword when `current` is not theirs, Invalid or WeakPassword for a bad new one.
    """
    check_password(new)
    user = check_own_password(user_id, current)
    check_new_password(new, user.email, user.name)
    new_hash = passwords.hashed(new)
    with database().accounts() as tx:
        if not store.replace_password_hash(tx, user_id, user.password_hash, new_hash):
            raise WrongPassword  # it was changed or reset since we looked
        end_what_the_old_password_opened(tx, user_id, "password", but=session_id)
        activity.note_platform(tx, None, "info", "account.password_changed", user_id=str(user_id))
        queued = mail_queue.put(tx, mails.password_changed(user.email, user.language), user_id)
    mail_queue.publish([queued])


def sessions(user_id: UUID) -> list[SessionInfo]:
    """Returns the person's sessions that are not over, the one used last first."""
    with database().accounts() as tx:
        return store.sessions_of(tx, user_id)


def end_session(user_id: UUID, session_id: UUID) -> None:
    """Ends one of the person's sessions. Raises NotFound when it is not theirs or is over."""
    with database().accounts() as tx:
        if not store.end_session(tx, user_id, session_id):
            raise NotFound(Words("no existe esa sesión", "no such session"))
