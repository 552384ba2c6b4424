"""/v1/contacts: whose a contact is."""

from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.team import Assign
from recado.crm import assignment
from recado.runtime.api import Call, route
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)


@route(routes, "POST", "/v1/contacts/{contact_id}/assignee", permission=Permission.CONTACTS_WRITE)
def assign_contact(call: Call, contact_id: UUID, body: Assign) -> None:
    """Assign a contact to a member, or to nobody; an advisor hands over their own only."""
    assignment.assign(call.actor, contact_id, body.user_id)
