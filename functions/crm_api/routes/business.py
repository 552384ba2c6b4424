"""/v1/business: the settings of the business one works in."""

from chalice.app import Blueprint

from functions.crm_api.schemas.business import Business, DeleteBusiness, NewBusiness, UpdateBusiness
from functions.crm_api.schemas.common import Standing
from functions.crm_api.schemas.me import BusinessOfMine
from recado.accounts import founding
from recado.agent.configs import changing
from recado.businesses import settings
from recado.businesses import store as business_store
from recado.runtime.api import Call, route
from recado.runtime.permissions import Permission
from recado.team import deletion

routes = Blueprint(__name__)


@route(routes, "GET", "/v1/business", permission=Permission.BUSINESS_READ)
def get_business(call: Call) -> Business:
    """Get the business."""
    return Business.of(settings.read(call.actor))


@route(routes, "POST", "/v1/businesses", permission=Permission.BUSINESS_FOUND, status=201)
def create_business(call: Call, body: NewBusiness) -> BusinessOfMine:
    """Create a business.

    Another one, of which the user is the owner; a person owns ten at most. It begins with a trial. Refresh the session
    with its id to work in it, or switch to it with `POST /v1/me/business`.
    """
    new = business_store.NewBusiness(**body.model_dump())
    return BusinessOfMine.of(founding.found(call.user_id, new))


@route(routes, "PATCH", "/v1/business", permission=Permission.BUSINESS_WRITE)
def update_business(call: Call, body: UpdateBusiness) -> Business:
    """Update the business.

    All settings that are given, or none. What the agent goes by is live at once, and a version of its own.
    """
    return Business.of(changing.change_business(call.actor, body.changes()))


@route(routes, "POST", "/v1/business/delete", permission=Permission.BUSINESS_DELETE)
def delete_business(call: Call, body: DeleteBusiness) -> Standing:
    """Delete the business.

    Takes it out of service at once: nothing is answered, sent or changed any more. In thirty days everything of it is
    erased; until then every member can read, and an owner can cancel.
    """
    return Standing.of(deletion.begin(call.actor, body.password, body.code))


@route(routes, "POST", "/v1/business/delete/cancel", permission=Permission.BUSINESS_DELETE)
def cancel_business_deletion(call: Call) -> Standing:
    """Cancel the deletion of the business.

    It is in service again, if it was before.
    """
    return Standing.of(deletion.cancel(call.actor))
