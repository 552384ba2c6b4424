"""SQL of what the agent of a business cost, and of the cap it reached."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from recado.kernel.ids import new_id
from recado.platform.db import Tx


@dataclass(frozen=True, slots=True)
class Spending:
    """What all agents of the platform may cost in an hour, and did in the last: in millionths of a US dollar."""

    hourly_micros: int | None
    spent_micros: int


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


def platform_cap_reached(tx: Tx) -> bool:
    """For the worker role."""
    return bool(tx.value("select platform_cap_reached()"))


def platform_spending(tx: Tx) -> Spending:
    """For the admin role."""
    return tx.rows(Spending, "select hourly_micros, spent_micros from platform_spending()")[0]


def set_platform_cap(tx: Tx, micros: int | None, user_id: UUID) -> None:
    """Also writes the event that says so. For the admin role."""
    tx.run("select set_platform_cap(%s, %s, %s)", (micros, new_id(), user_id))
