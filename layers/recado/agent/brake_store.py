"""SQL of what the agent did and spent in a conversation."""

from uuid import UUID

from recado.agent.brakes import MOST_REPLIES, Spent
from recado.platform.db import Tx


def spent(tx: Tx, conversation_id: UUID) -> Spent:
    replies = tuple(
        int(
            tx.value(
                "select count(*) from agent_turns where conversation_id = %s and created_at > now() - %s "
                "and state in ('answered', 'handed')",
                (conversation_id, span),
            )
        )
        for span, _ in MOST_REPLIES
    )
    micros = tx.value(
        "select coalesce(sum(cost_micros), 0) from usage where conversation_id = %s "
        "and created_at > now() - interval '1 day'",
        (conversation_id,),
    )
    return Spent(replies, int(micros))
