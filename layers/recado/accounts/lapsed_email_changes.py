"""Forgetting changes of address that can be neither confirmed nor undone any more."""

from recado.accounts import email_change_store
from recado.platform.db import database

MOST_SWEPT = 500


def forget() -> None:
    """Removes them, some at a time."""
    with database().worker() as tx:
        email_change_store.forget_lapsed(tx, MOST_SWEPT)
