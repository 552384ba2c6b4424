"""Statuses: what became of a message we sent. Each is stored once; a message's status only moves up."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.crm import contact_events
from recado.crm import store as contacts
from recado.instances.model import Owner
from recado.messaging.model import next_status
from recado.platform.db import Tx
from recado.sending import governor, outbound_store, status_store
from recado.vendors.whatsapp.cloud.errors import reason
from recado.vendors.whatsapp.model import StatusUpdate, VendorError

OPTED_OUT = 131050


def apply(tx: Tx, owner: Owner, update: StatusUpdate) -> UUID | None:
    """Stores a status and moves the message it is about. Late and repeated statuses change nothing.

    Answers the conversation when this settled a send and more of the conversation waits behind it.

    The status can come before the answer to our request: then `callback_data`, which is our message id, names the
    message, and the status is the proof that it was accepted.
    """
    error = [_explained(error) for error in update.errors] or None
    if not status_store.insert(tx, owner, update, error):
        return None
    message_id = status_store.find_message(tx, owner.instance_id, update.vendor_id, _own_id(update.callback_data))
    if message_id is None:
        return None
    raise_status(tx, message_id, update.vendor_id, update.status, error)
    waits_behind = outbound_store.remove(tx, message_id)
    if update.status == "failed":
        codes = [each.code for each in update.errors]
        governor.slow_down_after_status(tx, owner.business_id, owner.instance_id, codes)
        if OPTED_OUT in codes:
            opt_out(tx, owner.business_id, message_id)
    return waits_behind


def raise_status(tx: Tx, message_id: UUID, vendor_id: str, reported: str, error: Any = None) -> None:
    """Takes what the vendor reported of a message into account."""
    current = status_store.lock_status(tx, message_id)
    if current is None:
        return
    status = next_status(current, reported)
    status_store.set_status(tx, message_id, vendor_id, status, error if status == "failed" else None)


def opt_out(tx: Tx, business_id: UUID, message_id: UUID) -> None:
    """Meta says that the customer of this message wants no marketing."""
    contact_id = status_store.contact_of(tx, message_id)
    if contact_id and contacts.opt_out(tx, contact_id):
        activity.audit(tx, Actor(business_id, "system"), "contact.opted_out", "contact", contact_id)
        activity.note(tx, business_id, "info", "contact.opted_out", contact_id=str(contact_id))
        contact_events.opted_out(tx, business_id, contact_id)


def apply_early_statuses(tx: Tx, instance_id: UUID, message_id: UUID, vendor_id: str) -> None:
    """Applies statuses that came before we knew the vendor's id of this message."""
    for row in status_store.early_statuses(tx, instance_id, vendor_id):
        raise_status(tx, message_id, vendor_id, row["status"], row["error"])


def _explained(error: VendorError) -> dict[str, Any]:
    """Returns the vendor's error with its reason in plain words, as a refusal at sending has it."""
    return asdict(error) | {"reason": asdict(reason(error.code))}


def _own_id(callback_data: str | None) -> UUID | None:
    try:
        return UUID(callback_data) if callback_data else None
    except ValueError:
        return None
