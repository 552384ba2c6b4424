"""SQL of conversations that were handed over to people."""

from typing import Any
from uuid import UUID

from recado.messaging.model import HandoverReason
from recado.platform.db import Tx


def insert(
    tx: Tx, business_id: UUID, handover_id: UUID, conversation_id: UUID, reason: HandoverReason, summary: str
) -> bool:
    """False when the conversation waits for a person already."""
    statement = (
        "insert into handovers (id, business_id, conversation_id, reason, summary) values (%s, %s, %s, %s, %s) "
        "on conflict (conversation_id) where state = 'open' do nothing"
    )
    return tx.run(statement, (handover_id, business_id, conversation_id, reason, summary)) == 1


def take(tx: Tx, conversation_id: UUID, user_id: UUID | None) -> bool:
    """False when none is open."""
    statement = (
        "update handovers set state = 'taken', taken_by = %s, taken_at = now() "
        "where conversation_id = %s and state = 'open'"
    )
    return tx.run(statement, (user_id, conversation_id)) == 1


def close(tx: Tx, conversation_id: UUID) -> None:
    tx.run(
        "update handovers set state = 'closed', closed_at = now() where conversation_id = %s and state <> 'closed'",
        (conversation_id,),
    )


def move(tx: Tx, ids: list[str] | None, source: UUID, target: UUID) -> list[str]:
    """Moves those of a conversation (these, or all) to another; one that is open closes where another is."""
    tx.run(
        "update handovers h set state = 'closed', closed_at = now() where h.conversation_id = %(source)s "
        "and h.state = 'open' and exists (select from handovers o where o.conversation_id = %(target)s "
        "and o.state = 'open')",
        {"source": source, "target": target},
    )
    moved = tx.values(
        "update handovers set conversation_id = %(target)s where conversation_id = %(source)s "
        "and (%(ids)s::uuid[] is null or id = any(%(ids)s::uuid[])) returning id",
        {"source": source, "target": target, "ids": ids},
    )
    return [str(each) for each in moved]


def export(tx: Tx, contact_id: UUID) -> list[dict[str, Any]]:
    """What the agent handed over of a contact, oldest first."""
    return tx.dicts(
        "select h.reason, h.summary, h.opened_at from handovers h join conversations v on v.id = h.conversation_id "
        "where v.contact_id = %s order by h.opened_at",
        (contact_id,),
    )
