"""SQL of statuses."""

from typing import Any
from uuid import UUID

from recado.instances.model import Owner
from recado.messaging.message_store import NewMessage
from recado.platform.db import Tx, json_value
from recado.vendors.whatsapp.model import StatusUpdate


def insert(tx: Tx, owner: Owner, update: StatusUpdate, error: Any) -> bool:
    """Stores a status once; False when it was told before. As `hold`: then its message is looked for."""
    hold(tx, owner.instance_id, update.vendor_id)
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


def hold(tx: Tx, instance_id: UUID, vendor_id: str) -> None:
    """Who stores a status, and who notes under which id the vendor knows a message, do so one after the other: else
    neither would see the other's row, and the status would be lost."""
    tx.run("select pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"{instance_id} {vendor_id}",))


def find_message(tx: Tx, instance_id: UUID, vendor_id: str, own_id: UUID | None) -> UUID | None:
    """Returns the outgoing message a status is about, by the vendor's id or by ours."""
    return tx.value(
        UUID,
        "select id from messages where instance_id = %(instance)s and vendor_id = %(vendor)s and direction = 'out' "
        "union all "
        "select id from messages where id = %(own)s and instance_id = %(instance)s and direction = 'out' limit 1",
        {"instance": instance_id, "vendor": vendor_id, "own": own_id},
    )


def adopt_echo(tx: Tx, echo: NewMessage) -> bool:
    """Returns whether this is a message of ours that is being sent, or nobody knows the outcome of, told back to us.

    Then it is known to be sent, and under which id. The echo of one whose id is known is found by the id.
    """
    return (
        tx.run(
            "with ours as (select o.message_id from outbound o join messages m on m.id = o.message_id "
            "where o.conversation_id = %(conversation)s and o.state in ('sending', 'unconfirmed') "
            "and m.vendor_id is null and m.kind = %(kind)s and m.text is not distinct from %(text)s "
            "and o.claimed_at between %(at)s - interval '10 minutes' and %(at)s + interval '1 minute' "
            "and not exists (select from messages k where k.instance_id = %(instance)s and k.vendor_id = %(vendor)s) "
            "order by o.seq limit 1 for update of o skip locked), "
            "settled as (delete from outbound o using ours where o.message_id = ours.message_id) "
            "update messages m set vendor_id = %(vendor)s, status_at = now(), status = 'sent' "
            "from ours where m.id = ours.message_id",
            {
                "conversation": echo.conversation_id,
                "instance": echo.instance_id,
                "vendor": echo.vendor_id,
                "kind": echo.kind,
                "text": echo.text,
                "at": echo.sent_at,
            },
        )
        > 0
    )


def lock_status(tx: Tx, message_id: UUID) -> str | None:
    return tx.value(str, "select status from messages where id = %s for update", (message_id,))


def set_status(tx: Tx, message_id: UUID, vendor_id: str | None, status: str, error: Any) -> None:
    """Sets the status, and the vendor's id if it was not known. What changes nothing writes nothing: it would be told
    to everybody who follows the inbox."""
    tx.run(
        "update messages set vendor_id = coalesce(vendor_id, %(vendor)s), error = coalesce(%(error)s, error), "
        "status_at = case when status = %(status)s then status_at else now() end, status = %(status)s "
        "where id = %(id)s and (status <> %(status)s or vendor_id is null or %(error)s::jsonb is not null)",
        {"id": message_id, "vendor": vendor_id, "status": status, "error": json_value(error) if error else None},
    )


def early_statuses(tx: Tx, instance_id: UUID, vendor_id: str) -> list[dict[str, Any]]:
    return tx.dicts(
        "select status, error from message_statuses where instance_id = %s and vendor_id = %s",
        (instance_id, vendor_id),
    )


def contact_of(tx: Tx, message_id: UUID) -> UUID | None:
    return tx.value(
        UUID,
        "select c.contact_id from messages m join conversations c on c.id = m.conversation_id where m.id = %s",
        (message_id,),
    )


def hold_unrepeated(tx: Tx, message_id: UUID) -> bool:
    """Returns whether no other message repeats this one; none will until the transaction ends."""
    tx.value("select id from messages where id = %s for update", (message_id,))
    return not tx.value("select true from messages where retry_of = %s", (message_id,))
