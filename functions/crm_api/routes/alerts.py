"""/v1/team/me/alerts and /v1/me/devices: how a member is told that customers wait."""

from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.alerts import AlertChoices, ChooseAlerts, Device, Devices, NewDevice
from recado.alerts import devices
from recado.alerts import service as alerts
from recado.alerts.model import Choices
from recado.runtime.api import Call, route
from recado.runtime.permissions import Permission
from recado.vendors.web_push.subscription import Subscription

routes = Blueprint(__name__)


@route(routes, "GET", "/v1/team/me/alerts", permission=Permission.TEAM_SELF)
def get_alert_choices(call: Call) -> AlertChoices:
    """Get the alert choices.

    The signed-in member's, in this business.
    """
    return AlertChoices.of(alerts.choices(call.actor))


@route(routes, "PUT", "/v1/team/me/alerts", permission=Permission.TEAM_SELF)
def choose_alerts(call: Call, body: ChooseAlerts) -> AlertChoices:
    """Set the alert choices.

    The signed-in member's, in this business.
    """
    return AlertChoices.of(alerts.choose(call.actor, Choices(push=body.push, mail=body.mail)))


@route(routes, "GET", "/v1/me/devices", permission=Permission.SIGNED_IN)
def list_devices(call: Call) -> Devices:
    """List devices.

    The browsers and phones of the user that ring, the newest first.
    """
    found = devices.devices(call.user_id)
    return Devices(items=[Device.of(each, current=each.session_id == call.session_id) for each in found])


@route(routes, "POST", "/v1/me/devices", permission=Permission.SIGNED_IN, status=201)
def add_device(call: Call, body: NewDevice) -> Device:
    """Add a device.

    It rings from now on, and no longer than the log-in session goes on. The same browser again takes the place of what
    it was before.
    """
    subscription = Subscription(body.endpoint, body.keys.p256dh, body.keys.auth)
    return Device.of(devices.add(call.user_id, call.session_id, subscription, body.name), current=True)


@route(routes, "DELETE", "/v1/me/devices/{device_id}", permission=Permission.SIGNED_IN)
def remove_device(call: Call, device_id: UUID) -> None:
    """Remove a device.

    It does not ring any more.
    """
    devices.remove(call.user_id, device_id)


@route(routes, "POST", "/v1/me/devices/{device_id}/try", permission=Permission.SIGNED_IN, status=202)
def try_device(call: Call, device_id: UUID) -> None:
    """Try a device.

    It rings once, so that one sees that it works.
    """
    devices.try_out(call.user_id, device_id)
