"""/v1/contacts/…/timeline: what was done to a contact."""

from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.timeline import TimelineEntry
from recado.crm import timeline
from recado.runtime.api import Call, route
from recado.runtime.pages import Page, Paging, page
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)


@route(routes, "GET", "/v1/contacts/{contact_id}/timeline", permission=Permission.CONTACTS_READ)
def list_contact_timeline(call: Call, contact_id: UUID, query: Paging) -> Page[TimelineEntry]:
    """List the timeline of a contact.

    What was done to it and to its conversations, the latest first: created, changed, tagged, assigned, merged, opted
    out, notes, and conversations closed, snoozed and reopened by the team. Messages are not in it.
    """
    return page(timeline.listing(call.actor, contact_id, query.slice()), TimelineEntry.of)
