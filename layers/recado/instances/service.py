"""A business's WhatsApp numbers: connecting, looking at, renaming, switching off and on, deleting."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import MASKED, Actor
from recado.instances import app_store, checks, number_store, publish_routes, routes, session_store
from recado.instances import store as instance_store
from recado.instances.app_store import StoredApp
from recado.instances.checks import Checked, Credentials
from recado.instances.connect import new_app, token_place
from recado.instances.model import PREVIOUS_SECRET_VALID, Instance, Number, NumberTaken, State
from recado.kernel.clock import now
from recado.kernel.errors import Conflict, NotFound
from recado.kernel.ids import new_id
from recado.kernel.pages import Page, Slice, page_of
from recado.kernel.settings import settings
from recado.kernel.words import Words
from recado.platform import crypto
from recado.platform.db import Tx, database


class StillOn(Conflict):
    """Disable the number before you delete it."""

    code = "instance_not_disabled"


@dataclass(frozen=True, slots=True)
class Webhook:
    """What to enter at Meta as the app's webhook."""

    url: str
    verify_token: str


def listing(actor: Actor, page: Slice) -> Page[Number]:
    """Returns the business's numbers, in the order they were connected."""
    with database().acting(actor) as tx:
        rows = number_store.numbers(tx, page.keys(UUID), page.limit + 1)
    return page_of(rows, page.limit, lambda number: (number.id,))


def get(actor: Actor, instance_id: UUID) -> Number:
    with database().acting(actor) as tx:
        return load_number(tx, instance_id)


def load_number(tx: Tx, instance_id: UUID, *, lock: bool = False) -> Number:
    """Returns the number. Raises NotFound when the business has none such, or deleted it."""
    number = number_store.number(tx, instance_id, lock=lock)
    if number is None:
        raise NotFound(Words("no existe ese número", "there is no such number"))
    return number


def connect(actor: Actor, given: Credentials, name: str | None = None) -> Number:
    """Checks everything at Graph, subscribes to the account's webhooks and stores the number.

    A number of an app the business has already gets that app's route: Meta calls one address an app. CheckFailed says
    what is wrong, NumberTaken that the number is connected already, here or elsewhere.
    """
    checked = checks.check(given)
    checks.subscribe(given)
    facts = checked.number
    instance_id = new_id()
    instance = Instance(
        id=instance_id,
        business_id=actor.business_id,
        provider="cloud",
        name=name or facts.verified_name or facts.display_phone_number or given.phone_number_id,
        state="active",
        channel_id=given.phone_number_id,
        account_id=given.account_id,
        token_sealed=crypto.seal(given.access_token, token_place(instance_id)),
    )
    with database().acting(actor) as tx:
        app = _app(tx, actor, given.app_secret, checked)
        if not instance_store.insert_instance(tx, instance, app.id, facts.display_phone_number):
            raise NumberTaken
        number_store.note_check(tx, instance_id, facts, facts.webhook_url == webhook_url(app.route))
        after = {
            "name": instance.name,
            "phone_number_id": given.phone_number_id,
            "account_id": given.account_id,
            "access_token": MASKED,
            "app_secret": MASKED,
        }
        activity.audit(tx, actor, "instance.created", "instance", instance_id, after=after)
        activity.note(tx, actor.business_id, "info", "instance.created", instance_id=str(instance_id))
        number = load_number(tx, instance_id)
    publish_routes.publish_or_leave(actor.business_id, app.route)
    return number


def webhook(actor: Actor, instance_id: UUID) -> Webhook:
    """Returns where Meta is to call, and the token it has to show us first."""
    with database().acting(actor) as tx:
        load_number(tx, instance_id)
        app = app_store.of_instance(tx, instance_id)
    if app is None:
        raise NotFound(Words("este número no tiene webhook", "this number has no webhook"))
    token = crypto.unseal(app.verify_token_sealed, routes.place(app.route, "verify_token"))
    return Webhook(webhook_url(app.route), token)


def webhook_url(route: str) -> str:
    return f"{settings().public_url.rstrip('/')}/webhooks/whatsapp/{route}"


def rename(actor: Actor, instance_id: UUID, name: str) -> Number:
    with database().acting(actor) as tx:
        number = load_number(tx, instance_id, lock=True)
        if number.name != name:
            number_store.rename(tx, instance_id, name)
            changes = {"before": {"name": number.name}, "after": {"name": name}}
            activity.audit(tx, actor, "instance.renamed", "instance", instance_id, **changes)
        return load_number(tx, instance_id)


def disable(actor: Actor, instance_id: UUID) -> Number:
    """It sends nothing from now on: what is queued waits. What customers write is stored, and the bot is silent."""
    return _switch(actor, instance_id, "disabled", "instance.disabled")


def enable(actor: Actor, instance_id: UUID) -> Number:
    """It sends again, what waited included, also when it had been stopped by a refusal of Meta's."""
    return _switch(actor, instance_id, "active", "instance.enabled")


def delete(actor: Actor, instance_id: UUID) -> None:
    """Forgets the number with its secrets; its conversations stay. Raises StillOn unless it is disabled.

    Its webhook answers 404 when it was the app's last number, and the number may be connected anew, by anybody. One of
    WhatsApp Web is unlinked from its phone.
    """
    with database().acting(actor) as tx:
        number = load_number(tx, instance_id, lock=True)
        if number.state != "disabled":
            raise StillOn
        app = app_store.of_instance(tx, instance_id)
        number_store.delete(tx, instance_id)
        if app:
            app_store.delete_unused(tx, app.id)
        before = {"name": number.name}
        if number.provider == "web":
            _end_session(tx, instance_id)
        else:
            before |= {"phone_number_id": number.channel_id, "account_id": number.account_id or ""}
        activity.audit(tx, actor, "instance.deleted", "instance", instance_id, before=before)
        activity.note(tx, actor.business_id, "info", "instance.deleted", instance_id=str(instance_id))
    if app:
        publish_routes.publish_or_leave(actor.business_id, app.route)


def _end_session(tx: Tx, instance_id: UUID) -> None:
    """What is linked is logged out by its host, which still needs the row for that."""
    session = session_store.session(tx, instance_id, lock=True)
    if session and session.has_keys and session.state != "logged_out":
        session_store.log_out(tx, instance_id)
    else:
        session_store.delete(tx, instance_id)


def _switch(actor: Actor, instance_id: UUID, state: State, action: str) -> Number:
    with database().acting(actor) as tx:
        number = load_number(tx, instance_id, lock=True)
        if number.state != state:
            number_store.set_state(tx, instance_id, state, None)
            changes = {"before": {"state": number.state}, "after": {"state": state}}
            activity.audit(tx, actor, action, "instance", instance_id, **changes)
            activity.note(tx, actor.business_id, "info", action, instance_id=str(instance_id))
        return load_number(tx, instance_id)


def _app(tx: Tx, actor: Actor, app_secret: str, checked: Checked) -> StoredApp:
    """Returns the business's row of this app: the one there is, with the secret Graph just confirmed, or a new one."""
    new = new_app(app_secret, secrets.token_urlsafe(24))
    if app_store.insert(tx, actor.business_id, new, checked.app_id):
        return new
    old = app_store.by_meta_id(tx, checked.app_id)
    if old is None:
        raise NotFound(Words("la app se borró en este momento", "the app was deleted at this moment"))
    place = routes.place(old.route, "app_secret")
    if crypto.unseal(old.app_secret_sealed, place) != app_secret:
        app_store.set_secret(tx, old.id, crypto.seal(app_secret, place), now() + PREVIOUS_SECRET_VALID)
    return old
