"""Receiving an event of a WhatsApp Web session, as if a webhook had told it."""

from contextlib import suppress
from uuid import UUID

from recado.activity.model import Actor
from recado.crm import merge
from recado.crm import service as crm
from recado.instances import channel_owners
from recado.kernel.errors import NotFound
from recado.messaging.inbound import WEB, WebEvent
from recado.platform.db import database
from recado.platform.queues import Outgoing
from recado.receiving import receive
from recado.vendors.whatsapp.model import Customer, Message
from recado.vendors.whatsapp.web.parse import parse


def receive_web(web_event: WebEvent) -> list[Outgoing]:
    """Stores everything in the event, each thing once. Answers what to publish, as `receive` does."""
    updates = parse(str(web_event.instance_id), web_event.event, web_event.data, web_event.received_at)
    owner = channel_owners.owner_of_web_instance(web_event.instance_id)
    if owner is None:
        receive.keep_unrouted(WEB, updates)
        return []
    for update in updates:
        if isinstance(update, Message):
            _unite(owner.business_id, update.customer)
    return receive.store(owner.business_id, [(owner, update) for update in updates], WEB)


def _unite(business_id: UUID, customer: Customer) -> None:
    """WhatsApp says that this hidden id and this phone are one person: the contacts known under each become one."""
    if not (customer.lid and customer.phone):
        return
    with database().tenant(business_id) as tx:
        pair = crm.apart(tx, customer)
    if pair:
        with suppress(NotFound):  # somebody else has just merged them
            merge.merge(Actor(business_id, "system"), *pair)
