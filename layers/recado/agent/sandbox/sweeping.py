"""Sandboxes that have had their day."""

from typing import Final

from recado.agent.sandbox import store
from recado.agent.sandbox.model import LIFE
from recado.platform.db import database

MOST_CLOSED: Final = 200  # by one sweep


def sweep() -> None:
    """Leaves them to be erased."""
    with database().worker() as tx:
        store.close_old(tx, LIFE, MOST_CLOSED)
