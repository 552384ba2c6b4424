"""A stack with short waits, behind a door that can be shut."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from infra.local import seed
from infra.local.stack import HOST_SECONDS, Options, Stack
from tests.chaos.flaky import Door

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


@pytest.fixture(scope="module")
def rig() -> Iterator[Rig]:
    """Not under pytest's own folder: each run of pytest closes that to other users, and PostgreSQL may be one."""
    with (
        tempfile.TemporaryDirectory(prefix="recado-", ignore_cleanup_errors=True) as home,
        Stack(Options(home=Path(home), port=0, environment=SHORT_WAITS)) as stack,
    ):
        door = Door(stack.environment["AWS_ENDPOINT_URL"])
        stack.running["host"].stop(10)
        stack.environment["AWS_ENDPOINT_URL"] = door.url
        stack.start_host()
        yield Rig(stack, door)
        stack.running["host"].stop(HOST_SECONDS)  # while the door still leads somewhere
        door.close()
