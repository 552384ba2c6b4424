"""/v1/admin/users: all there are."""

from chalice.app import Blueprint

from functions.admin_api.schemas.common import Search
from functions.admin_api.schemas.users import AdminUser
from recado.accounts import overview
from recado.runtime.api import Call, route
from recado.runtime.pages import Page, page
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)


@route(routes, "GET", "/v1/admin/users", permission=Permission.PLATFORM)
def list_all_users(_call: Call, query: Search) -> Page[AdminUser]:
    """List users.

    All of the platform, newest first.
    """
    return page(overview.users(query.search, query.slice()), AdminUser.of)
