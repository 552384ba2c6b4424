"""What is remembered for a time is forgotten when that is over."""

from typing import Final

from recado.agent.memory import store
from recado.platform.db import database

MOST: Final = 5000  # of a run


def forget() -> None:
    with database().worker() as tx:
        store.forget(tx, MOST)
