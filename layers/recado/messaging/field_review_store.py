"""SQL of conversations that are to be read for fields of the contact once they are quiet."""

from typing import Final
from uuid import UUID

from recado.platform.db import Tx

QUIET_SECONDS: Final = 120.0  # after the last answer


def ask(tx: Tx, business_id: UUID, conversation_id: UUID) -> None:
    """Somebody answered: when it has been quiet, the conversation is read, if the business has fields to fill in."""
    tx.run(
        "insert into field_reviews (conversation_id, business_id, due_at) "
        "select %(conversation)s, %(business)s, clock_timestamp() + make_interval(secs => %(seconds)s) "
        "where exists (select from contact_fields f where f.business_id = %(business)s and f.extract) "
        "on conflict (conversation_id) do update set due_at = excluded.due_at",
        {"conversation": conversation_id, "business": business_id, "seconds": QUIET_SECONDS},
    )


def claim(tx: Tx, limit: int, hold_seconds: float) -> list[tuple[UUID, UUID]]:
    """For the worker role: returns business and conversation of what is due; each comes again if nobody ends it."""
    rows = tx.dicts("select * from claim_field_reviews(%s, make_interval(secs => %s))", (limit, hold_seconds))
    return [(row["business_id"], row["conversation_id"]) for row in rows]


def last_read(tx: Tx, conversation_id: UUID) -> int | None:
    """Returns the seq of the last message that was read; None when nothing is to be read."""
    return tx.value(
        int, "select seq from field_reviews where conversation_id = %s and due_at is not null", (conversation_id,)
    )


def end(tx: Tx, conversation_id: UUID, seq: int) -> None:
    """It was read up to `seq`. What was answered meanwhile is read another time."""
    tx.run(
        "update field_reviews set seq = greatest(seq, %(seq)s), due_at = case when exists "
        "(select from messages m where m.conversation_id = %(conversation)s and m.seq > %(seq)s "
        "and m.direction = 'in' and m.text is not null and m.revoked_at is null) "
        "then clock_timestamp() + make_interval(secs => %(seconds)s) end "
        "where conversation_id = %(conversation)s",
        {"seq": seq, "conversation": conversation_id, "seconds": QUIET_SECONDS},
    )
