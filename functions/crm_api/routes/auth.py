"""/v1/auth: opening an account, verifying its address, sessions, and a forgotten password."""

from chalice.app import Blueprint

from functions.crm_api.schemas.auth import (
    Accepted,
    LinkToken,
    LogIn,
    LoginSession,
    RefreshSession,
    RefreshToken,
    RequestReset,
    ResetPassword,
    SignUp,
)
from functions.crm_api.schemas.second_factor import LoggedIn, MeetChallenge
from recado.accounts import email_changes, resets, sessions, signup, verification
from recado.accounts.signup import Newcomer
from recado.businesses.store import NewBusiness
from recado.runtime.api import Call, route
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)


@route(routes, "POST", "/v1/auth/sign-up", permission=Permission.PUBLIC, status=202, acts_on="email")
def sign_up(call: Call, body: SignUp) -> Accepted:
    """Sign up.

    Opens an account with a business. `terms_version` is the one of `/v1/config`, which the user accepts.
    202 for a new and for a known address alike: what happened is told by mail.
    """
    signup.sign_up(
        Newcomer(body.email, body.password, body.name, body.language, body.terms_version),
        NewBusiness(name=body.business_name, timezone=body.timezone, language=body.language, currency=body.currency),
        call.address,
    )
    return Accepted()


@route(routes, "POST", "/v1/auth/verify-email", permission=Permission.PUBLIC, acts_on="token")
def verify_email(call: Call, body: LinkToken) -> None:
    """Verify an e-mail address.

    Takes the token of the link in the mail.
    """
    verification.verify_email(body.token, call.address)


@route(routes, "POST", "/v1/auth/confirm-email", permission=Permission.PUBLIC, acts_on="token")
def confirm_email_change(call: Call, body: LinkToken) -> None:
    """Confirm a new e-mail address.

    Takes the token of the link that was sent to it. The user's sessions end, but for the one that asked for the change;
    the old address is told, and can undo it for seven days.
    """
    email_changes.confirm(body.token, call.address)


@route(routes, "POST", "/v1/auth/undo-email", permission=Permission.PUBLIC, acts_on="token")
def undo_email_change(call: Call, body: LinkToken) -> None:
    """Undo a change of the e-mail address.

    Takes the token of the link that was sent to the old address, which becomes the user's again. Every session ends,
    and a link to choose another password is sent there: whoever changed the address knew this one.
    """
    email_changes.undo(body.token, call.address)


@route(routes, "POST", "/v1/auth/resend-verification", permission=Permission.SIGNED_IN, status=202)
def resend_verification(call: Call) -> Accepted:
    """Resend the verification mail."""
    verification.resend_verification(call.user_id, call.address)
    return Accepted()


@route(routes, "POST", "/v1/auth/log-in", permission=Permission.PUBLIC, acts_on="email")
def log_in(call: Call, body: LogIn) -> LoggedIn:
    """Log in.

    Who has a second factor gets a challenge in its place, to be met at `/v1/auth/second-factor`.
    """
    return LoggedIn.model_validate(sessions.log_in(body.email, body.password, call.address))


@route(routes, "POST", "/v1/auth/second-factor", permission=Permission.PUBLIC, acts_on="challenge")
def meet_second_factor(call: Call, body: MeetChallenge) -> LoginSession:
    """Log in with a second factor.

    Takes the challenge and a code of the authenticator, or a recovery code.
    """
    return LoginSession.of(sessions.log_in_with_second_factor(body.challenge, body.code, call.address))


@route(routes, "POST", "/v1/auth/refresh", permission=Permission.PUBLIC, acts_on="refresh_token")
def refresh_session(_call: Call, body: RefreshSession) -> LoginSession:
    """Refresh a session.

    Returns the next pair of tokens, for the business that is named or else the session's own. So two tabs with one
    session may work in two businesses.
    Each refresh token is used up by this. For a minute it gives the same next one again, to who lost the answer; after
    that, a second use of it ends the session.
    """
    return LoginSession.of(sessions.refresh(body.refresh_token, body.business_id))


@route(routes, "POST", "/v1/auth/log-out", permission=Permission.PUBLIC, acts_on="refresh_token")
def log_out(_call: Call, body: RefreshToken) -> None:
    """Log out.

    Takes the refresh token, so that it works after the access token has expired.
    """
    sessions.log_out(body.refresh_token)


@route(routes, "POST", "/v1/auth/request-reset", permission=Permission.PUBLIC, status=202, acts_on="email")
def request_reset(call: Call, body: RequestReset) -> Accepted:
    """Request a password reset.

    Sends a link by mail.
    202 whether the address has an account or not.
    """
    resets.request_reset(body.email, body.language, call.address)
    return Accepted()


@route(routes, "POST", "/v1/auth/reset-password", permission=Permission.PUBLIC, acts_on="token")
def reset_password(call: Call, body: ResetPassword) -> None:
    """Reset a password.

    Takes the token of the link in the mail, and ends every session.
    """
    resets.reset_password(body.token, body.password, call.address)
