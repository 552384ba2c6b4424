"""SQL of buffers. A draft belongs to a claim: whatever makes it stale takes the claim away."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from recado.kernel.trace import traceparent
from recado.platform.db import Tx

LEAST_PATIENCE_SECONDS = 60.0  # so long a draft may be discarded again and again, whatever the buffer's window


@dataclass(frozen=True, slots=True)
class Claimed:
    """A buffer that this process may answer until the claim lapses. trace: of the message that opened it. sandbox:
    whether its customer is made up."""

    business_id: UUID
    conversation_id: UUID
    claim_id: UUID
    attempts: int
    trace: str | None = None
    sandbox: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """An open buffer. due_in: seconds until it is due."""

    conversation_id: UUID
    due_in: float
    trace: str | None


@dataclass(frozen=True, slots=True)
class Gathered:
    """What became of a message that waits for an answer. due_in: seconds. opened: whether its buffer is new."""

    due_in: float
    opened: bool


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A buffer given up on, with why."""

    conversation_id: UUID
    attempts: int
    failed_at: datetime
    reason: str


def gather(tx: Tx, business_id: UUID, conversation_id: UUID, quiet: float, most: float, waits: float = 0) -> Gathered:
    """Adds a message to the conversation's buffer.

    A claimed or quarantined buffer opens anew: the draft in the making does not know this message. A customer who has
    waited so for `most` twice (at least LEAST_PATIENCE_SECONDS) gets that draft, and the message waits for its answer.
    waits: seconds for a file of it to be understood first; for all files together, so long after the maximum.
    """
    gathered = tx.row(
        Gathered,
        """
        insert into buffers as b (conversation_id, business_id, state, first_at, due_at, waits_until, trace)
        values (%(conversation)s, %(business)s, 'open', clock_timestamp(),
                clock_timestamp() + make_interval(secs => least(%(quiet)s, %(most)s)),
                case when %(waits)s > 0 then clock_timestamp() + make_interval(secs => %(waits)s) end, %(trace)s)
        on conflict (conversation_id) do update set
          state = 'open', claim_id = null, started = false, processing_until = null, failed_at = null, more_at = null,
          attempts = case when b.state = 'open' then b.attempts else 0 end,
          trace = case when b.state = 'open' then b.trace else excluded.trace end,
          first_at = case when b.state = 'open' then b.first_at else excluded.first_at end,
          due_at = case when b.state = 'open' and b.attempts > 0 then b.due_at
                   else least(excluded.due_at, case when b.state = 'open' then b.first_at else excluded.first_at end
                              + make_interval(secs => %(most)s)) end,
          waits_until = case when b.state <> 'open' then excluded.waits_until
                        when coalesce(b.waits_until, excluded.waits_until) is not null
                        then least(greatest(b.waits_until, excluded.waits_until),
                                   b.first_at + make_interval(secs => %(most)s + greatest(%(waits)s, 40))) end
        where b.state <> 'claimed'
           or b.unanswered_since > clock_timestamp() - make_interval(secs => greatest(2 * %(most)s, %(patience)s))
        returning extract(epoch from greatest(b.due_at, b.waits_until) - clock_timestamp())::float as due_in,
          b.first_at >= now() as opened
        """,
        {
            "conversation": conversation_id,
            "business": business_id,
            "quiet": quiet,
            "most": most,
            "waits": waits,
            "patience": LEAST_PATIENCE_SECONDS,
            "trace": traceparent(),
        },
    )
    if gathered is None:
        tx.run(
            "update buffers set more_trace = case when more_at is null then %s else more_trace end, "
            "more_at = coalesce(more_at, clock_timestamp()), waits_until = coalesce(waits_until, "
            "case when %s > 0 then clock_timestamp() + make_interval(secs => %s) end) where conversation_id = %s",
            (traceparent(), waits, waits, conversation_id),
        )
        return Gathered(most, opened=False)
    return gathered


def claim(tx: Tx, conversation_id: UUID, hold_seconds: float) -> UUID | None:
    """Claims one open buffer; None when it is claimed already."""
    return tx.value(
        UUID,
        "update buffers set state = 'claimed', claim_id = gen_random_uuid(), started = false, waits_until = null, "
        "processing_until = clock_timestamp() + make_interval(secs => %s) "
        "where conversation_id = %s and state = 'open' "
        "and (waits_until is null or waits_until <= clock_timestamp()) returning claim_id",
        (hold_seconds, conversation_id),
    )


def claim_due(tx: Tx, limit: int, hold_seconds: float, most_attempts: int) -> list[Claimed]:
    """For the worker role: claims what is due in any business."""
    return tx.rows(
        Claimed,
        "select * from claim_due_buffers(%s, make_interval(secs => %s), %s)",
        (limit, hold_seconds, most_attempts),
    )


def due(tx: Tx, conversation_ids: list[UUID]) -> list[Due]:
    """For the worker role: when these buffers are due, of those that are open."""
    return tx.rows(Due, "select * from buffers_due_at(%s)", (conversation_ids,))


def hold(tx: Tx, claimed: Claimed, seconds: float) -> bool:
    """Locks the buffer and prolongs the claim; False when the claim was taken away. What is stored until the end of the
    transaction, the draft knows."""
    return (
        tx.run(
            "update buffers set started = true, more_at = null, "
            "processing_until = clock_timestamp() + make_interval(secs => %s) "
            "where conversation_id = %s and claim_id = %s and state = 'claimed'",
            (seconds, claimed.conversation_id, claimed.claim_id),
        )
        > 0
    )


def hold_on(tx: Tx, claimed: Claimed, seconds: float) -> bool:
    """As `hold`, within a turn: the draft does not know what came since it began, and that stays to be answered."""
    return (
        tx.run(
            "update buffers set processing_until = clock_timestamp() + make_interval(secs => %s) "
            "where conversation_id = %s and claim_id = %s and state = 'claimed'",
            (seconds, claimed.conversation_id, claimed.claim_id),
        )
        > 0
    )


def finish(tx: Tx, claimed: Claimed) -> bool:
    """Removes an answered buffer. False when the claim was taken away, and then the draft is stale, or when there is
    more to answer: see `go_on`."""
    return (
        tx.run(
            "delete from buffers where conversation_id = %s and claim_id = %s and state = 'claimed' "
            "and more_at is null",
            (claimed.conversation_id, claimed.claim_id),
        )
        > 0
    )


def go_on(tx: Tx, claimed: Claimed) -> float | None:
    """Opens the buffer of an answer that does not know the newest messages: returns seconds until those are due; None
    when the claim was taken away."""
    due_in: float | None = tx.value(
        "update buffers b set state = 'open', claim_id = null, started = false, processing_until = null, attempts = 0, "
        "reason = null, first_at = b.more_at, unanswered_since = b.more_at, more_at = null, "
        "trace = b.more_trace, more_trace = null, "
        "due_at = clock_timestamp() + make_interval(secs => least(o.buffer_quiet_seconds, o.buffer_max_seconds)) "
        "from businesses o where o.id = b.business_id and b.conversation_id = %s and b.claim_id = %s "
        "and b.state = 'claimed' and b.more_at is not null "
        "returning extract(epoch from greatest(b.due_at, b.waits_until) - clock_timestamp())::float",
        (claimed.conversation_id, claimed.claim_id),
    )
    return due_in


def lock(tx: Tx, conversation_id: UUID) -> bool:
    """Holds the buffer until the transaction ends. False when there is none."""
    return bool(tx.value("select true from buffers where conversation_id = %s for update", (conversation_id,)))


def wait_no_longer(tx: Tx, conversation_id: UUID) -> float | None:
    """What was waited for is there: returns seconds until an open buffer is due; None when nothing waited, or more is
    waited for. To be called under `lock`: of two that end at once, the later one sees that it is the last."""
    due_in: float | None = tx.value(
        "update buffers b set waits_until = null where b.conversation_id = %s and b.waits_until is not null "
        "and not exists (select from media_texts t join messages m on m.id = t.message_id "
        "where t.state = 'waiting' and m.conversation_id = b.conversation_id "
        "and m.created_at >= b.first_at - interval '30 seconds') "
        "returning case when b.state = 'open' then extract(epoch from b.due_at - clock_timestamp())::float end",
        (conversation_id,),
    )
    return due_in


def discard(tx: Tx, conversation_id: UUID) -> None:
    tx.run("delete from buffers where conversation_id = %s", (conversation_id,))


def discard_taken_back(tx: Tx, conversation_id: UUID) -> None:
    """Removes the buffer when nothing is left of what opened it.

    A message is stored a moment before its buffer opens: half a minute is more than any statement may take.
    """
    tx.run(
        "delete from buffers b where b.conversation_id = %s and not exists (select from messages m "
        "where m.conversation_id = b.conversation_id and m.direction = 'in' and m.revoked_at is null "
        "and m.kind not in ('edit', 'revoke', 'reaction', 'system', 'welcome') "
        "and m.created_at >= b.first_at - interval '30 seconds')",
        (conversation_id,),
    )


def put_back(tx: Tx, claimed: Claimed, seconds: float, reason: str, *, counted: bool = True) -> bool:
    """Opens a claimed buffer again, due in `seconds`, one attempt more when it is `counted`."""
    return (
        tx.run(
            "update buffers set state = 'open', claim_id = null, processing_until = null, more_at = null, "
            "attempts = attempts + %s::int, reason = %s, due_at = clock_timestamp() + make_interval(secs => %s) "
            "where conversation_id = %s and claim_id = %s and state = 'claimed'",
            (counted, reason, seconds, claimed.conversation_id, claimed.claim_id),
        )
        > 0
    )


def quarantine(tx: Tx, claimed: Claimed, reason: str) -> bool:
    return (
        tx.run(
            "update buffers set state = 'quarantined', failed_at = now(), reason = %s, attempts = attempts + 1, "
            "claim_id = null, processing_until = null, more_at = null "
            "where conversation_id = %s and claim_id = %s and state = 'claimed'",
            (reason, claimed.conversation_id, claimed.claim_id),
        )
        > 0
    )


def quarantined(tx: Tx) -> list[Quarantined]:
    return tx.rows(
        Quarantined,
        "select conversation_id, attempts, failed_at, reason from buffers where state = 'quarantined' "
        "order by failed_at",
    )


def release(tx: Tx, conversation_id: UUID) -> bool:
    """Opens a quarantined buffer, due now, its attempts forgotten."""
    return (
        tx.run(
            "update buffers set state = 'open', due_at = clock_timestamp(), attempts = 0, failed_at = null "
            "where conversation_id = %s and state = 'quarantined'",
            (conversation_id,),
        )
        > 0
    )
