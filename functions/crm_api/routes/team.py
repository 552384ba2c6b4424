"""/v1/team: the members of a business and those invited to it."""

from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.team import Invitation, Member, NewInvitation, UpdateMember, UpdateOwnMembership
from recado.runtime.api import Call, route
from recado.runtime.pages import Page, Paging, page
from recado.runtime.permissions import Permission
from recado.team import invitations, members
from recado.team.model import Change

routes = Blueprint(__name__)


@route(routes, "GET", "/v1/team/members", permission=Permission.TEAM_READ)
def list_members(call: Call, query: Paging) -> Page[Member]:
    """List members.

    Oldest first.
    """
    return page(members.members(call.actor, query.slice()), Member.of)


@route(routes, "PATCH", "/v1/team/members/{user_id}", permission=Permission.TEAM_WRITE)
def update_member(call: Call, user_id: UUID, body: UpdateMember) -> Member:
    """Update a member.

    Role, or part in the turns. What the new role may not have made is revoked: API keys, open invitations.
    Only an owner makes an owner or changes the role of one, and one owner always stays.
    """
    return Member.of(members.change(call.actor, user_id, Change(body.role, body.takes_turns, body.away)))


@route(routes, "DELETE", "/v1/team/members/{user_id}", permission=Permission.TEAM_WRITE)
def remove_member(call: Call, user_id: UUID) -> None:
    """Remove a member.

    At once: their contacts become nobody's, API keys and open invitations they made are revoked.
    Only an owner removes an owner, and one owner always stays.
    """
    members.remove(call.actor, user_id)


@route(routes, "PATCH", "/v1/team/me", permission=Permission.TEAM_SELF)
def update_own_membership(call: Call, body: UpdateOwnMembership) -> Member:
    """Update the signed-in member.

    Says that they are away, or back.
    """
    return Member.of(members.set_away(call.actor, body.away))


@route(routes, "POST", "/v1/team/leave", permission=Permission.TEAM_SELF)
def leave_team(call: Call) -> None:
    """Leave the team.

    The last owner cannot. API keys and open invitations the caller made are revoked.
    """
    members.leave(call.actor)


@route(routes, "GET", "/v1/team/invitations", permission=Permission.TEAM_WRITE)
def list_invitations(call: Call, query: Paging) -> Page[Invitation]:
    """List invitations.

    Those nobody has accepted or revoked, oldest first.
    """
    return page(invitations.invitations(call.actor, query.slice()), Invitation.of)


@route(routes, "POST", "/v1/team/invitations", permission=Permission.TEAM_INVITE, status=201)
def invite_member(call: Call, body: NewInvitation) -> Invitation:
    """Create an invitation.

    Sends it by mail; the link works once, for seven days.
    """
    return Invitation.of(invitations.invite(call.actor, body.email, body.role))


@route(routes, "DELETE", "/v1/team/invitations/{invitation_id}", permission=Permission.TEAM_WRITE)
def revoke_invitation(call: Call, invitation_id: UUID) -> None:
    """Revoke an invitation.

    Its link stops working.
    """
    invitations.revoke(call.actor, invitation_id)


@route(routes, "POST", "/v1/team/invitations/{invitation_id}/resend", permission=Permission.TEAM_INVITE)
def resend_invitation(call: Call, invitation_id: UUID) -> Invitation:
    """Resend an invitation.

    With another link, good for seven days; the link before stops working.
    """
    return Invitation.of(invitations.resend(call.actor, invitation_id))
