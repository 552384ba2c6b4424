"""Calls with an effect whose turn died before it heard the answer: a person finds out whether it was done."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from recado.activity import service as activity
from recado.agent.external import call_store
from recado.alerts import rings
from recado.kernel.clock import now
from recado.messaging import handovers
from recado.platform.db import database

# Later than the next try of the turn, which usually calls the same again, and tells the customer.
AFTER: Final = timedelta(minutes=10)
MOST: Final = 200  # of a run


def sweep() -> None:
    """Gives what was left to people. What lets their phones ring is found by a sweep of its own."""
    with database().worker() as tx:
        left = call_store.left(tx, AFTER, MOST)
    for business_id, call_id in left:
        _give_up(business_id, call_id)


def _give_up(business_id: UUID, call_id: UUID) -> None:
    with database().tenant(business_id) as tx:
        if not call_store.give_up(tx, call_id):
            return
        of = call_store.place(tx, call_id)
        about = {"conversation_id": str(of.conversation_id), "tool": of.name}
        activity.note(tx, business_id, "warning", "external_tool.unconfirmed", **about)
        if handovers.open_handover(
            tx, business_id, of.conversation_id, of.contact_id, "doubtful", unconfirmed(of.name)
        ):
            rings.ring(tx, business_id, of.conversation_id, now())


def unconfirmed(name: str) -> str:
    """Returns what the person is told who is to find out."""
    return f"No se sabe si se hizo lo que pidió la herramienta {name}: hay que confirmarlo."
