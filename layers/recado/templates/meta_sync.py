"""Templates brought in line with Meta: when a person wants to, and every six hours by itself."""

from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.instances.checks import GraphDown
from recado.instances.rotate import credentials
from recado.kernel.errors import RecadoError
from recado.kernel.ids import new_id
from recado.kernel.log import logger
from recado.platform.db import Tx, database
from recado.templates import store, webhook_updates
from recado.templates.graph import template_errors
from recado.templates.model import DRAFT, Synced, Template
from recado.vendors.whatsapp.cloud import templates as meta
from recado.vendors.whatsapp.cloud.templates import MetaTemplate

MOST = 2  # each is a few requests, and the sweep has a minute for everything
AGE_SECONDS = 6 * 3600.0

log = logger("templates")


def sync(actor: Actor) -> Synced:
    """Takes over what Meta has in every account of the business."""
    with database().acting(actor) as tx:
        numbers = store.instances(tx)
    synced = [sync_account(actor, instance_id) for instance_id, _ in numbers]
    return Synced(sum(s.found for s in synced), sum(s.changed for s in synced), sum(s.gone for s in synced))


def sync_account(actor: Actor, instance_id: UUID) -> Synced:
    """The same for the account of one number. GraphDown: nothing was changed."""
    with database().acting(actor) as tx:
        held = credentials(tx, instance_id)
    with template_errors():
        templates = list(meta.listing(held.access_token, held.account_id))
    with database().acting(actor) as tx:
        return _apply(tx, actor.business_id, held.account_id, templates)


def sync_due() -> None:
    """A few of the accounts nobody asked about for six hours."""
    with database().worker() as tx:
        due = store.claim_syncs(tx, MOST, AGE_SECONDS)
    for business_id, instance_id in due:
        try:
            sync_account(Actor(business_id, "system"), instance_id)
        except GraphDown:
            return
        except RecadoError as error:
            log.warning("templates not synced", extra={"instance_id": str(instance_id), "code": error.code})


def _apply(tx: Tx, business_id: UUID, account_id: str, templates: list[MetaTemplate]) -> Synced:
    ours = {(each.name, each.language): each for each in store.of_account(tx, account_id)}
    changed = gone = 0
    for each in templates:
        before = ours.pop((each.name, each.language), None)
        if before and _same(before, each):
            continue
        changed += 1
        store.take_over(tx, business_id, before.id if before else new_id(), account_id, each)
        if before and before.status not in (each.status, DRAFT):
            webhook_updates.note_status(tx, business_id, before, each.status, each.reason)
    for left in ours.values():
        if left.vendor_id is not None:
            gone += 1
            store.delete(tx, left.id)
            activity.note(tx, business_id, "warning", "template.gone", template_id=str(left.id))
    return Synced(len(templates), changed, gone)


def _same(before: Template, at_meta: MetaTemplate) -> bool:
    return (
        before.vendor_id == at_meta.id
        and before.status == at_meta.status
        and before.category == at_meta.category
        and before.parameter_format == at_meta.parameter_format
        and before.components == at_meta.components
        and (at_meta.quality in (None, before.quality))
        and before.reason == (at_meta.reason or before.reason)
    )
