"""SQL of what the agent did and spent in a conversation."""

from uuid import UUID

from recado.agent.brakes import MOST_REPLIES, Spent
from recado.platform.db import Tx


def spent(tx: Tx, conversation_id: UUID) -> Spent:
    (soon, _), (late, _) = MOST_REPLIES
    row = tx.dicts(
        "select count(*) filter (where created_at > now() - %s) soon, count(*) late, "
        "(select coalesce(sum(cost_or_dearest(cost_micros, input_tokens, output_tokens)), 0) "
        "from usage where conversation_id = %s and created_at > now() - interval '1 day') micros "
        "from agent_turns where conversation_id = %s and created_at > now() - %s and state in ('answered', 'handed')",
        (soon, conversation_id, conversation_id, late),
    )[0]
    return Spent((row["soon"], row["late"]), int(row["micros"]))
