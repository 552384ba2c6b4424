"""/v1/sync: keeping up with everything that changes."""

from chalice.app import Blueprint

from functions.crm_api.schemas.sync import SyncChanges, SyncQuery
from recado.inbox import sync
from recado.runtime.api import Call, route
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)


@route(routes, "GET", "/v1/sync", permission=Permission.MESSAGES_READ)
def sync_changes(call: Call, query: SyncQuery) -> SyncChanges:
    """Sync changes.

    What changed since the cursor, and the cursor to go on with.
    First ask without one, then load the lists; from then on nothing is missed. 410 `cursor_expired` after seven days:
    begin anew. Of a conversation that was not yours before, read the history.
    """
    return SyncChanges.of(sync.since(call.actor, query.cursor, query.limit))
