"""SQL of businesses."""

from dataclasses import dataclass
from uuid import UUID

from recado.businesses.model import Business, Objective
from recado.platform.db import Tx


@dataclass(frozen=True, slots=True)
class NewBusiness:
    """What may be said of a business when it is made."""

    name: str
    context: str = ""
    timezone: str = "America/Mexico_City"
    language: str = "es"
    currency: str = "MXN"
    objective: Objective = "SALES"
    buffer_quiet_seconds: float = 8
    buffer_max_seconds: float = 30


def insert_business(tx: Tx, business_id: UUID, new: NewBusiness) -> None:
    tx.run(
        "insert into businesses (id, name, context, timezone, language, currency, objective, buffer_quiet_seconds, "
        "buffer_max_seconds) values (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        (
            business_id,
            new.name,
            new.context,
            new.timezone,
            new.language,
            new.currency,
            new.objective,
            new.buffer_quiet_seconds,
            new.buffer_max_seconds,
        ),
    )


def business(tx: Tx) -> Business | None:
    """Returns the transaction's tenant, with the platform's model where it has none of its own."""
    return tx.row(
        Business,
        """
        select b.id, b.name, b.timezone, b.language, b.currency, b.objective, b.context, b.bot_enabled,
               b.buffer_quiet_seconds, b.buffer_max_seconds, b.human_pause_minutes, b.history_tokens,
               coalesce(b.agent_model, p.agent_model) as agent_model,
               coalesce(b.agent_effort, p.agent_effort) as agent_effort, b.agent_version, b.agent_daily_micros,
               c.id as config_id
        from businesses b cross join platform_settings p
        left join agent_configs c on c.business_id = b.id and c.state = 'published'
        where b.id = current_business()
        """,
    )
