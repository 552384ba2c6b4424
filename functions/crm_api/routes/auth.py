"""/v1/auth: opening an account, verifying its address, sessions, and a forgotten password."""

from chalice.app import Blueprint, Response

from functions.crm_api.schemas import (
    Accepted,
    LinkToken,
    LogIn,
    RefreshToken,
    RequestReset,
    ResetPassword,
    Session,
    SignUp,
)
from recado.accounts import resets, sessions, signup
from recado.accounts.model import Tokens
from recado.accounts.signup import Newcomer
from recado.runtime.api import Call, Permission, answer, nothing, route
from recado.tenancy.store import NewBusiness

routes = Blueprint(__name__)


@route(routes, "POST", "/v1/auth/sign-up", permission=Permission.PUBLIC)
def sign_up(call: Call) -> Response:
    """202 for a new and for a known address alike: what happened is told by mail."""
    new = call.body(SignUp)
    signup.sign_up(
        Newcomer(new.email, new.password, new.name, new.language),
        NewBusiness(name=new.business_name, timezone=new.timezone, language=new.language, currency=new.currency),
        call.address,
    )
    return answer(Accepted(), 202)


@route(routes, "POST", "/v1/auth/verify-email", permission=Permission.PUBLIC)
def verify_email(call: Call) -> Response:
    signup.verify_email(call.body(LinkToken).token, call.address)
    return nothing()


@route(routes, "POST", "/v1/auth/resend-verification", permission=Permission.SIGNED_IN)
def resend_verification(call: Call) -> Response:
    signup.resend_verification(call.caller.user_id, call.address)
    return answer(Accepted(), 202)


@route(routes, "POST", "/v1/auth/log-in", permission=Permission.PUBLIC)
def log_in(call: Call) -> Response:
    asked = call.body(LogIn)
    return answer(_session(sessions.log_in(asked.email, asked.password, call.address)))


@route(routes, "POST", "/v1/auth/refresh", permission=Permission.PUBLIC)
def refresh(call: Call) -> Response:
    """Each refresh token works once; the second use of one ends the session."""
    return answer(_session(sessions.refresh(call.body(RefreshToken).refresh_token)))


@route(routes, "POST", "/v1/auth/log-out", permission=Permission.PUBLIC)
def log_out(call: Call) -> Response:
    """Takes the refresh token, so that it works after the access token has expired."""
    sessions.log_out(call.body(RefreshToken).refresh_token)
    return nothing()


@route(routes, "POST", "/v1/auth/request-reset", permission=Permission.PUBLIC)
def request_reset(call: Call) -> Response:
    asked = call.body(RequestReset)
    resets.request_reset(asked.email, asked.language, call.address)
    return answer(Accepted(), 202)


@route(routes, "POST", "/v1/auth/reset-password", permission=Permission.PUBLIC)
def reset_password(call: Call) -> Response:
    asked = call.body(ResetPassword)
    resets.reset_password(asked.token, asked.password, call.address)
    return nothing()


def _session(tokens: Tokens) -> Session:
    return Session(
        access_token=tokens.access_token,
        refresh_token=tokens.refresh_token,
        expires_in=tokens.expires_in,
        business_id=tokens.business_id,
    )
