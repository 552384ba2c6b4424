"""/v1/me: the person who asks, and the business they work in."""

from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.auth import Accepted
from functions.crm_api.schemas.me import (
    AcceptTerms,
    Access,
    ChangeEmail,
    ChangePassword,
    Me,
    SessionOfMine,
    SessionsOfMine,
    SwitchBusiness,
    UpdateMe,
)
from recado.accounts import email_changes, profile, sessions, terms
from recado.accounts.model import ACCESS_VALID
from recado.runtime.api import Call, route
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)


@route(routes, "GET", "/v1/me", permission=Permission.SIGNED_IN)
def get_me(call: Call) -> Me:
    """Get the signed-in user.

    With their businesses, and what they may do in the one of the access token.
    """
    return Me.of_profile(profile.me(call.user_id), call.caller)


@route(routes, "PATCH", "/v1/me", permission=Permission.SIGNED_IN)
def update_me(call: Call, body: UpdateMe) -> Me:
    """Update the signed-in user.

    Name or language.
    """
    profile.change(call.user_id, body.name, body.language)
    return Me.of_profile(profile.me(call.user_id), call.caller)


@route(routes, "POST", "/v1/me/password", permission=Permission.SIGNED_IN)
def change_password(call: Call, body: ChangePassword) -> None:
    """Change the password.

    The user's other sessions end.
    """
    profile.change_password(call.user_id, call.session_id, body.current, body.new)


@route(routes, "POST", "/v1/me/terms", permission=Permission.SIGNED_IN)
def accept_terms(call: Call, body: AcceptTerms) -> None:
    """Accept the terms of use.

    The present ones, as `/v1/config` names them; `terms_to_accept` of `/v1/me` says when there are newer ones.
    """
    terms.accept(call.user_id, body.version)


@route(routes, "POST", "/v1/me/email", permission=Permission.SIGNED_IN, status=202)
def change_email(call: Call, body: ChangeEmail) -> Accepted:
    """Change the e-mail address.

    Sends a link to the new address, which confirms it; nothing changes before.
    202 for an address that is free and for one that has an account alike: what happened is told by mail.
    """
    email_changes.request(call.user_id, call.session_id, body.email, body.password, body.code, call.address)
    return Accepted()


@route(routes, "DELETE", "/v1/me/email", permission=Permission.SIGNED_IN)
def cancel_email_change(call: Call) -> None:
    """Cancel a change of the e-mail address.

    The link that was sent stops working.
    """
    email_changes.cancel(call.user_id)


@route(routes, "GET", "/v1/me/sessions", permission=Permission.SIGNED_IN)
def list_login_sessions(call: Call) -> SessionsOfMine:
    """List log-in sessions.

    The user's, the one used last first.
    """
    sessions = profile.sessions(call.user_id)
    return SessionsOfMine(items=[SessionOfMine.of(each, current=each.id == call.session_id) for each in sessions])


@route(routes, "DELETE", "/v1/me/sessions/{session_id}", permission=Permission.SIGNED_IN)
def end_login_session(call: Call, session_id: UUID) -> None:
    """End a log-in session.

    Its tokens are refused from this moment on.
    """
    profile.end_session(call.user_id, session_id)


@route(routes, "POST", "/v1/me/business", permission=Permission.SIGNED_IN)
def switch_business(call: Call, body: SwitchBusiness) -> Access:
    """Switch to another business.

    Returns an access token for another of the user's businesses; later refreshes stay in it.
    """
    token = sessions.switch_business(call.user_id, call.session_id, body.business_id)
    seconds = int(ACCESS_VALID.total_seconds())
    return Access(access_token=token, expires_in=seconds, business_id=body.business_id)
