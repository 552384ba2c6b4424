"""SQL of pictures: objects that wait to be put to use or removed, and the logo of a business."""

from datetime import timedelta

from recado.platform.db import Tx


def leave(tx: Tx, key: str, after: timedelta) -> None:
    """The object is to be removed after this time. For the accounts role."""
    tx.run("select leave_picture(%s, %s)", (key, after))


def take(tx: Tx, key: str) -> bool:
    """The object is in use. False when it was left for too long."""
    return bool(tx.value("select take_picture(%s)", (key,)))


def due(tx: Tx, limit: int) -> list[str]:
    """Objects to be removed now. For the worker role."""
    return tx.values(str, "select object_key from due_pictures(%s)", (limit,))


def forget(tx: Tx, keys: list[str]) -> None:
    """The object store has forgotten these. For the worker role."""
    tx.run("select forget_pictures(%s)", (keys,))


def set_logo(tx: Tx, token: str | None) -> bool:
    """False when the business had this one, or had none."""
    statement = (
        "update businesses set logo = %(token)s where id = current_business() and logo is distinct from %(token)s"
    )
    return tx.run(statement, {"token": token}) == 1
