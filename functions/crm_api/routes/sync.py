"""/v1/sync: keeping up with everything that changes."""

from chalice.app import Blueprint

from functions.crm_api.schemas.sync import SyncChanges, SyncQuery
from recado.activity import sync
from recado.crm import changes as crm
from recado.inbox import changes as inbox
from recado.instances import changes as instances
from recado.runtime.api import Call, route
from recado.runtime.permissions import Permission
from recado.team import changes as team
from recado.templates import changes as templates

routes = Blueprint(__name__)
SOURCES = {
    Permission.MESSAGES_READ: inbox.CHANGES,
    Permission.CONTACTS_READ: crm.CHANGES,
    Permission.TEAM_READ: team.CHANGES,
    Permission.INSTANCES_READ: instances.CHANGES,
    Permission.TEMPLATES_READ: templates.CHANGES,
}


@route(routes, "GET", "/v1/sync", permission=Permission.MESSAGES_READ)
def sync_changes(call: Call, query: SyncQuery) -> SyncChanges:
    """Sync changes.

    What changed since the cursor, and the cursor to go on with.
    First ask without one, then load the lists; from then on nothing is missed. 410 `cursor_expired` after seven days:
    begin anew. Of a contact or conversation that was not yours before, read the notes and the history. An API key hears
    of what its scopes may read.
    """
    sources = [each for permission, kinds in SOURCES.items() if permission.allows(call.caller) for each in kinds]
    return SyncChanges.of(sync.since(call.actor, sources, query.cursor, query.limit))
