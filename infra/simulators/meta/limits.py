"""How fast a number may send: messages a second, and messages to one customer. Off until the settings say otherwise."""

import time
from collections import deque

from infra.simulators.meta.errors import GraphError
from infra.simulators.meta.sim import Sim
from infra.simulators.meta.world import Customer, Number

PAIR_SECONDS, PAIR_BURST = 6, 45


def throughput(sim: Sim, number: Number) -> None:
    """At most `throughput_limit` messages of one number in any second, counted as they are accepted."""
    most = sim.config.throughput_limit
    if not most:
        return
    accepted, now = sim.arrivals.setdefault(number.phone_number_id, deque()), time.time()
    while accepted and accepted[0] <= now - 1:
        accepted.popleft()
    if len(accepted) >= most:
        raise GraphError(130429, "Cloud API message throughput has been reached.")
    accepted.append(now)


def pair(sim: Sim, number: Number, customer: Customer) -> None:
    """One message in 6 s to the same person, 45 of them borrowed at most (the theoretical arrival time of GCRA)."""
    if not sim.config.pair_limit:
        return
    key, now = (number.phone_number_id, customer.user_id), time.time()
    due = max(now, sim.buckets.get(key, now))
    if due - now > (PAIR_BURST - 1) * PAIR_SECONDS:
        raise GraphError(131056, "Message failed to send because there were too many messages sent to this number.")
    sim.buckets[key] = due + PAIR_SECONDS
