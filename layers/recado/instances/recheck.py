"""Asking Graph again about numbers that are connected: when a person wants to, and once a day by itself."""

from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.instances import account_updates, app_store, checks, number_store
from recado.instances import store as instance_store
from recado.instances.checks import CheckFailed, GraphDown
from recado.instances.model import Number
from recado.instances.rotate import credentials
from recado.instances.service import load_number, webhook_url
from recado.kernel.errors import RecadoError
from recado.kernel.log import logger
from recado.platform.db import Tx, database
from recado.vendors.whatsapp.cloud import accounts

MOST = 3  # each may take 6 s, and the sweep has a minute for everything
AGE_SECONDS = 24 * 3600.0

log = logger("tenancy")


def recheck(actor: Actor, instance_id: UUID) -> Number:
    """Returns what Graph says now, stored. A number whose token it refuses is stopped. GraphDown: nothing was
    changed."""
    with database().acting(actor) as tx:
        held = credentials(tx, instance_id)
    try:
        with checks.graph_errors(checks.NumberUnknown):
            facts = accounts.number(held.access_token, held.phone_number_id)
    except CheckFailed as refusal:
        with database().acting(actor) as tx:
            return _refused(tx, actor, instance_id, refusal)
    with database().acting(actor) as tx:
        number = load_number(tx, instance_id, lock=True)
        app = app_store.of_instance(tx, instance_id)
        ours = app is not None and facts.webhook_url == webhook_url(app.route)
        number_store.note_check(tx, instance_id, facts, ours)
        after = load_number(tx, instance_id)
        account_updates.note_changes(tx, actor.business_id, number, after)
        return after


def recheck_due() -> None:
    """Asks about a few of the numbers nobody asked about for a day."""
    with database().worker() as tx:
        due = number_store.claim_checks(tx, MOST, AGE_SECONDS)
    for business_id, instance_id in due:
        try:
            recheck(Actor(business_id, "system"), instance_id)
        except GraphDown:
            return  # the others would wait in vain as well: all are due again in an hour
        except RecadoError as error:
            log.warning("number not checked", extra={"instance_id": str(instance_id), "code": error.code})


def _refused(tx: Tx, actor: Actor, instance_id: UUID, refusal: CheckFailed) -> Number:
    number = load_number(tx, instance_id, lock=True)
    number_store.note_tried(tx, instance_id)
    if number.state == "active":
        instance_store.stop_instance(tx, instance_id, refusal.code)
        data = {"instance_id": str(instance_id), "code": refusal.code}
        activity.note(tx, actor.business_id, "error", "instance.stopped", **data)
    return load_number(tx, instance_id)
