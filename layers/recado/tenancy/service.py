"""Making businesses, connecting numbers, and finding whose a webhook is."""

import secrets
import time
from dataclasses import dataclass
from uuid import UUID

from recado.activity import service as activity
from recado.kernel.errors import Invalid, NotFound
from recado.kernel.ids import new_id
from recado.platform import crypto
from recado.platform.db import Tx, database
from recado.tenancy import app_store, publishing, routes, store
from recado.tenancy.model import Business, Instance, NumberTaken, Owner, check_timezone, unknown_variables

OWNER_KEPT_SECONDS = 30.0
_owners: dict[tuple[str, str], tuple[float, Owner]] = {}
_web_owners: dict[UUID, tuple[float, Owner]] = {}


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


def create_business(new: store.NewBusiness) -> UUID:
    """Makes a business. Invalid when its timezone is unknown or its context uses an unknown variable."""
    check_business(new)
    business_id = new_id()
    with database().tenant(business_id) as tx:
        store.insert_business(tx, business_id, new)
    return business_id


def check_business(new: store.NewBusiness) -> None:
    """Invalid when the timezone is unknown or the context uses an unknown variable."""
    check_timezone(new.timezone)
    if unknown := unknown_variables(new.context):
        raise Invalid(f"unknown variables in the context: {', '.join(unknown)}", variables=unknown)


def connect_cloud_number(business_id: UUID, number: CloudNumber) -> Connected:
    """Stores a number as it is given, without asking Graph, and opens a route of its own. NumberTaken if it is."""
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
        if not store.insert_instance(tx, instance, app.id, number.display_phone):
            raise NumberTaken
    publishing.publish(business_id, app.route)
    return Connected(instance_id, app.route)


def new_app(app_secret: str, verify_token: str) -> app_store.StoredApp:
    """An app's row to be, with a route nobody can guess and its secrets sealed."""
    route = secrets.token_urlsafe(18)
    return app_store.StoredApp(
        id=new_id(),
        route=route,
        app_secret_sealed=crypto.seal(app_secret, routes.place(route, "app_secret")),
        verify_token_sealed=crypto.seal(verify_token, routes.place(route, "verify_token")),
    )


def resume_number(business_id: UUID, instance_id: UUID) -> None:
    """A number that was stopped by a refusal sends again, what waited included. NotFound when it is not stopped."""
    with database().tenant(business_id) as tx:
        if not store.resume_instance(tx, instance_id):
            raise NotFound("the business has no such stopped number")
        activity.note(tx, business_id, "info", "instance.resumed", instance_id=str(instance_id))


def republish_routes(business_id: UUID) -> int:
    """Writes all routes of a business again, for a store that was emptied. Answers how many."""
    with database().tenant(business_id) as tx:
        apps = app_store.every(tx)
    for app in apps:
        publishing.publish(business_id, app.route)
    return len(apps)


def business_of(tx: Tx) -> Business:
    """The transaction's business. NotFound when it does not exist."""
    found = store.business(tx)
    if found is None:
        raise NotFound("no such business")
    return found


def access_token(instance: Instance) -> str:
    """The number's Graph token."""
    if instance.token_sealed is None:
        raise NotFound("the number has no token")
    return crypto.unseal(instance.token_sealed, token_place(instance.id))


def owner_of_channel(route: str, channel_id: str) -> Owner | None:
    """Whose number a signed body speaks of; None when the app that signed it has no such number. Kept 30 s."""
    until, kept = _owners.get((route, channel_id), (0.0, None))
    if kept is not None and time.monotonic() < until:
        return kept
    with database().worker() as tx:
        found = store.owner_of_channel(tx, route, channel_id)
    if found is not None:
        _owners[route, channel_id] = (time.monotonic() + OWNER_KEPT_SECONDS, found)
    return found


def owner_of_web_instance(instance_id: UUID) -> Owner | None:
    """Whose number of WhatsApp Web this is; None when it was deleted. Kept 30 s."""
    until, kept = _web_owners.get(instance_id, (0.0, None))
    if kept is not None and time.monotonic() < until:
        return kept
    with database().worker() as tx:
        found = store.owner_of_web_instance(tx, instance_id)
    if found is not None:
        _web_owners[instance_id] = (time.monotonic() + OWNER_KEPT_SECONDS, found)
    return found


def owner_of_account(route: str, account_id: str) -> UUID | None:
    """Which business an account-level update is about."""
    with database().worker() as tx:
        return store.owner_of_account(tx, route, account_id)


def token_place(instance_id: UUID) -> str:
    """Where a number's token is sealed to."""
    return f"instance:{instance_id}:token"
