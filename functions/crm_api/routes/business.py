"""/v1/business: the settings of the business one works in."""

from chalice.app import Blueprint

from functions.crm_api.schemas.business import Business, UpdateBusiness
from recado.businesses import settings
from recado.runtime.api import Call, route
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)


@route(routes, "GET", "/v1/business", permission=Permission.BUSINESS_READ)
def get_business(call: Call) -> Business:
    """Get the business."""
    return Business.of(settings.read(call.actor))


@route(routes, "PATCH", "/v1/business", permission=Permission.BUSINESS_WRITE)
def update_business(call: Call, body: UpdateBusiness) -> Business:
    """Update the business.

    All settings that are given, or none.
    """
    return Business.of(settings.change(call.actor, body.changes()))
