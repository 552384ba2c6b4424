"""Ringing for a customer whose message nobody saw: put down with the message; a sweep finds it if its token is lost."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from recado.alerts import device_store, store
from recado.alerts.model import RING_AFTER, RING_FRESH, VALID, PushJob, RingJob
from recado.kernel.clock import now
from recado.kernel.ids import new_id
from recado.platform import queues
from recado.platform.db import Tx, database
from recado.platform.queues import Outgoing

HOLD: Final = timedelta(seconds=60)  # longer than finding out who is to be told may take
GRACE: Final = timedelta(seconds=30)
MOST: Final = 200


def ring(tx: Tx, business_id: UUID, conversation_id: UUID, written_at: datetime) -> list[Outgoing]:
    """Lets devices ring for a customer's message that people are to answer. Returns what to publish after the commit.

    What is told late rings nobody.
    """
    if now() - written_at > RING_FRESH:
        return []
    store.set_due(tx, business_id, conversation_id, RING_AFTER)
    job = RingJob(business_id=business_id, conversation_id=conversation_id)
    return [job.to_message(RING_AFTER.total_seconds())]


def sweep() -> list[Outgoing]:
    """Returns what to publish: rings that are overdue."""
    with database().worker() as tx:
        return [job.to_message() for job in store.sweep(tx, MOST, GRACE)]


def ring_due(job: RingJob) -> None:
    """Publishes a push for every device that is to ring, and then settles the ring: a crash in between repeats it."""
    claim_id = new_id()
    with database().tenant(job.business_id) as tx:
        if not store.claim(tx, job.conversation_id, claim_id, HOLD):
            return
        people = store.listeners(tx, job.conversation_id)
    queues.send(_pushes(job, people))
    with database().tenant(job.business_id) as tx:
        store.settle(tx, job.conversation_id, claim_id)


def _pushes(job: RingJob, people: list[UUID]) -> list[Outgoing]:
    if not people:
        return []
    with database().accounts() as tx:
        devices = device_store.ids_of(tx, people)
    until = now() + VALID
    return [
        PushJob(
            device_id=each, business_id=job.business_id, conversation_id=job.conversation_id, until=until
        ).to_message()
        for each in devices
    ]
