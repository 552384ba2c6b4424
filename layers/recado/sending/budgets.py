"""What each number may still send, as the people of its business see it: the send governor decides by the same."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from recado.activity.model import Actor
from recado.kernel.settings import settings
from recado.platform.db import Tx, database
from recado.sending import budget_store, governor, warm_up, web_store
from recado.sending.budget_store import Opened, StoredBudget
from recado.sending.governor_store import Number


@dataclass(frozen=True, slots=True)
class Daily:
    """So many in 24 hours. next_at: when there is room again, if there is none now and somebody can say."""

    limit: int
    used: int
    left: int
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WarmUp:
    """A number of WhatsApp Web is new: this is the day, of so many. tomorrow: messages of the next day; None: no limit
    any more."""

    day: int
    days: int
    messages: Daily
    tomorrow: int | None


@dataclass(frozen=True, slots=True)
class Budget:
    """What a number may send. messages_per_second, new_customers: of the Cloud API; the latter are those of the whole
    business, whom it writes to first. paused_until: nothing is sent before, for `pause_reason`."""

    messages_per_second: float | None
    slowed_until: datetime | None
    paused_until: datetime | None
    pause_reason: str | None
    new_customers: Daily | None
    warm_up: WarmUp | None


def of_numbers(actor: Actor, instance_ids: list[UUID]) -> dict[UUID, Budget]:
    """Returns the budget of each of these numbers."""
    with database().whole_business(actor) as tx:  # not as an advisor: counts and sessions are hidden row by row
        rows = budget_store.stored(tx, instance_ids)
        limited = any(row.provider == "cloud" and governor.daily_limit(row.messaging_limit) for row in rows)
        opened = budget_store.opened(tx) if limited else Opened(0, None)
        return {row.instance_id: _web(tx, row) if row.provider == "web" else _cloud(row, opened) for row in rows}


def _cloud(row: StoredBudget, opened: Opened) -> Budget:
    number = Number(row.account_id, row.throughput, row.on_phone, row.messaging_limit, row.slow_rate, 0.0, None)
    limit = governor.daily_limit(row.messaging_limit)
    return Budget(
        messages_per_second=governor.rate(number),
        slowed_until=row.slowed_until,
        paused_until=row.paused_until,
        pause_reason=row.pause_reason if row.paused_until else None,
        new_customers=_daily(limit, opened.customers, opened.first_free_at) if limit is not None else None,
        warm_up=None,
    )


def _web(tx: Tx, row: StoredBudget) -> Budget:
    return Budget(
        messages_per_second=None,
        slowed_until=None,
        paused_until=row.session_paused_until,
        pause_reason="account_locked" if row.session_paused_until else None,
        new_customers=None,
        warm_up=_warm_up(tx, row),
    )


def _warm_up(tx: Tx, row: StoredBudget) -> WarmUp | None:
    limit = warm_up.daily_limit(row.age_days)
    if limit is None:
        return None
    return WarmUp(
        day=int(row.age_days) + 1,
        days=settings().web_warmup_days,
        messages=_daily(limit, web_store.sent_today(tx, row.instance_id), None),
        tomorrow=warm_up.daily_limit(row.age_days + 1),
    )


def _daily(limit: int, used: int, next_at: datetime | None) -> Daily:
    return Daily(limit, used, max(0, limit - used), next_at if used >= limit else None)
