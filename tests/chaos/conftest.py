"""A stack with short waits, behind a door that can be shut."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.stack import HOST_SECONDS, Options, Stack
from tests.rigs.chaos import SHORT_WAITS, Rig
from tests.rigs.flaky import Door


@pytest.fixture(scope="module")
def rig() -> Iterator[Rig]:
    """Not under pytest's own folder: each run of pytest closes that to other users, and PostgreSQL may be one."""
    with (
        tempfile.TemporaryDirectory(prefix="recado-", ignore_cleanup_errors=True) as home,
        Stack(Options(home=Path(home), port=0, web_sessions=False, environment=SHORT_WAITS)) as stack,
    ):
        door = Door(stack.environment["AWS_ENDPOINT_URL"])
        stack.running["host"].stop(10)
        stack.environment["AWS_ENDPOINT_URL"] = door.url
        stack.start_host()
        yield Rig(stack, door)
        stack.running["host"].stop(HOST_SECONDS)  # while the door still leads somewhere
        door.close()
