"""/v1/admin/events: the event log of the whole platform."""

from chalice.app import Blueprint

from functions.admin_api.schemas.events import EventQuery, Events, EventTypes
from recado.activity import event_log
from recado.kernel import pages
from recado.kernel.pages import Slice
from recado.runtime.api import Call, route
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)


@route(routes, "GET", "/v1/admin/events", permission=Permission.PLATFORM)
def list_events(_call: Call, query: EventQuery) -> Events:
    """List events.

    Newest first; or with `after` follow them, oldest first.
    An event is shown a second after it happened.
    """
    if query.after:
        events = event_log.following(query.filters(), Slice(query.limit, pages.decode(query.after)))
        return Events.page(events, None, events[-1] if events else None, query.after)
    page = event_log.newest(query.filters(), query.slice())
    return Events.page(page.items, page.next, page.items[0] if page.items else None, None)


@route(routes, "GET", "/v1/admin/events/types", permission=Permission.PLATFORM)
def list_event_types(_call: Call) -> EventTypes:
    """List event types.

    Those there are in the log.
    """
    return EventTypes(types=event_log.types())
