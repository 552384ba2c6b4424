"""Waiting for a fact, in place of a fixed time."""

import time
from collections.abc import Callable
from typing import Any

SECONDS = 60.0


def eventually(fact: Callable[[], Any], seconds: float = SECONDS, pause: float = 0.05) -> Any:
    """Returns the first true value of `fact`. Raises AssertionError when none comes in time."""
    deadline = time.monotonic() + seconds
    while True:
        if value := fact():
            return value
        assert time.monotonic() < deadline, f"did not become true within {seconds} s"
        time.sleep(pause)
