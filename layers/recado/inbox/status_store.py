"""SQL of statuses."""

from typing import Any
from uuid import UUID

from recado.platform.db import Tx, json_value
from recado.tenancy.model import Owner
from recado.vendors.whatsapp.model import StatusUpdate


def insert(tx: Tx, owner: Owner, update: StatusUpdate, error: Any) -> bool:
    """Stores a status once; False when it was told before."""
    return (
        tx.run(
            "insert into message_statuses (business_id, instance_id, vendor_id, status, at, error, pricing) "
            "values (%s, %s, %s, %s, %s, %s, %s) on conflict do nothing",
            (
                owner.business_id,
                owner.instance_id,
                update.vendor_id,
                update.status,
                update.at,
                json_value(error) if error else None,
                json_value(update.pricing) if update.pricing else None,
            ),
        )
        > 0
    )


def find_message(tx: Tx, instance_id: UUID, vendor_id: str, own_id: UUID | None) -> UUID | None:
    """The outgoing message a status is about, by the vendor's id or by ours."""
    found: UUID | None = tx.value(
        "select id from messages where instance_id = %(instance)s and vendor_id = %(vendor)s and direction = 'out' "
        "union all "
        "select id from messages where id = %(own)s and instance_id = %(instance)s and direction = 'out' limit 1",
        {"instance": instance_id, "vendor": vendor_id, "own": own_id},
    )
    return found


def lock_status(tx: Tx, message_id: UUID) -> str | None:
    status: str | None = tx.value("select status from messages where id = %s for update", (message_id,))
    return status


def set_status(tx: Tx, message_id: UUID, vendor_id: str | None, status: str, error: Any) -> None:
    """Sets the status, and the vendor's id if it was not known."""
    tx.run(
        "update messages set vendor_id = coalesce(vendor_id, %(vendor)s), error = coalesce(%(error)s, error), "
        "status_at = case when status = %(status)s then status_at else now() end, status = %(status)s "
        "where id = %(id)s",
        {"id": message_id, "vendor": vendor_id, "status": status, "error": json_value(error) if error else None},
    )


def told(tx: Tx, instance_id: UUID, vendor_id: str) -> list[dict[str, Any]]:
    return tx.dicts(
        "select status, error from message_statuses where instance_id = %s and vendor_id = %s",
        (instance_id, vendor_id),
    )


def contact_of(tx: Tx, message_id: UUID) -> UUID | None:
    found: UUID | None = tx.value(
        "select c.contact_id from messages m join conversations c on c.id = m.conversation_id where m.id = %s",
        (message_id,),
    )
    return found


def hold_unrepeated(tx: Tx, message_id: UUID) -> bool:
    """Whether no other message repeats this one; none will until the transaction ends."""
    tx.value("select id from messages where id = %s for update", (message_id,))
    return not tx.value("select true from messages where retry_of = %s", (message_id,))
