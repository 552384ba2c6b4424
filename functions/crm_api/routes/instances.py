"""/v1/instances: the business's WhatsApp numbers."""

from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.instances import (
    AnyNewInstance,
    Instance,
    InstanceProfile,
    InstanceWebhook,
    NewAppSecret,
    NewlyConnected,
    NewToken,
    NewWebInstance,
    RenameInstance,
    UpdateInstanceProfile,
)
from recado.instances import profiles, recheck, rotate, web_sessions
from recado.instances import service as instances
from recado.instances.checks import Credentials
from recado.instances.model import Number
from recado.runtime.api import Call, route
from recado.runtime.pages import Page, Paging
from recado.runtime.permissions import Permission
from recado.sending import budgets

routes = Blueprint(__name__)
READ, WRITE = Permission.INSTANCES_READ, Permission.INSTANCES_WRITE


@route(routes, "GET", "/v1/instances", permission=READ)
def list_instances(call: Call, query: Paging) -> Page[Instance]:
    """List WhatsApp numbers.

    In the order they were connected, each with its session and what it may still send.
    """
    numbers = instances.listing(call.actor, query.slice())
    return Page(items=_all_shown(call, numbers.items), next=numbers.next)


@route(routes, "POST", "/v1/instances", permission=WRITE, status=201)
def connect_instance(call: Call, body: AnyNewInstance) -> NewlyConnected:
    """Create a WhatsApp number.

    Connects one of the Cloud API, or makes one of WhatsApp Web, which is then linked by `connect`.
    Of the Cloud API everything is checked at Meta first, and the app is subscribed to the account's webhooks. Then
    enter `webhook` at Meta as the app's webhook; the number's other secrets are never shown again.
    """
    new = body.root
    if isinstance(new, NewWebInstance):
        made = web_sessions.create(call.actor, new.name)
        return NewlyConnected(**dict(_shown(call, made)), webhook=None)
    given = Credentials(new.phone_number_id, new.account_id, new.access_token, new.app_secret)
    number = instances.connect(call.actor, given, new.name)
    webhook = InstanceWebhook.of(instances.webhook(call.actor, number.id))
    return NewlyConnected(**dict(_shown(call, number)), webhook=webhook)


@route(routes, "GET", "/v1/instances/{instance_id}", permission=READ)
def get_instance(call: Call, instance_id: UUID) -> Instance:
    """Get a WhatsApp number.

    With its quality, limits, health and session, and what it may still send.
    """
    return _shown(call, instances.get(call.actor, instance_id))


@route(routes, "PATCH", "/v1/instances/{instance_id}", permission=WRITE)
def rename_instance(call: Call, instance_id: UUID, body: RenameInstance) -> Instance:
    """Rename a WhatsApp number."""
    return _shown(call, instances.rename(call.actor, instance_id, body.name))


@route(routes, "DELETE", "/v1/instances/{instance_id}", permission=WRITE)
def delete_instance(call: Call, instance_id: UUID) -> None:
    """Delete a WhatsApp number.

    A disabled one, with its secrets; its conversations stay.
    """
    instances.delete(call.actor, instance_id)


@route(routes, "POST", "/v1/instances/{instance_id}/check", permission=WRITE)
def check_instance(call: Call, instance_id: UUID) -> Instance:
    """Check a WhatsApp number.

    Asks Meta about it and keeps what it says. A number whose token it refuses is stopped.
    """
    return _shown(call, recheck.recheck(call.actor, instance_id))


@route(routes, "POST", "/v1/instances/{instance_id}/enable", permission=WRITE)
def enable_instance(call: Call, instance_id: UUID) -> Instance:
    """Enable a WhatsApp number.

    A disabled or stopped one sends again, what waited included.
    """
    return _shown(call, instances.enable(call.actor, instance_id))


@route(routes, "POST", "/v1/instances/{instance_id}/disable", permission=WRITE)
def disable_instance(call: Call, instance_id: UUID) -> Instance:
    """Disable a WhatsApp number.

    It sends nothing: what is queued waits, what customers write is stored, the bot is silent.
    """
    return _shown(call, instances.disable(call.actor, instance_id))


@route(routes, "POST", "/v1/instances/{instance_id}/token", permission=WRITE)
def rotate_token(call: Call, instance_id: UUID, body: NewToken) -> Instance:
    """Replace the access token of a number.

    Once Meta has confirmed the new one. A stopped number goes on.
    """
    return _shown(call, rotate.rotate_token(call.actor, instance_id, body.access_token))


@route(routes, "POST", "/v1/instances/{instance_id}/app-secret", permission=WRITE)
def rotate_app_secret(call: Call, instance_id: UUID, body: NewAppSecret) -> Instance:
    """Replace the app secret of a number.

    Once Meta has confirmed the new one.
    It is that of all the app's numbers. Webhooks signed with the old one are accepted for 24 hours more.
    """
    return _shown(call, rotate.rotate_app_secret(call.actor, instance_id, body.app_secret))


@route(routes, "GET", "/v1/instances/{instance_id}/webhook", permission=WRITE)
def get_instance_webhook(call: Call, instance_id: UUID) -> InstanceWebhook:
    """Get the webhook of a number.

    What to enter at Meta.
    """
    return InstanceWebhook.of(instances.webhook(call.actor, instance_id))


@route(routes, "GET", "/v1/instances/{instance_id}/profile", permission=READ)
def get_instance_profile(call: Call, instance_id: UUID) -> InstanceProfile:
    """Get the profile of a number.

    The public one, as Meta has it now.
    """
    return InstanceProfile.of(profiles.read(call.actor, instance_id))


@route(routes, "PATCH", "/v1/instances/{instance_id}/profile", permission=WRITE)
def update_instance_profile(call: Call, instance_id: UUID, body: UpdateInstanceProfile) -> InstanceProfile:
    """Update the profile of a number.

    The public one, at Meta.
    """
    return InstanceProfile.of(profiles.change(call.actor, instance_id, body.changes()))


def _all_shown(call: Call, numbers: list[Number]) -> list[Instance]:
    sending = budgets.of_numbers(call.actor, [number.id for number in numbers])
    return [Instance.shown(number, sending[number.id]) for number in numbers]


def _shown(call: Call, number: Number) -> Instance:
    return _all_shown(call, [number])[0]
