"""How long a piece of work may wait for vendors, all its calls together: seconds in an HTTP request, else no limit."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class _Budget:
    left: float


_budget: ContextVar[_Budget | None] = ContextVar("vendor_seconds", default=None)


@contextmanager
def vendor_seconds(seconds: float) -> Iterator[None]:
    """Within this block calls to vendors may take `seconds` in all; what else the block does is not counted."""
    token = _budget.set(_Budget(seconds))
    try:
        yield
    finally:
        _budget.reset(token)


def limited() -> bool:
    """Returns whether a limit holds here."""
    return _budget.get() is not None


@contextmanager
def waiting(most: float) -> Iterator[float]:
    """A call to a vendor: gives the seconds it may take, at most `most`, 0 when none are left, and counts its time."""
    budget = _budget.get()
    if budget is None:
        yield most
        return
    begun = time.monotonic()
    try:
        yield max(0.0, min(most, budget.left))
    finally:
        budget.left -= time.monotonic() - begun
