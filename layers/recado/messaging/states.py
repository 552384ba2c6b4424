"""What becomes of a conversation's state by itself, and how each change is written down.

The customer's next message opens what is closed or snoozed, in the transaction that stores it; a snooze ends by the
sweep of the minute after its time. Nothing the team or the bot writes changes a state, nor do edits, deletions,
reactions and statuses.
"""

from datetime import datetime
from typing import Literal
from uuid import UUID

from recado.activity import emit
from recado.activity import service as activity
from recado.activity.emit import EventType, Value
from recado.kernel.clock import now
from recado.kernel.ids import new_id
from recado.messaging import message_store, state_store
from recado.messaging.model import ConversationState
from recado.messaging.state_store import StatedConversation
from recado.platform.db import Tx, database

MOST_ENDED = 2000  # of a run; a transaction each
EVENTS: dict[ConversationState, EventType] = {
    "open": "conversation.reopened",
    "snoozed": "conversation.snoozed",
    "closed": "conversation.closed",
}


def note_reopened_by_customer(tx: Tx, business_id: UUID, conversation_id: UUID) -> None:
    """The history needs no entry: the message is there."""
    conversation = state_store.stated(tx, conversation_id)
    if conversation:
        note_change(tx, business_id, conversation, "open", "customer")


def end_due_snoozes() -> int:
    """Opens the conversations whose snooze is over, each in a transaction of its own. Returns how many."""
    ended = 0
    with database().worker() as tx:
        due = state_store.snoozes_due(tx, MOST_ENDED)
    for each in due:
        with database().tenant(each.business_id) as tx:
            conversation = state_store.end_snooze(tx, each.conversation_id)
            if conversation:
                note_change(tx, each.business_id, conversation, "open", "time")
                add_entry(tx, each.business_id, conversation, "open")
                ended += 1
    return ended


def note_change(
    tx: Tx,
    business_id: UUID,
    conversation: StatedConversation,
    state: ConversationState,
    by: Literal["user", "key", "customer", "time", "system"],
    *,
    user_id: UUID | None = None,
    until: datetime | None = None,
) -> None:
    """Writes a change into the event log and for outgoing webhooks. user_id: the member who made it."""
    kind = EVENTS[state]
    data: dict[str, Value] = {"conversation_id": str(conversation.id), "by": by}
    data |= {"user_id": str(user_id)} if user_id else {}
    data |= {"until": until.isoformat()} if until else {}
    activity.note(tx, business_id, "info", kind, **data)
    whose = {"contact_id": str(conversation.contact_id), "instance_id": str(conversation.instance_id)}
    emit.emit(tx, business_id, kind, data | whose, f"/v1/conversations/{conversation.id}")


def add_entry(
    tx: Tx,
    business_id: UUID,
    conversation: StatedConversation,
    state: ConversationState,
    *,
    by_person: bool = False,
    author_id: UUID | None = None,
    until: datetime | None = None,
) -> None:
    """Adds a line to the history that says so, which nobody is sent."""
    content = {"state": state} | ({"until": until.isoformat()} if until else {})
    row = message_store.NewMessage(
        id=new_id(),
        conversation_id=conversation.id,
        instance_id=conversation.instance_id,
        direction="out",
        author="person" if by_person else "system",
        kind="state",
        text=None,
        content=content,
        status="sent",
        sent_at=now(),
        author_id=author_id,
    )
    message_store.insert_message(tx, business_id, row)
