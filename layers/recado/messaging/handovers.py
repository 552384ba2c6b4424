"""Handing a conversation over to people: the agent asks for one and is silent until they are done."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from recado.activity import service as activity
from recado.crm import store as contacts
from recado.kernel.clock import now
from recado.kernel.ids import new_id
from recado.messaging import conversation_store, handover_store
from recado.messaging.model import HandoverReason
from recado.platform.db import Tx

SILENT_FOR: Final = timedelta(days=366)  # unless somebody of the team takes it: then their pause counts
MOST_SUMMARY: Final = 300


def open_handover(
    tx: Tx, business_id: UUID, conversation_id: UUID, contact_id: UUID, reason: HandoverReason, summary: str = ""
) -> bool:
    """The conversation waits for a person, and the bot is silent in it. False when it does already.

    summary: what the customer wants, in a sentence or two; cut to MOST_SUMMARY.
    """
    short = " ".join(summary.split())[:MOST_SUMMARY]
    if not handover_store.insert(tx, business_id, new_id(), conversation_id, reason, short):
        return False
    contacts.pause_bot(tx, contact_id, now() + SILENT_FOR)
    conversation_store.set_waiting(tx, conversation_id)
    data = {"conversation_id": str(conversation_id), "reason": reason}
    activity.note(tx, business_id, "warning", "conversation.handed_over", **data)
    return True


def take(tx: Tx, conversation_id: UUID, contact_id: UUID, pause: timedelta, user_id: UUID | None = None) -> None:
    """Somebody of the team answers: what waited for a person does not any more, and the bot's silence is as long as
    after every answer of theirs."""
    if handover_store.take(tx, conversation_id, user_id):
        contacts.set_pause(tx, contact_id, now() + pause)


def give_back(tx: Tx, conversation_id: UUID) -> None:
    """The agent may answer again."""
    handover_store.close(tx, conversation_id)
