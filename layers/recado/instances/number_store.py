"""SQL of numbers as their business sees and changes them. Nothing here touches one that was deleted."""

from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

from recado.instances.model import Number, State
from recado.platform.db import Tx
from recado.vendors.whatsapp.cloud.phone_number import PhoneNumber

_NUMBERS: LiteralString = (
    "select id, provider, name, instances.state, state_reason, channel_id, account_id, verified_name, "
    "coalesce(display_phone, w.phone) as display_phone, quality_rating, messaging_limit, throughput, name_status, "
    "number_status, account_state, checked_at, last_webhook_at, webhook_verified_at, created_at, "
    "w.state as session_state, w.reason as session_reason, w.since as session_since, w.phone as session_phone, "
    "w.scan_until from instances left join web_session_states(array[id]) w on true where instances.state <> 'deleted' "
)


def number(tx: Tx, instance_id: UUID, *, lock: bool = False) -> Number | None:
    numbers = tx.rows(
        Number,
        _NUMBERS + "and id = %s" + (" for update of instances" if lock else ""),
        (instance_id,),
    )
    return numbers[0] if numbers else None


def numbers(tx: Tx, after: tuple[Any, ...] | None, limit: int) -> list[Number]:
    """In the order they were connected."""
    return tx.rows(
        Number,
        _NUMBERS + "and (%(after)s::uuid is null or id > %(after)s) order by id limit %(limit)s",
        {"after": after[0] if after else None, "limit": limit},
    )


def some(tx: Tx, instance_ids: list[UUID]) -> list[Number]:
    return tx.rows(Number, _NUMBERS + "and id = any(%s)", (instance_ids,))


def of_account(tx: Tx, account_id: str) -> list[Number]:
    """Locked: what Meta tells of an account changes all its numbers."""
    return tx.rows(
        Number,
        _NUMBERS + "and account_id = %s and provider = 'cloud' order by id for update of instances",
        (account_id,),
    )


def rename(tx: Tx, instance_id: UUID, name: str) -> None:
    tx.run("update instances set name = %s where id = %s", (name, instance_id))


def set_state(tx: Tx, instance_id: UUID, state: State, reason: str | None) -> None:
    tx.run("update instances set state = %s, state_reason = %s where id = %s", (state, reason, instance_id))


def set_token(tx: Tx, instance_id: UUID, sealed: bytes) -> None:
    tx.run("update instances set token_sealed = %s where id = %s", (sealed, instance_id))


def replace_token_seal(tx: Tx, instance_id: UUID, old: bytes, new: bytes) -> bool:
    """The same token, sealed anew; False when it was changed meanwhile."""
    statement = "update instances set token_sealed = %s where id = %s and token_sealed = %s"
    return tx.run(statement, (new, instance_id, old)) > 0


def delete(tx: Tx, instance_id: UUID) -> None:
    """The number is gone with its token; the row stays for its conversations, and the number itself is free again."""
    tx.run(
        "update instances set state = 'deleted', state_reason = null, token_sealed = null, meta_app_id = null, "
        "channel_id = 'deleted:' || id where id = %s",
        (instance_id,),
    )


def note_check(tx: Tx, instance_id: UUID, facts: PhoneNumber, webhook_is_ours: bool) -> None:
    """What Meta says of the number. What it leaves out stays as it was."""
    tx.run(
        "update instances set display_phone = coalesce(%s, display_phone), "
        "verified_name = coalesce(%s, verified_name), quality_rating = coalesce(%s, quality_rating), "
        "messaging_limit = coalesce(%s, messaging_limit), throughput = coalesce(%s, throughput), "
        "name_status = coalesce(%s, name_status), number_status = coalesce(%s, number_status), "
        "on_phone = coalesce(%s, on_phone), checked_at = clock_timestamp(), check_tried_at = clock_timestamp(), "
        "webhook_verified_at = case when %s then coalesce(webhook_verified_at, clock_timestamp()) "
        "else webhook_verified_at end where id = %s",
        (
            facts.display_phone_number,
            facts.verified_name,
            facts.quality_rating,
            facts.messaging_limit,
            facts.throughput,
            facts.name_status,
            facts.status,
            facts.on_phone,
            webhook_is_ours,
            instance_id,
        ),
    )


def note_tried(tx: Tx, instance_id: UUID) -> None:
    tx.run("update instances set check_tried_at = clock_timestamp() where id = %s", (instance_id,))


def note_news(tx: Tx, instance_id: UUID, news: dict[str, str]) -> None:
    """What a webhook told of the number. Graph is asked again soon: the webhook says only part of it."""
    tx.run(
        "update instances set quality_rating = coalesce(%(quality_rating)s, quality_rating), "
        "messaging_limit = coalesce(%(messaging_limit)s, messaging_limit), "
        "throughput = coalesce(%(throughput)s, throughput), name_status = coalesce(%(name_status)s, name_status), "
        "verified_name = coalesce(%(verified_name)s, verified_name), "
        "account_state = coalesce(%(account_state)s, account_state), check_tried_at = '-infinity' where id = %(id)s",
        {**dict.fromkeys(NEWS), **news, "id": instance_id},
    )


NEWS = ("quality_rating", "messaging_limit", "throughput", "name_status", "verified_name", "account_state")


def note_webhook(tx: Tx, instance_id: UUID, at: datetime) -> None:
    tx.run(
        "update instances set last_webhook_at = greatest(last_webhook_at, %(at)s), "
        "webhook_verified_at = coalesce(webhook_verified_at, %(at)s) where id = %(id)s",
        {"at": at, "id": instance_id},
    )


def claim_checks(tx: Tx, limit: int, seconds: float) -> list[tuple[UUID, UUID]]:
    """For the worker role: (business, number) pairs that are due to be checked."""
    rows = tx.dicts("select * from claim_number_checks(%s, make_interval(secs => %s))", (limit, seconds))
    return [(row["business_id"], row["instance_id"]) for row in rows]
