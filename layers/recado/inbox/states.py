"""Closing a conversation, snoozing it until a moment, and reopening it, by somebody of the team."""

from datetime import datetime, timedelta
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.inbox import conversations
from recado.inbox.model import ConversationView
from recado.kernel.clock import now
from recado.kernel.errors import Conflict, Invalid, NotFound
from recado.kernel.words import Words
from recado.messaging import state_store, states
from recado.messaging.model import ConversationState
from recado.platform.db import Tx, database

LONGEST_SNOOZE = timedelta(days=366)
_ACTIONS: dict[ConversationState, str] = {
    "open": "conversation.reopened",
    "snoozed": "conversation.snoozed",
    "closed": "conversation.closed",
}
_NOT_AHEAD = Words("debe ser un momento futuro", "it must be a moment to come")
_TOO_LONG = Words("como mucho un año", "a year at most")
_NO_SUCH_MESSAGE = Words("no es un mensaje de esta conversación", "no message of this conversation")


class CustomerWrote(Conflict):
    """The customer has written since the message you had seen: read it first."""

    code = "customer_wrote"


def close(actor: Actor, conversation_id: UUID, seen: UUID | None = None) -> ConversationView:
    """The conversation is done, until the customer writes again. One that is closed stays as it is.

    seen: the newest message its reader had before them; CustomerWrote when the customer has written since.
    """
    return _change(actor, conversation_id, "closed", seen=seen)


def snooze(actor: Actor, conversation_id: UUID, until: datetime, seen: UUID | None = None) -> ConversationView:
    """The conversation is set aside until then, or until the customer writes. seen: as in `close`."""
    if until <= now():
        raise Invalid.of_field("until", _NOT_AHEAD)
    if until > now() + LONGEST_SNOOZE:
        raise Invalid.of_field("until", _TOO_LONG)
    return _change(actor, conversation_id, "snoozed", seen=seen, until=until)


def reopen(actor: Actor, conversation_id: UUID) -> ConversationView:
    """The conversation is open; whoever waited in it waits as before."""
    return _change(actor, conversation_id, "open")


def _change(
    actor: Actor,
    conversation_id: UUID,
    state: ConversationState,
    *,
    seen: UUID | None = None,
    until: datetime | None = None,
) -> ConversationView:
    with database().acting(actor) as tx:
        before = state_store.lock(tx, conversation_id)
        if before is None:
            raise NotFound(Words("no existe esa conversación", "there is no such conversation"))
        if (before.state, before.snoozed_until) == (state, until):
            return conversations.load(tx, conversation_id)
        if seen is not None:
            _check_seen(tx, conversation_id, seen)
        user_id = actor.id if actor.kind == "user" else None
        state_store.set_state(tx, conversation_id, state, user_id, until)
        states.note_change(tx, actor.business_id, before, state, actor.kind, user_id=user_id, until=until)
        states.add_entry(tx, actor.business_id, before, state, by_person=True, author_id=user_id, until=until)
        activity.audit(
            tx,
            actor,
            _ACTIONS[state],
            "conversation",
            conversation_id,
            before=_shown(before.state, before.snoozed_until),
            after=_shown(state, until),
        )
        return conversations.load(tx, conversation_id)


def _check_seen(tx: Tx, conversation_id: UUID, seen: UUID) -> None:
    seq = state_store.seq_of(tx, conversation_id, seen)
    if seq is None:
        raise Invalid.of_field("seen_message_id", _NO_SUCH_MESSAGE)
    if state_store.written_since(tx, conversation_id, seq):
        raise CustomerWrote


def _shown(state: ConversationState, until: datetime | None) -> dict[str, str]:
    return {"state": state} | ({"until": until.isoformat()} if until else {})
