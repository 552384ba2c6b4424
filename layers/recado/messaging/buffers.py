"""Buffers: a customer's messages are gathered until they are quiet, and answered once.

A buffer is open until it is due, then claimed by whoever flushes it, then removed with the answer. Timers only say
"look now": a lost, late or repeated one does no harm, because claiming is one atomic statement.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from recado.activity import service as activity
from recado.kernel.errors import NotFound
from recado.kernel.log import logger
from recado.kernel.settings import settings
from recado.kernel.spans import span
from recado.kernel.trace import traceparent
from recado.kernel.words import Words
from recado.messaging import buffer_store
from recado.messaging.buffer_store import Claimed, Quarantined
from recado.messaging.jobs import AnswerJob
from recado.messaging.model import Thread
from recado.platform.db import Tx, database
from recado.platform.queues import Outgoing

MOST_ATTEMPTS = 12
BACKOFF_CAP_SECONDS = 300.0
TIMER_LEAD_SECONDS = 1.0  # queues deliver delayed messages late by up to a second; the flush waits out the rest
MOST_CLAIMED = 100
log = logger("buffers")


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of a draft. stale: it must not be sent. newer: the customer wrote more that it does not know.

    jobs: to publish after the commit.
    """

    stale: bool
    newer: bool
    jobs: list[Outgoing]


def gather(tx: Tx, business_id: UUID, thread: Thread, *, waits: float = 0) -> list[Outgoing]:
    """Notes that the conversation has something to answer. With a window of zero it is claimed on the spot.

    waits: seconds for which a file of the message may be understood before it is answered.
    """
    conversation_id = thread.conversation_id
    gathered = buffer_store.gather(tx, business_id, conversation_id, thread.quiet_seconds, thread.max_seconds, waits)
    if gathered.due_in <= 0:
        claim_id = buffer_store.claim(tx, conversation_id, settings().answer_hold_seconds)
        claimed = Claimed(business_id, conversation_id, claim_id, 0, sandbox=thread.sandbox) if claim_id else None
        return [AnswerJob.of(claimed).to_message()] if claimed else []
    return [_timer(conversation_id, gathered.due_in)] if gathered.opened else []


def flush(conversation_ids: list[UUID], publish: Callable[[list[Outgoing]], None]) -> None:
    """Claims every buffer that is due, of any business, waiting for those named here that soon will be.

    Jobs are published as soon as they are claimed. Named buffers that are due later get a new timer.
    """
    waiting = conversation_ids
    deadline = time.monotonic() + TIMER_LEAD_SECONDS
    while True:
        with database().worker() as tx:
            claimed = buffer_store.claim_due(tx, MOST_CLAIMED, settings().answer_hold_seconds, MOST_ATTEMPTS)
            left = buffer_store.due(tx, waiting) if waiting else []
        if claimed:
            publish([_answer_job(each) for each in claimed])
            continue
        soon = [each.due_in for each in left if time.monotonic() + each.due_in <= deadline]
        if not soon:
            publish([_timer(each.conversation_id, each.due_in, each.trace) for each in left])
            return
        waiting = [each.conversation_id for each in left]
        time.sleep(max(min(soon), 0.001))


def sweep(publish: Callable[[list[Outgoing]], None]) -> None:
    """Claims what a lost timer or a dead worker left behind."""
    flush([], publish)


def finish(tx: Tx, claimed: Claimed) -> Finished:
    """The answer is booked in this transaction: the buffer goes, or opens for what came since."""
    if buffer_store.finish(tx, claimed):
        return Finished(stale=False, newer=False, jobs=[])
    due_in = buffer_store.go_on(tx, claimed)
    if due_in is None:
        return Finished(stale=True, newer=False, jobs=[])
    return Finished(stale=False, newer=True, jobs=[_timer(claimed.conversation_id, max(due_in, 0.0))])


def wait_no_longer(tx: Tx, conversation_id: UUID) -> list[Outgoing]:
    """A file was understood, or will not be: what waits for no other is due as if it had never waited. Under
    `buffer_store.lock`."""
    due_in = buffer_store.wait_no_longer(tx, conversation_id)
    return [] if due_in is None else [_timer(conversation_id, max(due_in, 0.0))]


def discard(tx: Tx, conversation_id: UUID) -> None:
    """Drops the buffer: somebody answered, or the bot was switched off. A draft in the making becomes stale."""
    buffer_store.discard(tx, conversation_id)


def put_back(tx: Tx, claimed: Claimed, reason: str, least_seconds: float = 0) -> list[Outgoing]:
    """The model cannot answer now: try again later, with doubling pauses; after many tries, quarantine. In a sandbox
    somebody looks on and tries again when they like."""
    if claimed.sandbox or claimed.attempts + 1 >= MOST_ATTEMPTS:
        quarantine(tx, claimed, reason)
        return []
    seconds = max(min(2.0 ** (claimed.attempts + 1), BACKOFF_CAP_SECONDS), least_seconds)
    if not buffer_store.put_back(tx, claimed, seconds, reason):
        return []
    return [_timer(claimed.conversation_id, seconds)]


def put_off(tx: Tx, claimed: Claimed, reason: str, seconds: float) -> list[Outgoing]:
    """Tries again in `seconds`, however often: what keeps us from answering has nothing to do with this buffer."""
    if claimed.sandbox:
        quarantine(tx, claimed, reason)
        return []
    if not buffer_store.put_back(tx, claimed, seconds, reason, counted=False):
        return []
    return [_timer(claimed.conversation_id, seconds)]


def quarantine(tx: Tx, claimed: Claimed, reason: str) -> None:
    """Sets a buffer aside for a person to look at; the customer's next message opens it again."""
    if buffer_store.quarantine(tx, claimed, reason):
        data = {"conversation_id": str(claimed.conversation_id), "reason": reason, "attempts": claimed.attempts + 1}
        activity.note(tx, claimed.business_id, "error", "buffer.quarantined", **data)


def quarantined(business_id: UUID) -> list[Quarantined]:
    """Returns the buffers of a business that were given up on."""
    with database().tenant(business_id) as tx:
        return buffer_store.quarantined(tx)


def retry(business_id: UUID, conversation_id: UUID) -> Outgoing:
    """Puts a quarantined buffer back to work. Raises NotFound when there is none."""
    with database().tenant(business_id) as tx:
        if not buffer_store.release(tx, conversation_id):
            raise NotFound(
                Words(
                    "esta conversación no tiene ninguna respuesta apartada",
                    "this conversation has no quarantined buffer",
                )
            )
        activity.note(tx, business_id, "info", "buffer.retried", conversation_id=str(conversation_id))
    return _timer(conversation_id, 0)


def _answer_job(claimed: Claimed) -> Outgoing:
    """The job goes on with the trace of the message that opened the buffer, whoever finds that it is due."""
    with span(log, "buffer claimed", claimed.trace, conversation_id=str(claimed.conversation_id)):
        return AnswerJob.of(claimed).to_message()


def _timer(conversation_id: UUID, due_in: float, trace: str | None = None) -> Outgoing:
    delay = max(0, math.floor(due_in - TIMER_LEAD_SECONDS + 0.001))
    body = {"conversation_id": str(conversation_id)}
    return Outgoing(settings().queue_buffer_timers_url, body, delay=delay, trace=trace or traceparent())
