"""SQL of what waits to be sent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from recado.kernel.trace import traceparent
from recado.platform.db import Tx


@dataclass(frozen=True, slots=True)
class Head:
    """The first message of a conversation that waits to be sent. trace: of the work that queued it."""

    message_id: UUID
    instance_id: UUID
    contact_id: UUID
    kind: str
    content: dict[str, Any]
    reply_to: str | None
    state: str
    attempts: int
    wait_seconds: float
    window_expires_at: datetime | None
    instance_state: str
    provider: str
    wait_reason: str | None
    throughput: str | None
    on_phone: bool
    messaging_limit: str | None
    slow_rate: float | None
    pause_seconds: float
    pause_reason: str | None
    in_service: bool
    trace: str | None


def insert(tx: Tx, business_id: UUID, conversation_id: UUID, message_id: UUID) -> None:
    tx.run(
        "insert into outbound (message_id, business_id, conversation_id, trace) values (%s, %s, %s, %s)",
        (message_id, business_id, conversation_id, traceparent()),
    )


def lock_head(tx: Tx, conversation_id: UUID) -> Head | None:
    """Returns the next message to send, locked. What is unconfirmed waits for a person and holds up nobody."""
    return tx.row(
        Head,
        """
        select o.message_id, m.instance_id, c.contact_id, m.kind, m.content, m.reply_to, o.state, o.attempts,
               extract(epoch from o.next_at - clock_timestamp())::float as wait_seconds,
               c.window_expires_at, i.state as instance_state, i.provider, o.wait_reason, i.throughput, i.on_phone,
               i.messaging_limit, i.pause_reason,
               case when i.slowed_until > clock_timestamp() then i.slow_rate end as slow_rate,
               coalesce(extract(epoch from i.paused_until - clock_timestamp())::float, 0) as pause_seconds,
               in_service(o.business_id) as in_service, o.trace
        from outbound o
        join messages m on m.id = o.message_id
        join conversations c on c.id = o.conversation_id
        join instances i on i.id = m.instance_id
        where o.conversation_id = %s and o.state <> 'unconfirmed'
        order by o.seq limit 1 for update of o
        """,
        (conversation_id,),
    )


def renew_claim(tx: Tx, message_id: UUID, claim_id: UUID) -> bool:
    """Counts the claim from now on. False when it was taken away."""
    return (
        tx.run(
            "update outbound set claimed_at = clock_timestamp() "
            "where message_id = %s and claim_id = %s and state = 'sending'",
            (message_id, claim_id),
        )
        > 0
    )


def put_back(tx: Tx, message_id: UUID, claim_id: UUID, seconds: float, why: str | None = None) -> None:
    """Was certainly not sent: waits `seconds` for the next try, and says why."""
    tx.run(
        "with waiting as (update outbound set state = 'queued', claim_id = null, wait_reason = %s, "
        "next_at = clock_timestamp() + make_interval(secs => %s) where message_id = %s and claim_id = %s "
        "returning message_id) "
        "update messages m set status = 'queued' from waiting where m.id = waiting.message_id and m.status = 'sending'",
        (why, seconds, message_id, claim_id),
    )


def postpone(tx: Tx, message_id: UUID, seconds: float, reason: str) -> None:
    """Is not claimed: waits `seconds`, and says why."""
    tx.run(
        "update outbound set next_at = clock_timestamp() + make_interval(secs => %s), wait_reason = %s "
        "where message_id = %s and state = 'queued'",
        (seconds, reason, message_id),
    )


def end_wait(tx: Tx, message_id: UUID, reason: str) -> None:
    """What the message waited for is there: it may go now."""
    tx.run(
        "update outbound set next_at = clock_timestamp(), wait_reason = null "
        "where message_id = %s and state = 'queued' and wait_reason = %s",
        (message_id, reason),
    )


def withdraw_drafts(tx: Tx, conversation_id: UUID) -> list[UUID]:
    """Takes what the agent wrote and nobody is sending yet out of the queue, and returns those messages."""
    return tx.values(
        UUID,
        "delete from outbound o using messages m where m.id = o.message_id and o.conversation_id = %s "
        "and o.state = 'queued' and m.author = 'agent' returning o.message_id",
        (conversation_id,),
    )


def remove(tx: Tx, message_id: UUID) -> UUID | None:
    """The outcome is known. Answers the conversation, when more of it waits behind this message."""
    return tx.value(
        UUID,
        "with gone as (delete from outbound where message_id = %(id)s returning conversation_id) "
        "select g.conversation_id from gone g where exists "
        "(select from outbound o where o.conversation_id = g.conversation_id and o.message_id <> %(id)s)",
        {"id": message_id},
    )


def sweep_unsent(tx: Tx, limit: int, grace_seconds: float) -> list[dict[str, Any]]:
    """For the worker role: conversations of cloud numbers, and of deleted ones, whose job seems lost."""
    return tx.dicts("select * from sweep_unsent(%s, make_interval(secs => %s))", (limit, grace_seconds))


def sweep_ambiguous(tx: Tx, limit: int, echo_wait_seconds: float) -> list[dict[str, Any]]:
    """For the worker role: settles sends whose worker died before noting the outcome."""
    return tx.dicts("select * from sweep_ambiguous(%s, make_interval(secs => %s))", (limit, echo_wait_seconds))


def release(tx: Tx, message_id: UUID) -> bool:
    """An unconfirmed message is to be sent again, by a person's decision. False when it is not unconfirmed."""
    return (
        tx.run(
            "with freed as (update outbound set state = 'queued', claim_id = null, next_at = clock_timestamp() "
            "where message_id = %s and state = 'unconfirmed' returning message_id) "
            "update messages m set status = 'queued', status_at = now() from freed where m.id = freed.message_id",
            (message_id,),
        )
        > 0
    )


def withdraw(tx: Tx, message_id: UUID) -> bool:
    """Takes a message that nobody is sending out of the queue. False when it is not there."""
    return (
        tx.run("delete from outbound where message_id = %s and state in ('queued', 'unconfirmed')", (message_id,)) > 0
    )
