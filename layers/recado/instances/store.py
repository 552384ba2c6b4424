"""SQL of instances, and of whose a webhook is."""

from uuid import UUID

from recado.instances.model import Instance, Owner
from recado.platform.db import Tx


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
    return tx.value(UUID, "select business_id from route_account(%s, %s)", (route, account_id))


def own_numbers(tx: Tx) -> list[tuple[str, str]]:
    """Returns the business's own numbers as digits, and the hidden ids of those on WhatsApp Web; empty where
    unknown."""
    rows = tx.dicts(
        "select coalesce(nullif(split_part(split_part(s.jid, '@', 1), ':', 1), ''), "
        "regexp_replace(coalesce(i.display_phone, ''), '[^0-9]', '', 'g')) as phone, "
        "coalesce(split_part(split_part(s.lid, '@', 1), ':', 1), '') as lid "
        "from instances i left join web_sessions s on s.instance_id = i.id where i.state <> 'deleted'"
    )
    return [(row["phone"], row["lid"]) for row in rows]
