"""/v1/instances/…/session: linking numbers of WhatsApp Web to a phone."""

from contextlib import suppress
from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.sessions import ConnectWebSession, WebSession
from recado.instances import web_sessions
from recado.kernel.errors import Forbidden
from recado.runtime.api import Call, route
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)
READ, WRITE = Permission.INSTANCES_READ, Permission.INSTANCES_WRITE


@route(routes, "GET", "/v1/instances/{instance_id}/session", permission=READ)
def get_web_session(call: Call, instance_id: UUID) -> WebSession:
    """Get a web session.

    Whoever may connect it also sees the QR or code of a pairing.
    """
    return WebSession.of(web_sessions.get(call.actor, instance_id, secrets=_may_connect(call)))


@route(routes, "POST", "/v1/instances/{instance_id}/connect", permission=WRITE)
def connect_web_session(call: Call, instance_id: UUID, body: ConnectWebSession) -> WebSession:
    """Connect a web session.

    Links a Web number to a phone, by QR or by a code typed there; then look at its session until it is online.
    A number that is linked already is started again instead.
    """
    return WebSession.of(web_sessions.connect(call.actor, instance_id, body.method, body.phone))


@route(routes, "POST", "/v1/instances/{instance_id}/restart", permission=WRITE)
def restart_web_session(call: Call, instance_id: UUID) -> WebSession:
    """Restart a web session.

    Also after it was replaced or banned.
    """
    return WebSession.of(web_sessions.restart(call.actor, instance_id))


@route(routes, "POST", "/v1/instances/{instance_id}/logout", permission=WRITE)
def log_out_web_session(call: Call, instance_id: UUID) -> WebSession:
    """Log out a web session.

    Unlinks the number from its phone, or ends its linking; its conversations stay.
    """
    return WebSession.of(web_sessions.log_out(call.actor, instance_id))


def _may_connect(call: Call) -> bool:
    with suppress(Forbidden):
        WRITE.check(call.caller)
        return True
    return False
