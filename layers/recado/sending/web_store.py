"""SQL of what a WhatsApp Web session has to send, beside what sending has for every provider."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from recado.platform.db import Tx


@dataclass(frozen=True, slots=True)
class Written:
    """A message of a conversation, as WhatsApp knows it. author: the address of who wrote it in a group, else None."""

    vendor_id: str
    mine: bool
    author: str | None


_WRITTEN = (
    "select vendor_id, direction = 'out' as mine, coalesce(content->>'author_lid' || '@lid', "
    "content->>'author' || '@s.whatsapp.net') as author from messages "
)


def message_by_vendor_id(tx: Tx, conversation_id: UUID, vendor_id: str) -> Written | None:
    """Returns the message with this vendor's id."""
    return tx.row(Written, f"{_WRITTEN} where conversation_id = %s and vendor_id = %s", (conversation_id, vendor_id))


def seen(tx: Tx, conversation_id: UUID, message_ids: Sequence[UUID]) -> list[Written]:
    """Of these, the ones that somebody else wrote."""
    return tx.rows(
        Written,
        f"{_WRITTEN} where conversation_id = %s and id = any(%s) and direction = 'in' and vendor_id is not null",
        (conversation_id, list(message_ids)),
    )


def contact_of(tx: Tx, instance_id: UUID, conversation_id: UUID) -> UUID | None:
    """Returns whose conversation it is, if it is one of this number."""
    return tx.value(
        UUID, "select contact_id from conversations where id = %s and instance_id = %s", (conversation_id, instance_id)
    )


def conversations(tx: Tx, instance_id: UUID) -> list[UUID]:
    """Those with something due, the longest waiting first."""
    return tx.values(
        UUID,
        "select o.conversation_id from outbound o join conversations c on c.id = o.conversation_id "
        "where c.instance_id = %s and o.state = 'queued' and o.next_at <= clock_timestamp() "
        "group by o.conversation_id order by min(o.seq) limit 200",
        (instance_id,),
    )


def settle_crashed(tx: Tx, instance_id: UUID) -> list[UUID]:
    """Returns what an earlier owner had claimed and not noted: nobody knows whether it left, so it is not sent again.

    Where the vendor's id is known it was sent. Answers the messages that became unconfirmed.
    """
    tx.run(
        "delete from outbound o using messages m where m.id = o.message_id and m.instance_id = %s "
        "and o.state = 'sending' and m.vendor_id is not null",
        (instance_id,),
    )
    return tx.values(
        UUID,
        "with left_behind as (update outbound o set state = 'unconfirmed', claim_id = null from conversations c "
        "where c.id = o.conversation_id and c.instance_id = %s and o.state = 'sending' returning o.message_id) "
        "update messages m set status = 'unconfirmed', status_at = now() from left_behind l "
        "where m.id = l.message_id and m.status in ('queued', 'sending') returning m.id",
        (instance_id,),
    )


def claim(tx: Tx, message_id: UUID, claim_id: UUID) -> None:
    """From here on the message may have left, whatever happens to this process."""
    tx.run(
        "with claimed as (update outbound set state = 'sending', claim_id = %s, claimed_at = clock_timestamp(), "
        "attempts = attempts + 1, wait_reason = null where message_id = %s returning message_id) "
        "update messages m set status = 'sending', status_at = now() from claimed "
        "where m.id = claimed.message_id and m.status = 'queued'",
        (claim_id, message_id),
    )


def unconfirm(tx: Tx, message_id: UUID, claim_id: UUID) -> None:
    """Nobody knows whether it left: a person decides."""
    tx.run(
        "with doubtful as (update outbound set state = 'unconfirmed', claim_id = null "
        "where message_id = %s and claim_id = %s returning message_id) "
        "update messages m set status = 'unconfirmed', status_at = now() from doubtful d "
        "where m.id = d.message_id and m.status = 'sending'",
        (message_id, claim_id),
    )


def sent_today(tx: Tx, instance_id: UUID) -> int:
    """Messages this number sent by us in the last 24 hours."""
    return int(
        tx.value(
            "select count(*) from messages m where m.instance_id = %s and m.vendor_id is not null "
            "and m.direction = 'out' and m.author <> 'phone' and m.status_at > now() - interval '1 day'",
            (instance_id,),
        )
    )
