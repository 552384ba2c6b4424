"""A stack with short waits under fire, and whether one of its processes lives."""

import psutil

from infra.local import seed
from infra.local.stack import Stack
from tests.rigs.flaky import Door

SHORT_WAITS = {
    "HOST_VISIBILITY_SECONDS": "5",
    "HOST_WAIT_SECONDS": "2",
    "HOST_SCHEDULE_SPEEDUP": "15",
    "ANSWER_HOLD_SECONDS": "12",
    "OUTBOUND_ECHO_WAIT_SECONDS": "45",
    "OPENAI_TIMEOUT_SECONDS": "5",
}


class Rig:
    """The stack under fire, its business and the door to its queues."""

    def __init__(self, stack: Stack, door: Door) -> None:
        self.stack, self.door = stack, door
        self.seeded = seed.seed(stack.home)
        seed.register_at_simulator(stack.simulator("meta"), stack.url, self.seeded)
        self.meta, self.openai = stack.simulator("meta"), stack.simulator("openai")


def lives(process: psutil.Process) -> bool:
    """Whether it still works: one that is dead and not yet buried does not."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
