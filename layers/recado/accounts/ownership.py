"""Whether somebody signed in really is the account's owner: their password, asked for before what cannot be undone."""

from uuid import UUID

from recado.accounts import limits, store
from recado.accounts.model import PASSWORD_BY_ACCOUNT, User, WrongPassword
from recado.platform import passwords
from recado.platform.db import database


def check_own_password(user_id: UUID, password: str) -> User:
    """The person, when this is their password. WrongPassword when not, TooMany after too many."""
    limits.count((PASSWORD_BY_ACCOUNT, str(user_id)))
    with database().accounts() as tx:
        user = store.user(tx, user_id)
    if user is None or not passwords.matches(password, user.password_hash):
        raise WrongPassword
    with database().accounts(aside=True) as tx:
        limits.clear(tx, PASSWORD_BY_ACCOUNT, str(user_id))
    return user
