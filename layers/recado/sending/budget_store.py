"""SQL of what numbers may still send."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from recado.instances.model import Provider
from recado.platform.db import Tx


@dataclass(frozen=True, slots=True)
class StoredBudget:
    """What decides how much a number may send. slow_rate: messages a second until slowed_until.

    first_online_at, session_paused_until: of a number of WhatsApp Web. Moments that have passed are None.
    """

    instance_id: UUID
    provider: Provider
    account_id: str | None
    throughput: str | None
    on_phone: bool
    messaging_limit: str | None
    slow_rate: float | None
    slowed_until: datetime | None
    paused_until: datetime | None
    pause_reason: str | None
    session_paused_until: datetime | None
    age_days: float


@dataclass(frozen=True, slots=True)
class Opened:
    """Customers the business wrote to outside their windows within 24 hours. first_free_at: when the oldest of them
    count no more; None when there are none."""

    customers: int
    first_free_at: datetime | None


def stored(tx: Tx, instance_ids: list[UUID]) -> list[StoredBudget]:
    return tx.rows(
        StoredBudget,
        """
        select i.id as instance_id, i.provider, i.account_id, i.throughput, i.on_phone, i.messaging_limit,
               case when i.slowed_until > now() then i.slow_rate end as slow_rate,
               case when i.slowed_until > now() then i.slowed_until end as slowed_until,
               case when i.paused_until > now() then i.paused_until end as paused_until, i.pause_reason,
               case when s.sends_paused_until > now() then s.sends_paused_until end as session_paused_until,
               coalesce(extract(epoch from now() - s.first_online_at), 0)::float / 86400 as age_days
        from instances i left join web_sessions s on s.instance_id = i.id where i.id = any(%s)
        """,
        (instance_ids,),
    )


def opened(tx: Tx) -> Opened:
    """As `open_customer` counts them: by quarters of an hour, each until its last second is 24 hours ago."""
    row = tx.row(
        Opened,
        "select coalesce(sum(customers), 0)::int as customers, "
        "to_timestamp((min(quarter) filter (where customers > 0) + 97) * 900.0) as first_free_at "
        "from opened_quarters where business_id = current_business() "
        "and quarter >= floor(extract(epoch from clock_timestamp()) / 900)::int - 96",
    )
    if row is None:
        raise LookupError("an aggregate has a row")
    return row
