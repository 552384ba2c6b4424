"""The avatar of a person."""

from uuid import UUID

from recado.accounts import store
from recado.businesses import pictures
from recado.platform.db import database


def change(user_id: UUID, upload_id: UUID) -> str:
    """Gives the person an avatar. Returns its address. Raises what `pictures.make` does."""
    token = pictures.make(user_id, upload_id, pictures.AVATAR_SIDE)
    with database().accounts() as tx:
        pictures.take(tx, token)
        store.set_avatar(tx, user_id, token)
    return pictures.address(token)


def remove(user_id: UUID) -> None:
    """The person has no avatar, whether they had one or not."""
    with database().accounts() as tx:
        store.set_avatar(tx, user_id, None)
