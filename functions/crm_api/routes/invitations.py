"""Seeing and accepting an invitation: signed in, or with a new account."""

from chalice.app import Blueprint

from functions.crm_api.schemas.auth import LoginSession
from functions.crm_api.schemas.team import (
    AcceptInvitation,
    InvitationPreview,
    JoinByInvitation,
    Joined,
    PreviewInvitation,
)
from recado.runtime.api import Call, route
from recado.runtime.permissions import Permission
from recado.team import joining
from recado.team.joining import Joiner

routes = Blueprint(__name__)


@route(routes, "POST", "/v1/invitations/preview", permission=Permission.PUBLIC, acts_on="token")
def preview_invitation(call: Call, body: PreviewInvitation) -> InvitationPreview:
    """Preview an invitation.

    What the link in the mail invites to, before one accepts it. Takes the token of the link; nothing is used up.
    """
    preview = joining.preview(body.token, call.address)
    return InvitationPreview.of(preview.invitation, has_account=preview.has_account)


@route(routes, "POST", "/v1/invitations/accept", permission=Permission.SIGNED_IN)
def accept_invitation(call: Call, body: AcceptInvitation) -> Joined:
    """Accept an invitation.

    With the caller's account, whose verified address must be the one invited.
    The session stays in its business; `POST /v1/me/business` leads to the new one.
    """
    joined = joining.accept(call.user_id, body.token, call.address, call.request_id)
    return Joined(business_id=joined.business_id, role=joined.role)


@route(routes, "POST", "/v1/auth/accept-invitation", permission=Permission.PUBLIC, acts_on="token")
def sign_up_by_invitation(call: Call, body: JoinByInvitation) -> LoginSession:
    """Sign up with an invitation.

    The invited address counts as verified. No business of one's own is founded.
    """
    joiner = Joiner(body.name, body.password, body.language, body.terms_version)
    return LoginSession.of(joining.join(body.token, joiner, call.address, call.request_id))
