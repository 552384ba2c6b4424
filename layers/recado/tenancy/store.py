"""SQL of businesses, Meta apps and instances."""

from dataclasses import dataclass
from uuid import UUID

from recado.platform.db import Tx
from recado.tenancy.model import Business, Instance, Objective, Owner


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
    """The transaction's tenant, with the platform's model where it has none of its own."""
    return tx.row(
        Business,
        """
        select b.id, b.name, b.timezone, b.language, b.currency, b.objective, b.context, b.bot_enabled,
               b.buffer_quiet_seconds, b.buffer_max_seconds, b.human_pause_minutes, b.history_tokens,
               coalesce(b.agent_model, p.agent_model) as agent_model,
               coalesce(b.agent_effort, p.agent_effort) as agent_effort
        from businesses b, platform_settings p where b.id = current_business()
        """,
    )


def insert_instance(tx: Tx, instance: Instance, app_id: UUID | None, display_phone: str | None) -> bool:
    """False when the number is connected already, by whomever."""
    return (
        tx.run(
            "insert into instances (id, business_id, provider, name, meta_app_id, channel_id, account_id, "
            "display_phone, token_sealed) values (%s, %s, %s, %s, %s, %s, %s, %s, %s) on conflict do nothing",
            (
                instance.id,
                instance.business_id,
                instance.provider,
                instance.name,
                app_id,
                instance.channel_id,
                instance.account_id,
                display_phone,
                instance.token_sealed,
            ),
        )
        > 0
    )


def instance(tx: Tx, instance_id: UUID) -> Instance | None:
    return tx.row(
        Instance,
        "select id, business_id, provider, name, state, channel_id, account_id, token_sealed from instances "
        "where id = %s",
        (instance_id,),
    )


def stop_instance(tx: Tx, instance_id: UUID, reason: str) -> None:
    tx.run(
        "update instances set state = 'stopped', state_reason = %s where id = %s and state = 'active'",
        (reason, instance_id),
    )


def resume_instance(tx: Tx, instance_id: UUID) -> bool:
    return (
        tx.run(
            "update instances set state = 'active', state_reason = null where id = %s and state = 'stopped'",
            (instance_id,),
        )
        > 0
    )


def owner_of_channel(tx: Tx, route: str, channel_id: str) -> Owner | None:
    """For the worker role: the number's owner, if the number lives under the app of `route`."""
    return tx.row(Owner, "select * from route_instance(%s, %s)", (route, channel_id))


def owner_of_web_instance(tx: Tx, instance_id: UUID) -> Owner | None:
    """For the worker role: whose number of WhatsApp Web this is."""
    return tx.row(Owner, "select * from route_web_instance(%s)", (instance_id,))


def owner_of_account(tx: Tx, route: str, account_id: str) -> UUID | None:
    """For the worker role: the one business whose numbers are in this account under the app of `route`."""
    owner: UUID | None = tx.value("select business_id from route_account(%s, %s)", (route, account_id))
    return owner
