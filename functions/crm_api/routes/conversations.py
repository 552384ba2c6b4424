"""/v1/conversations: what the business and its customers write to each other."""

from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.conversations import (
    CloseConversation,
    Conversation,
    ConversationCounts,
    ConversationQuery,
    CountsQuery,
    SetBot,
    SnoozeConversation,
)
from functions.crm_api.schemas.messages import History, HistoryQuery, Message, NewMessage, NewNote
from recado.inbox import compose, conversation_lists, conversations, history, retry, states
from recado.runtime.api import Call, route
from recado.runtime.pages import Page, page
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)
READ, SEND = Permission.MESSAGES_READ, Permission.MESSAGES_SEND
ONE = "/v1/conversations/{conversation_id}"


@route(routes, "GET", "/v1/conversations", permission=READ)
def list_conversations(call: Call, query: ConversationQuery) -> Page[Conversation]:
    """List conversations.

    The one with the newest message first, or with `sort=waiting` those whose customers wait for a person, the longest
    first. Filters and `search` combine.
    """
    filters = query.filters(call.actor)
    return page(conversation_lists.listing(call.actor, filters, query.sort, query.slice()), Conversation.of)


@route(routes, "GET", "/v1/conversations/counts", permission=READ)
def count_conversations(call: Call, query: CountsQuery) -> ConversationCounts:
    """Count conversations.

    How many there are in each list of the inbox, within the filter.
    """
    return ConversationCounts.of(conversation_lists.counts(call.actor, query.filters()))


@route(routes, "GET", ONE, permission=READ)
def get_conversation(call: Call, conversation_id: UUID) -> Conversation:
    """Get a conversation."""
    return Conversation.of(conversations.get(call.actor, conversation_id))


@route(routes, "GET", f"{ONE}/messages", permission=READ)
def list_conversation_messages(call: Call, conversation_id: UUID, query: HistoryQuery) -> History:
    """List messages of a conversation.

    In reading order.
    Edits, deletions and reactions are shown on the message they are about; notes stand between the messages. With
    `around`, the part of the history that a message stands in.
    """
    if query.around:
        return History.of(history.around(call.actor, conversation_id, query.around, query.limit))
    return History.of(history.read(call.actor, conversation_id, query.slice(), query.towards))


@route(routes, "POST", f"{ONE}/messages", permission=SEND, status=201)
def send_message(call: Call, conversation_id: UUID, body: NewMessage) -> Message:
    """Send a message in a conversation.

    Of any type. The bot pauses when a person sends one.
    409 `window_closed` when the customer has not written for 24 hours: only a template may be sent then.
    """
    return Message.of(compose.send(call.actor, conversation_id, body.draft()))


@route(routes, "POST", f"{ONE}/messages/{{message_id}}/retry", permission=SEND, status=201)
def retry_message(call: Call, conversation_id: UUID, message_id: UUID) -> Message:
    """Retry a message.

    One that failed, where that may succeed (`can_retry`), or that is unconfirmed.
    What failed is repeated as a new message, with `retry_of`.
    """
    return Message.of(retry.retry(call.actor, conversation_id, message_id))


@route(routes, "POST", f"{ONE}/messages/{{message_id}}/give-up", permission=SEND)
def give_up_message(call: Call, conversation_id: UUID, message_id: UUID) -> Message:
    """Give up a message.

    One that still waits is not sent; an unconfirmed one counts as failed.
    """
    return Message.of(retry.give_up(call.actor, conversation_id, message_id))


@route(routes, "POST", f"{ONE}/notes", permission=SEND, status=201)
def add_conversation_note(call: Call, conversation_id: UUID, body: NewNote) -> Message:
    """Add a note to a conversation.

    Only the team sees it.
    """
    return Message.of(compose.add_note(call.actor, conversation_id, body.text, body.client_id))


@route(routes, "POST", f"{ONE}/read", permission=SEND)
def mark_conversation_read(call: Call, conversation_id: UUID) -> None:
    """Mark a conversation as read.

    Here and on the customer's phone.
    """
    conversations.mark_read(call.actor, conversation_id)


@route(routes, "POST", f"{ONE}/unread", permission=SEND)
def mark_conversation_unread(call: Call, conversation_id: UUID) -> None:
    """Mark a conversation as unread.

    For the whole team, until somebody reads it. The customer does not see it.
    """
    conversations.mark_unread(call.actor, conversation_id)


@route(routes, "POST", f"{ONE}/close", permission=SEND)
def close_conversation(call: Call, conversation_id: UUID, body: CloseConversation) -> Conversation:
    """Close a conversation.

    Until the customer writes again, or somebody reopens it. One that is closed stays as it is.
    409 `customer_wrote` when the customer has written since `seen_message_id`.
    """
    return Conversation.of(states.close(call.actor, conversation_id, body.seen_message_id))


@route(routes, "POST", f"{ONE}/snooze", permission=SEND)
def snooze_conversation(call: Call, conversation_id: UUID, body: SnoozeConversation) -> Conversation:
    """Snooze a conversation.

    Until a moment, to the minute, or until the customer writes. 409 `customer_wrote` when the customer has written
    since `seen_message_id`.
    """
    return Conversation.of(states.snooze(call.actor, conversation_id, body.until, body.seen_message_id))


@route(routes, "POST", f"{ONE}/reopen", permission=SEND)
def reopen_conversation(call: Call, conversation_id: UUID) -> Conversation:
    """Reopen a conversation.

    A closed or a snoozed one. A customer who waited in it waits as before.
    """
    return Conversation.of(states.reopen(call.actor, conversation_id))


@route(routes, "POST", f"{ONE}/typing", permission=SEND)
def show_typing(call: Call, conversation_id: UUID) -> None:
    """Show typing in a conversation.

    For up to 25 seconds the customer sees that somebody is writing; this marks the messages read as well.
    """
    conversations.mark_read(call.actor, conversation_id, typing=True)


@route(routes, "POST", f"{ONE}/bot", permission=SEND)
def set_bot(call: Call, conversation_id: UUID, body: SetBot) -> Conversation:
    """Switch the bot of a conversation.

    On or off for this contact, or paused until a moment.
    """
    view = conversations.set_bot(call.actor, conversation_id, enabled=body.enabled, paused_until=body.paused_until)
    return Conversation.of(view)
