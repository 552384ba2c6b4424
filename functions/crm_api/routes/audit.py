"""/v1/audit: who changed what."""

from chalice.app import Blueprint

from functions.crm_api.schemas.audit import AuditAction, AuditActions, AuditEntry, AuditQuery
from functions.crm_api.schemas.common import LocalizedText
from recado.accounts import trail
from recado.activity.kinds import AUDIT_ACTIONS
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


@route(routes, "GET", "/v1/audit/actions", permission=Permission.AUDIT_READ)
def list_audit_actions(_call: Call) -> AuditActions:
    """List audit actions.

    Every action there is, and what it is called.
    """
    names = sorted(AUDIT_ACTIONS.items())
    return AuditActions(items=[AuditAction(action=action, name=LocalizedText.of(name)) for action, name in names])
