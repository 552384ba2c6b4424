"""Connecting numbers: their app, route and token."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from recado.activity import service as activity
from recado.instances import app_store, publish_routes, routes
from recado.instances import store as instance_store
from recado.instances.model import Instance, NumberTaken
from recado.kernel.errors import NotFound
from recado.kernel.ids import new_id
from recado.kernel.words import Words
from recado.platform import crypto
from recado.platform.db import database


@dataclass(frozen=True, slots=True)
class CloudNumber:
    """What Meta's dashboard shows of a number."""

    name: str
    phone_number_id: str
    account_id: str
    display_phone: str
    access_token: str
    app_secret: str
    verify_token: str


@dataclass(frozen=True, slots=True)
class Connected:
    """A connected number and the path to enter as its webhook at Meta."""

    instance_id: UUID
    route: str

    @property
    def path(self) -> str:
        return f"/webhooks/whatsapp/{self.route}"


def connect_cloud_number(business_id: UUID, number: CloudNumber) -> Connected:
    """Stores a number as it is given, without asking Graph, and opens a route of its own. Raises NumberTaken if it
    is."""
    instance_id, app = new_id(), new_app(number.app_secret, number.verify_token)
    instance = Instance(
        id=instance_id,
        business_id=business_id,
        provider="cloud",
        name=number.name,
        state="active",
        channel_id=number.phone_number_id,
        account_id=number.account_id,
        token_sealed=crypto.seal(number.access_token, token_place(instance_id)),
    )
    with database().tenant(business_id) as tx:
        app_store.insert(tx, business_id, app)
        if not instance_store.insert_instance(tx, instance, app.id, number.display_phone):
            raise NumberTaken
    publish_routes.publish(business_id, app.route)
    return Connected(instance_id, app.route)


def new_app(app_secret: str, verify_token: str) -> app_store.StoredApp:
    """Returns an app's row to be, with a route nobody can guess and its secrets sealed."""
    route = secrets.token_urlsafe(18)
    return app_store.StoredApp(
        id=new_id(),
        route=route,
        app_secret_sealed=crypto.seal(app_secret, routes.place(route, "app_secret")),
        verify_token_sealed=crypto.seal(verify_token, routes.place(route, "verify_token")),
    )


def resume_number(business_id: UUID, instance_id: UUID) -> None:
    """A number that was stopped by a refusal sends again, what waited included. Raises NotFound when it is not
    stopped."""
    with database().tenant(business_id) as tx:
        if not instance_store.resume_instance(tx, instance_id):
            raise NotFound(Words("el negocio no tiene ese número detenido", "the business has no such stopped number"))
        activity.note(tx, business_id, "info", "instance.resumed", instance_id=str(instance_id))


def republish_routes(business_id: UUID) -> int:
    """Writes all routes of a business again, for a store that was emptied. Answers how many."""
    with database().tenant(business_id) as tx:
        apps = app_store.every(tx)
    for app in apps:
        publish_routes.publish(business_id, app.route)
    return len(apps)


def access_token(instance: Instance) -> str:
    """Returns the number's Graph token."""
    if instance.token_sealed is None:
        raise NotFound(Words("el número no tiene token", "the number has no token"))
    return crypto.unseal(instance.token_sealed, token_place(instance.id))


def token_place(instance_id: UUID) -> str:
    """Returns where a number's token is sealed to."""
    return f"instance:{instance_id}:token"
