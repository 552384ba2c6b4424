"""/v1/canned-replies: texts the team inserts by a shortcut."""

from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.replies import (
    CannedReply,
    FillCannedReply,
    FilledCannedReply,
    NewCannedReply,
    UpdateCannedReply,
)
from recado.inbox import replies
from recado.runtime.api import Call, route
from recado.runtime.pages import Page, Paging, page
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)
READ, WRITE = Permission.MESSAGES_READ, Permission.REPLIES_WRITE


@route(routes, "GET", "/v1/canned-replies", permission=READ)
def list_canned_replies(call: Call, query: Paging) -> Page[CannedReply]:
    """List canned replies.

    In the order of their shortcuts.
    """
    return page(replies.listing(call.actor, query.slice()), CannedReply.of)


@route(routes, "POST", "/v1/canned-replies", permission=WRITE, status=201)
def create_canned_reply(call: Call, body: NewCannedReply) -> CannedReply:
    """Create a canned reply."""
    return CannedReply.of(replies.create(call.actor, body.shortcut, body.text))


@route(routes, "PATCH", "/v1/canned-replies/{reply_id}", permission=WRITE)
def update_canned_reply(call: Call, reply_id: UUID, body: UpdateCannedReply) -> CannedReply:
    """Update a canned reply."""
    return CannedReply.of(replies.change(call.actor, reply_id, body.shortcut, body.text))


@route(routes, "DELETE", "/v1/canned-replies/{reply_id}", permission=WRITE)
def delete_canned_reply(call: Call, reply_id: UUID) -> None:
    """Delete a canned reply."""
    replies.delete(call.actor, reply_id)


@route(routes, "POST", "/v1/canned-replies/{reply_id}/fill", permission=READ)
def fill_canned_reply(call: Call, reply_id: UUID, body: FillCannedReply) -> FilledCannedReply:
    """Fill in a canned reply.

    Returns the text for a conversation, its variables filled in; nothing is sent.
    """
    return FilledCannedReply(text=replies.fill(call.actor, reply_id, body.conversation_id))
