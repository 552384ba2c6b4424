"""A number's secrets changed for new ones, checked at Graph first."""

from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import MASKED, Actor
from recado.instances import app_store, checks, connect, number_store, publish_routes, routes
from recado.instances import store as instance_store
from recado.instances.app_store import StoredApp
from recado.instances.checks import Credentials
from recado.instances.model import PREVIOUS_SECRET_VALID, Number
from recado.instances.service import load_number
from recado.kernel.clock import now
from recado.kernel.errors import Conflict
from recado.platform import crypto
from recado.platform.db import Tx, database


class NotCloud(Conflict):
    """Only a number of the Cloud API has this."""

    code = "not_a_cloud_number"


class OtherApp(checks.CheckFailed):
    """The access token belongs to another Meta app than the number: connect the number anew for that."""

    code, field = "token_of_other_app", "access_token"


def rotate_token(actor: Actor, instance_id: UUID, access_token: str) -> Number:
    """A new token, which must do all the old one did. What waits is sent with it; a stopped number goes on."""
    with database().acting(actor) as tx:
        held = credentials(tx, instance_id)
    given = Credentials(held.phone_number_id, held.account_id, access_token, held.app_secret)
    try:
        checked = checks.check(given)
    except checks.SecretWrong as error:  # the secret was right when it came in: it is the token that is another app's
        raise OtherApp from error
    with database().acting(actor) as tx:
        number = load_number(tx, instance_id, lock=True)
        app = _app(tx, instance_id)
        app_store.set_meta_id(tx, app.id, checked.app_id)
        number_store.set_token(tx, instance_id, crypto.seal(access_token, connect.token_place(instance_id)))
        number_store.note_check(tx, instance_id, checked.number, webhook_is_ours=False)
        if number.state == "stopped":
            number_store.set_state(tx, instance_id, "active", None)
            activity.note(tx, actor.business_id, "info", "instance.resumed", instance_id=str(instance_id))
        changes = {"before": {"access_token": MASKED}, "after": {"access_token": MASKED}}
        activity.audit(tx, actor, "instance.token_rotated", "instance", instance_id, **changes)
        return load_number(tx, instance_id)


def rotate_app_secret(actor: Actor, instance_id: UUID, app_secret: str) -> Number:
    """A new app secret, for all numbers of the app. For 24 hours bodies signed with the old one are good as well.

    Call it just after the secret was reset at Meta: Graph confirms the present one only.
    """
    with database().acting(actor) as tx:
        held = credentials(tx, instance_id)
    checks.check(Credentials(held.phone_number_id, held.account_id, held.access_token, app_secret))
    with database().acting(actor) as tx:
        number = load_number(tx, instance_id)
        app = _app(tx, instance_id)
        place = routes.place(app.route, "app_secret")
        if crypto.unseal(app.app_secret_sealed, place) == app_secret:
            return number
        app_store.set_secret(tx, app.id, crypto.seal(app_secret, place), now() + PREVIOUS_SECRET_VALID)
        changes = {"before": {"app_secret": MASKED}, "after": {"app_secret": MASKED}}
        activity.audit(tx, actor, "instance.app_secret_rotated", "instance", instance_id, **changes)
    publish_routes.publish_or_leave(actor.business_id, app.route)
    return number


def credentials(tx: Tx, instance_id: UUID) -> Credentials:
    """Returns what the number is connected with. Raises NotFound when it is gone, NotCloud when it has none."""
    load_number(tx, instance_id)
    instance = instance_store.instance(tx, instance_id)
    if instance is None or instance.provider != "cloud" or instance.account_id is None:
        raise NotCloud
    app = _app(tx, instance_id)
    return Credentials(
        instance.channel_id,
        instance.account_id,
        connect.access_token(instance),
        crypto.unseal(app.app_secret_sealed, routes.place(app.route, "app_secret")),
    )


def _app(tx: Tx, instance_id: UUID) -> StoredApp:
    app = app_store.of_instance(tx, instance_id)
    if app is None:
        raise NotCloud
    return app
