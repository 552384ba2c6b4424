"""Reasoning efforts: the nearest one a model takes."""

import pytest

from recado.vendors.llm import efforts
from recado.vendors.llm.model import Effort


@pytest.mark.parametrize(
    ("model", "asked", "sent"),
    [
        ("gpt-6-luna", "low", "low"),
        ("gpt-6-luna", "minimal", "none"),
        ("gpt-6.1-sol", "max", "max"),
        ("gpt-12-nano", "xhigh", "xhigh"),
        ("gpt-5.6-terra", "max", "max"),
        ("gpt-5.4-mini", "max", "xhigh"),
        ("gpt-5.1", "minimal", "none"),
        ("gpt-5.1", "xhigh", "high"),
        ("gpt-5", "none", "minimal"),
        ("gpt-5-mini-2026-08-07", "max", "high"),
        ("gpt-5-pro", "low", "high"),
        ("gpt-5.2-pro", "none", "medium"),
        ("o4-mini", "none", "low"),
        ("gpt-5-chat-latest", "low", None),
        ("gpt-4.1", "low", None),
        ("llama3.3", "high", None),
        ("gpt-6-luna", None, None),
    ],
)
def test_an_effort_is_the_nearest_the_family_takes_the_lower_first(
    model: str, asked: Effort | None, sent: Effort | None
) -> None:
    assert efforts.nearest(asked, efforts.of_family(model)) == sent


@pytest.mark.parametrize(
    ("model", "now", "then"),
    [
        ("gpt-6-luna", "low", "none"),
        ("gpt-6-luna", "none", "none"),
        ("gpt-5.1", "high", "medium"),
        ("gpt-5", "minimal", "minimal"),
        ("gpt-6-luna", None, "none"),
        ("gpt-4.1", "low", None),
    ],
)
def test_one_effort_lower_stays_among_those_the_model_takes(
    model: str, now: Effort | None, then: Effort | None
) -> None:
    assert efforts.lower(now, efforts.of_family(model)) == then
