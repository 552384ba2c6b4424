"""Whose number a webhook or a Web session speaks of."""

import time
from uuid import UUID

from recado.instances import store as instance_store
from recado.instances.model import Owner
from recado.kernel import phones
from recado.platform.db import Tx, database
from recado.vendors.whatsapp.model import Customer

OWNER_KEPT_SECONDS = 30.0


_owners: dict[tuple[str, str], tuple[float, Owner]] = {}


_web_owners: dict[UUID, tuple[float, Owner]] = {}


def owner_of_channel(route: str, channel_id: str) -> Owner | None:
    """Returns whose number a signed body speaks of; None when the app that signed it has no such number. Kept 30 s."""
    until, kept = _owners.get((route, channel_id), (0.0, None))
    if kept is not None and time.monotonic() < until:
        return kept
    with database().worker() as tx:
        owner = instance_store.owner_of_channel(tx, route, channel_id)
    if owner is not None:
        _owners[route, channel_id] = (time.monotonic() + OWNER_KEPT_SECONDS, owner)
    return owner


def owner_of_web_instance(instance_id: UUID) -> Owner | None:
    """Returns whose number of WhatsApp Web this is; None when it was deleted. Kept 30 s."""
    until, kept = _web_owners.get(instance_id, (0.0, None))
    if kept is not None and time.monotonic() < until:
        return kept
    with database().worker() as tx:
        owner = instance_store.owner_of_web_instance(tx, instance_id)
    if owner is not None:
        _web_owners[instance_id] = (time.monotonic() + OWNER_KEPT_SECONDS, owner)
    return owner


def is_own(tx: Tx, customer: Customer) -> bool:
    """Returns whether this is one of the business's own numbers: never a customer, and never answered."""
    if not (customer.phone or customer.lid):
        return False
    own = instance_store.own_numbers(tx)
    phone = phones.key(customer.phone) if customer.phone else None
    return any((phone and phone == phones.key(number)) or (customer.lid and customer.lid == lid) for number, lid in own)


def owner_of_account(route: str, account_id: str) -> UUID | None:
    """Returns which business an account-level update is about."""
    with database().worker() as tx:
        return instance_store.owner_of_account(tx, route, account_id)
