"""/v1/me: the person who asks, and the business they work in."""

from chalice.app import Blueprint

from functions.crm_api.schemas.me import Access, Me, SwitchBusiness
from recado.accounts import profile, sessions
from recado.accounts.model import ACCESS_VALID
from recado.runtime.api import Call, route
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)


@route(routes, "GET", "/v1/me", permission=Permission.SIGNED_IN)
def me(call: Call) -> Me:
    """Who one is, and one's businesses.

    `business_id` is the business of the access token.
    """
    user, belongings = profile.me(call.user_id)
    return Me.of(user, call.caller.business_id, belongings)


@route(routes, "POST", "/v1/me/business", permission=Permission.SIGNED_IN)
def switch_business(call: Call, body: SwitchBusiness) -> Access:
    """Get an access token for another of one's businesses; later refreshes stay in it."""
    token = sessions.switch_business(call.user_id, call.session_id, body.business_id)
    seconds = int(ACCESS_VALID.total_seconds())
    return Access(access_token=token, expires_in=seconds, business_id=body.business_id)
