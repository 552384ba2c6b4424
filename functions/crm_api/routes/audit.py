"""/v1/audit: who changed what."""

from chalice.app import Blueprint

from functions.crm_api.schemas.audit import AuditEntry, AuditQuery
from recado.accounts import trail
from recado.runtime.api import Call, route
from recado.runtime.pages import Page, page
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)


@route(routes, "GET", "/v1/audit", permission=Permission.AUDIT_READ)
def list_audit_entries(call: Call, query: AuditQuery) -> Page[AuditEntry]:
    """List audit entries.

    What was changed in the business and by whom, newest first.
    """
    return page(trail.list_entries(call.actor, query.filters(), query.slice()), AuditEntry.of)
