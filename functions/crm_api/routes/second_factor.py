"""/v1/me/second-factor: an authenticator beside the password."""

from chalice.app import Blueprint

from functions.crm_api.schemas.second_factor import (
    CurrentPassword,
    FactorCode,
    NewSecondFactor,
    PasswordAndCode,
    RecoveryCodes,
    SecondFactor,
)
from recado.accounts import second_factor
from recado.runtime.api import Call, route
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)


@route(routes, "GET", "/v1/me/second-factor", permission=Permission.SIGNED_IN)
def get_second_factor(call: Call) -> SecondFactor:
    """Get the second factor.

    Whether it is on, and how many recovery codes are left.
    """
    return SecondFactor.of(second_factor.status(call.user_id))


@route(routes, "POST", "/v1/me/second-factor", permission=Permission.SIGNED_IN, status=201)
def begin_second_factor(call: Call, body: CurrentPassword) -> NewSecondFactor:
    """Set up a second factor.

    Returns a secret for an authenticator.
    Nothing changes until it is confirmed with a code.
    """
    return NewSecondFactor.of(second_factor.begin(call.user_id, body.password))


@route(routes, "POST", "/v1/me/second-factor/confirm", permission=Permission.SIGNED_IN)
def confirm_second_factor(call: Call, body: FactorCode) -> RecoveryCodes:
    """Confirm a second factor.

    Switches it on with the authenticator's first code.
    """
    return RecoveryCodes(recovery_codes=second_factor.confirm(call.user_id, call.session_id, body.code))


@route(routes, "POST", "/v1/me/second-factor/recovery-codes", permission=Permission.SIGNED_IN)
def renew_recovery_codes(call: Call, body: PasswordAndCode) -> RecoveryCodes:
    """Renew recovery codes.

    The old ones work no longer.
    """
    codes = second_factor.renew_recovery_codes(call.user_id, body.password, body.code)
    return RecoveryCodes(recovery_codes=codes)


@route(routes, "POST", "/v1/me/second-factor/disable", permission=Permission.SIGNED_IN)
def disable_second_factor(call: Call, body: PasswordAndCode) -> None:
    """Disable the second factor."""
    second_factor.disable(call.user_id, body.password, body.code)
