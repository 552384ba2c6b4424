"""Which cases of a generated test `make test` runs: a sample with a fixed seed. `make test-full` runs them all."""

import random
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, TypeVar

import pytest

T = TypeVar("T")

SEED = 20_261_127
full_only = pytest.mark.full_only  # left out unless pytest is given --full


def sample(label: object, cases: Sequence[T], count: int) -> list[T]:
    """Returns `count` of the cases: the same in every run, others for another label."""
    return random.Random(f"{SEED} {label}").sample(list(cases), min(count, len(cases)))


def parameters(
    cases: Iterable[tuple[Any, ...]], chosen: Collection[tuple[Any, ...]], name: Callable[..., str]
) -> list[Any]:
    """Returns every case as a parameter of a test; those not chosen run in `make test-full` only."""
    return [pytest.param(*case, id=name(*case), marks=() if case in chosen else full_only) for case in cases]
