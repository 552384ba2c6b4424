"""What a person sees of themselves."""

from uuid import UUID

from recado.accounts import store
from recado.accounts.model import Belonging, User
from recado.kernel.errors import Unauthorized
from recado.platform.db import database


def me(user_id: UUID) -> tuple[User, list[Belonging]]:
    """The person and their businesses, oldest first. Unauthorized when the account is gone."""
    with database().accounts() as tx:
        user = store.user(tx, user_id)
        if user is None:
            raise Unauthorized("there is no such account any more")
        return user, store.belongings(tx, user_id)
