"""The governor without a database: how much a number may send, and what a refusal asks for."""

import pytest

from recado.sending import governor
from recado.sending.governor_store import Number
from recado.vendors.whatsapp.cloud.errors import GraphError


def number(throughput: str | None = None, *, on_phone: bool = False, slow_rate: float | None = None) -> Number:
    return Number("1", throughput, on_phone, None, slow_rate, 0.0, None)


def test_a_number_may_send_what_meta_allows_it_and_less_while_it_is_slowed() -> None:
    assert governor.rate(number()) == pytest.approx(64)
    assert governor.rate(number("STANDARD", on_phone=True)) == pytest.approx(16)
    assert governor.rate(number("HIGH")) == pytest.approx(800)
    assert governor.rate(number("HIGH", slow_rate=10)) == 10


@pytest.mark.parametrize(
    ("tier", "most"),
    [
        ("TIER_50", 50), ("TIER_250", 250), ("TIER_1K", 1000), ("TIER_2K", 2000), ("TIER_10K", 10_000),
        ("TIER_100K", 100_000), ("TIER_UNLIMITED", None), (None, None), ("TIER_NOT_SET", None),
    ],
)  # fmt: skip
def test_the_tier_says_how_many_customers_may_be_written_to_first(tier: str | None, most: int | None) -> None:
    assert governor.daily_limit(tier) == most


@pytest.mark.parametrize(
    ("code", "tries", "reason", "seconds"),
    [
        (131056, 1, "pair_rate", 6),
        (131056, 3, "pair_rate", 64),
        (130429, 1, "graph_130429", 10),
        (130429, 3, "graph_130429", 40),
        (131057, 1, "graph_131057", 60),
        (131048, 1, "graph_131048", 3600),
        (133016, 1, "graph_133016", 3600),
        (80007, 1, "graph_80007", 60),
        (131000, 1, "retry", 1),
        (131000, 4, "retry", 8),
    ],
)
def test_a_refusal_says_what_waits_and_how_long(code: int, tries: int, reason: str, seconds: float) -> None:
    assert governor.wait_after(GraphError(code, status=400), tries) == governor.Wait(reason, seconds)
    told = governor.wait_after(GraphError(code, status=400, retry_after_seconds=5000), tries)
    assert told.seconds == 5000
    assert min(len(governor.words(reason).es), len(governor.words(reason).en)) > 20
