"""Whose turn it is to get a new contact."""

from uuid import UUID

from recado.crm import turns_store as store
from recado.platform.db import Tx


def next_in_turn(tx: Tx) -> UUID | None:
    """The member who gets the next new contact of the transaction's business; None when nobody takes turns.

    The members stand in a ring and the turn goes round it, so of any run of contacts two members who were there all the
    time differ by at most one, and whoever comes back or joins late waits for their place like everybody else.
    The business's turns stay locked until the transaction ends. Nothing is locked where nobody takes turns.
    """
    locked, last = store.lock_turns(tx)
    # In a statement of its own: the one that waited for the lock still sees the members as they were before it waited.
    return store.pass_turn(tx, last) if locked else None
