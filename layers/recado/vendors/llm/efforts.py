"""Reasoning efforts: which of them a model's family takes, and the nearest one to what is asked for."""

import re
from collections.abc import Sequence

from recado.vendors.llm.model import EFFORTS, Effort

_SIX: tuple[Effort, ...] = ("none", "low", "medium", "high", "xhigh", "max")
# By name, the first that matches (developers.openai.com, model pages, 2026-11).
_FAMILIES: tuple[tuple[re.Pattern[str], tuple[Effort, ...]], ...] = (
    (re.compile(r".*-chat-latest$"), ()),
    (re.compile(r"gpt-5-pro\b"), ("high",)),
    (re.compile(r"gpt-5\.[2-9]-pro\b"), ("medium", "high", "xhigh")),
    (re.compile(r"gpt-5\.1\b"), ("none", "low", "medium", "high")),
    (re.compile(r"gpt-5\.[2-5]\b"), ("none", "low", "medium", "high", "xhigh")),
    (re.compile(r"gpt-5\.\d"), _SIX),
    (re.compile(r"gpt-5\b"), ("minimal", "low", "medium", "high")),
    (re.compile(r"gpt-([6-9]|\d\d)"), _SIX),
    (re.compile(r"o\d"), ("low", "medium", "high")),
)


def of_family(model: str) -> tuple[Effort, ...]:
    """Returns the efforts a model of this name takes; none at all means that the parameter is left out."""
    return next((efforts for name, efforts in _FAMILIES if name.match(model)), ())


def nearest(effort: Effort | None, allowed: Sequence[Effort]) -> Effort | None:
    """Returns the effort to send: the one asked for, else the nearest below, else the nearest above; None for none."""
    if effort is None or not allowed:
        return None
    place = EFFORTS.index(effort)
    below = [each for each in allowed if EFFORTS.index(each) <= place]
    return max(below, key=EFFORTS.index) if below else min(allowed, key=EFFORTS.index)


def lower(effort: Effort | None, allowed: Sequence[Effort]) -> Effort | None:
    """Returns the next effort below, among those allowed; the lowest stays. Without one asked for, the lowest."""
    if not allowed:
        return None
    if effort is None:
        return min(allowed, key=EFFORTS.index)
    below = [each for each in allowed if EFFORTS.index(each) < EFFORTS.index(effort)]
    return max(below, key=EFFORTS.index) if below else nearest(effort, allowed)
