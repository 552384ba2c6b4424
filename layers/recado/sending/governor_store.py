"""SQL of the send governor."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from recado.platform.db import Tx


@dataclass(frozen=True, slots=True)
class Number:
    """What decides how fast a number may send. slow_rate: messages a second, while it is slowed."""

    account_id: str | None
    throughput: str | None
    on_phone: bool
    messaging_limit: str | None
    slow_rate: float | None
    pause_seconds: float
    pause_reason: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """The message to claim, and what its budgets are kept by."""

    message_id: UUID
    claim_id: UUID
    business_id: UUID
    conversation_id: UUID
    contact_id: UUID
    instance_id: UUID


@dataclass(frozen=True, slots=True)
class Decision:
    """reason None: claimed, to be sent after `seconds`."""

    reason: str | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that waits. until: None when nobody can say."""

    message_id: UUID
    reason: str
    until: datetime | None


def claim_send(
    tx: Tx, claim: Claim, *, share: int, gap: float, ahead: float, pair: tuple[float, int], most: int | None
) -> Decision:
    """From a Decision without a reason on the message may have been sent, whatever happens to this process."""
    decision = tx.row(
        Decision,
        "select reason, seconds from claim_send(%s, %s, %s, %s, %s, %s, %s, %s, make_interval(secs => %s), "
        "make_interval(secs => %s), %s, %s)",
        (
            claim.message_id,
            claim.claim_id,
            claim.business_id,
            claim.conversation_id,
            claim.contact_id,
            claim.instance_id,
            share,
            gap,
            ahead,
            *pair,
            most,
        ),
    )
    if decision is None:
        raise LookupError("the governor decided nothing")
    return decision


def number(tx: Tx, instance_id: UUID) -> Number | None:
    return tx.row(
        Number,
        "select account_id, throughput, on_phone, messaging_limit, "
        "case when slowed_until > clock_timestamp() then slow_rate end as slow_rate, "
        "coalesce(extract(epoch from paused_until - clock_timestamp())::float, 0) as pause_seconds, pause_reason "
        "from instances where id = %s",
        (instance_id,),
    )


def pause(
    tx: Tx, instance_id: UUID, account_id: str | None, name: str, seconds: float, slowed: float, slower: float | None
) -> list[UUID]:
    """Answers the numbers that are paused now. slower: messages a second, for `slowed` seconds; None: as before."""
    return tx.values(
        "select * from pause_number(%s, %s, %s, make_interval(secs => %s), make_interval(secs => %s), %s::real)",
        (instance_id, account_id, name, seconds, slowed, slower),
    )


def exhaust_pair(tx: Tx, business_id: UUID, conversation_id: UUID, seconds: float) -> None:
    """Meta counts more messages to this customer than we do: nothing is left of the burst."""
    tx.run(
        "insert into send_pairs as s (conversation_id, business_id, paid_at) "
        "values (%s, %s, clock_timestamp() + make_interval(secs => %s)) "
        "on conflict (conversation_id) do update set paid_at = greatest(s.paid_at, excluded.paid_at)",
        (conversation_id, business_id, seconds),
    )


def wait(tx: Tx, message_id: UUID, reason: str, seconds: float) -> None:
    tx.run(
        "update outbound set wait_reason = %s, next_at = clock_timestamp() + make_interval(secs => %s) "
        "where message_id = %s",
        (reason, seconds, message_id),
    )


def waiting(tx: Tx, message_ids: list[UUID]) -> list[Waiting]:
    """Those that stand behind another message of their conversation wait until that one may go."""
    return tx.rows(
        Waiting,
        """
        select o.message_id,
               case when i.state <> 'active' then 'number_off'
                    when i.paused_until > clock_timestamp() then i.pause_reason
                    when head.message_id <> o.message_id then 'behind'
                    else coalesce(o.wait_reason, 'retry') end as reason,
               case when i.state = 'active' then greatest(head.next_at, i.paused_until) end as until
        from outbound o
        join messages m on m.id = o.message_id
        join instances i on i.id = m.instance_id
        join lateral (
          select h.message_id, h.next_at from outbound h
          where h.conversation_id = o.conversation_id and h.state <> 'unconfirmed' order by h.seq limit 1
        ) head on true
        where o.message_id = any(%s) and o.state = 'queued'
          and (i.state <> 'active' or greatest(head.next_at, i.paused_until) > clock_timestamp())
        """,
        (message_ids,),
    )


def forget(tx: Tx) -> None:
    """For the worker role."""
    tx.run("select forget_budgets()")
