"""/v1/admin/businesses: all there are."""

from chalice.app import Blueprint

from functions.admin_api.schemas.businesses import AdminBusiness
from functions.admin_api.schemas.common import Search
from recado.accounts import overview
from recado.runtime.api import Call, route
from recado.runtime.pages import Page, page
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)


@route(routes, "GET", "/v1/admin/businesses", permission=Permission.PLATFORM)
def list_all_businesses(_call: Call, query: Search) -> Page[AdminBusiness]:
    """List businesses.

    All of the platform, newest first.
    """
    return page(overview.businesses(query.search, query.slice()), AdminBusiness.of)
