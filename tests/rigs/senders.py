"""Processes that send what waits, like the function `outbound`, as many as a test wants."""

import heapq
import time
from collections.abc import Sequence
from uuid import UUID

from recado.kernel.errors import RetryLater, Unavailable
from recado.messaging.jobs import SendJob
from recado.sending.cloud import drain
from recado.vendors.whatsapp.cloud.client import warm_up
from tests.rigs.races import race


def run(business_id: UUID, conversations: Sequence[UUID], processes: int, seconds: float) -> None:
    """Sends from these conversations for at most `seconds`, each again when it asked to come back.

    Every process has all of them, in another order: they meet at each.
    """
    starts = [number * len(conversations) // processes for number in range(processes)]
    acts = [(send_all, business_id, [*conversations[start:], *conversations[:start]], seconds) for start in starts]
    assert race(acts, {}) == [None] * processes


def send_all(business_id: UUID, conversations: Sequence[UUID], seconds: float) -> None:
    """Sends from these conversations until nothing waits or the time is over."""
    warm_up()
    ends = time.monotonic() + seconds
    waiting = [(0.0, number, conversation) for number, conversation in enumerate(conversations)]
    while waiting and time.monotonic() < ends:
        due, number, conversation = heapq.heappop(waiting)
        time.sleep(max(0.0, min(due, ends) - time.monotonic()))
        try:
            drain(SendJob(business_id=business_id, conversation_id=conversation))
        except RetryLater as later:
            heapq.heappush(waiting, (time.monotonic() + later.seconds, number, conversation))
        except Unavailable:
            heapq.heappush(waiting, (time.monotonic() + 0.1, number, conversation))
