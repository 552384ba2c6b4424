"""Percentiles out of buckets."""

import random
from math import floor, log

from recado.reports.model import GROWTH, Times


def test_a_percentile_is_within_ten_percent_of_the_true_one() -> None:
    chance = random.Random(7)
    seconds = sorted(chance.lognormvariate(4, 2) + 1 for _ in range(999))
    times = Times()
    for each in seconds:
        times.add(floor(log(each) / log(GROWTH)), 1)
    assert times.count == 999
    for part, value in ((0.5, times.p50), (0.9, times.p90)):
        true = seconds[floor(999 * part)]
        assert value is not None
        assert abs(value - true) / true < 0.1


def test_nothing_took_no_time() -> None:
    assert Times().p50 is None
