"""/v1/me: the person who asks, and the business they work in."""

from chalice.app import Blueprint, Response

from functions.crm_api.schemas import Access, BusinessOfMine, Me, SwitchBusiness
from recado.accounts import profile, sessions
from recado.accounts.model import ACCESS_VALID
from recado.runtime.api import Call, Permission, answer, route

routes = Blueprint(__name__)


@route(routes, "GET", "/v1/me", permission=Permission.SIGNED_IN)
def me(call: Call) -> Response:
    """`business_id` is the business of the access token."""
    user, belongings = profile.me(call.caller.user_id)
    return answer(
        Me(
            id=user.id,
            email=user.email,
            name=user.name,
            language=user.language,
            email_verified=user.email_verified_at is not None,
            business_id=call.caller.business_id,
            businesses=[
                BusinessOfMine(id=b.business_id, name=b.name, role=b.role, trial_ends_at=b.trial_ends_at)
                for b in belongings
            ],
        )
    )


@route(routes, "POST", "/v1/me/business", permission=Permission.SIGNED_IN)
def switch_business(call: Call) -> Response:
    """An access token for another of one's businesses; later refreshes stay in it."""
    business_id = call.body(SwitchBusiness).business_id
    token = sessions.switch_business(call.caller.user_id, call.caller.session_id, business_id)
    seconds = int(ACCESS_VALID.total_seconds())
    return answer(Access(access_token=token, expires_in=seconds, business_id=business_id))
