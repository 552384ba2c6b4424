"""/v1/messages: writing to somebody for the first time, one message and why it was written, and searching in all."""

from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.messages import Message, MessageHit, NewConversation, SearchQuery
from functions.crm_api.schemas.turns import MessageTurn
from recado.agent import inspecting
from recado.inbox import compose, history, search
from recado.runtime.api import Call, route
from recado.runtime.pages import Page, page
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)


@route(routes, "POST", "/v1/messages", permission=Permission.MESSAGES_SEND, status=201)
def start_conversation(call: Call, body: NewConversation) -> Message:
    """Send a message.

    To a contact or a phone number, in their conversation with one of the numbers.
    409 `window_closed` when they have not written to it for 24 hours: only a template may be sent then.
    """
    return Message.of(compose.start_conversation(call.actor, body.instance_id, body.recipient(), body.draft()))


@route(routes, "GET", "/v1/messages/search", permission=Permission.MESSAGES_READ)
def search_messages(call: Call, query: SearchQuery) -> Page[MessageHit]:
    """Search messages.

    Messages and notes with words that begin like these, newest first. Accents do not matter.
    """
    return page(search.search(call.actor, query.q, query.conversation_id, query.slice()), MessageHit.of_hit)


@route(routes, "GET", "/v1/messages/{message_id}", permission=Permission.MESSAGES_READ)
def get_message(call: Call, message_id: UUID) -> Message:
    """Get a message.

    Of any conversation that you may see.
    """
    return Message.of(history.get(call.actor, message_id))


@route(routes, "GET", "/v1/messages/{message_id}/turn", permission=Permission.MESSAGES_READ)
def get_message_turn(call: Call, message_id: UUID) -> MessageTurn:
    """Get why a message was written.

    What the agent did to write it, step by step: calls of models, tools with what they were given and what came back,
    and the checks of its draft. Of messages that the agent wrote in the last 180 days.
    """
    return MessageTurn.showing(inspecting.turn_of(call.actor, message_id))
