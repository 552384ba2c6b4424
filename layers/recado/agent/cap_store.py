"""SQL of what the agent of a business cost, and of the cap it reached."""

from datetime import datetime
from uuid import UUID

from recado.platform.db import Tx


def spent_since(tx: Tx, moment: datetime) -> int:
    """Returns what all calls of models cost, in millionths of a US dollar; tests have a cap of their own."""
    return int(
        tx.value(
            "select coalesce(sum(cost_or_dearest(cost_micros, input_tokens, output_tokens)), 0) from usage "
            "where business_id = current_business() and created_at >= %s and feature <> 'test'",
            (moment,),
        )
    )


def tests_since(tx: Tx, moment: datetime) -> int:
    """Returns what tests cost, in millionths of a US dollar."""
    return int(
        tx.value(
            "select coalesce(sum(cost_or_dearest(cost_micros, input_tokens, output_tokens)), 0) from usage "
            "where business_id = current_business() and created_at >= %s and feature = 'test'",
            (moment,),
        )
    )


def reach(tx: Tx, since: datetime) -> None:
    """The cap is reached; that is told once a day, which began at `since`."""
    tx.run(
        "update businesses set agent_capped_at = now(), agent_capped_told_at = null "
        "where id = current_business() and (agent_capped_at is null or agent_capped_at < %s)",
        (since,),
    )


def capped(tx: Tx, limit: int) -> list[tuple[UUID, str]]:
    """For the worker role: id and name of businesses whose owners are to be told."""
    return [(row["business_id"], row["name"]) for row in tx.dicts("select * from capped_businesses(%s)", (limit,))]


def tell(tx: Tx) -> bool:
    """Marks that the owners are told; False when somebody else does."""
    return (
        tx.run(
            "update businesses set agent_capped_told_at = now() "
            "where id = current_business() and agent_capped_at is not null and agent_capped_told_at is null"
        )
        > 0
    )
