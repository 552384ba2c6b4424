"""Whether somebody signed in really is the account's owner: their password, asked for before what cannot be undone."""

from uuid import UUID

from recado.accounts import limits, store
from recado.accounts.model import PASSWORD_BY_ACCOUNT, User, WeakPassword, WrongPassword, check_password
from recado.platform import passwords
from recado.platform.db import Tx, database


def check_own_password(user_id: UUID, password: str) -> User:
    """Returns the person, when this is their password. Raises WrongPassword when not, TooMany after too many."""
    limits.count((PASSWORD_BY_ACCOUNT, str(user_id)))
    with database().accounts() as tx:
        user = store.user(tx, user_id)
    if user is None or not passwords.matches(password, user.password_hash):
        raise WrongPassword
    with database().accounts(aside=True) as tx:
        limits.clear(tx, PASSWORD_BY_ACCOUNT, str(user_id))
    return user


def check_new_password(password: str, email: str, *names: str) -> None:
    """Raises Invalid for a password of a wrong length, WeakPassword for a common one or one made of what everybody
    knows of the person."""
    check_password(password)
    local, _, domain = email.partition("@")
    words = {email, local, *domain.split("."), *names, *(word for name in names for word in name.split())}
    if passwords.is_common(password, *(word for word in words if len(word) >= 4)):
        raise WeakPassword(field="password")


def end_what_the_old_password_opened(tx: Tx, user_id: UUID, reason: str, but: UUID | None = None) -> None:
    """Ends the person's sessions (all `but` one) and links to choose a password."""
    store.use_up_mail_tokens(tx, user_id, "reset")
    store.revoke_sessions(tx, user_id, reason, but=but)
