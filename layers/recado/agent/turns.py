"""How long turns are kept: what tools were asked and answered for a month, the turns themselves for half a year."""

from datetime import timedelta
from typing import Final

from recado.agent import turn_store
from recado.platform.db import database

CALLS_KEPT: Final = timedelta(days=30)
TURNS_KEPT: Final = timedelta(days=180)
MOST: Final = 5000  # of a run


def forget() -> None:
    """Forgets what is old; turns whose process died are failed."""
    with database().worker() as tx:
        turn_store.forget(tx, CALLS_KEPT, TURNS_KEPT, MOST)
