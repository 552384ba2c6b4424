"""A WhatsApp Web number writes at a person's pace, and a new one little."""

import random

from recado.sending import warm_up
from sessions_host.pacing import Pace, restart_pause
from sessions_host.settings import HostSettings

RULES = HostSettings(per_minute=12, chat_gap=1.5, typing_least=1, typing_most=4)


def test_a_number_waits_between_messages_never_twice_as_long() -> None:
    pace, waits = Pace(RULES, random.Random(1)), []
    for moment in range(0, 1000, 10):
        pace.sent("ana", float(moment))
        waits.append(pace.wait("luis", float(moment)))
    assert all(2.5 <= wait <= 7.5 for wait in waits), "around 60 / 12 seconds"
    assert len({round(wait, 3) for wait in waits}) > 90


def test_a_chat_waits_longer_than_the_number_when_its_gap_is_longer() -> None:
    pace = Pace(HostSettings(per_minute=6000, chat_gap=10), random.Random(1))
    pace.sent("ana", 0.0)
    assert pace.wait("ana", 0.0) >= 8
    assert pace.wait("luis", 0.0) < 1
    assert pace.wait("ana", 100.0) < 0


def test_a_longer_text_is_typed_longer_within_bounds_and_a_file_not_at_all() -> None:
    pace = Pace(RULES, random.Random(1))
    assert pace.typing(None) == pace.typing("") == 0
    assert pace.typing("sí") == 1
    assert pace.typing("x" * 1000) == 4
    assert 1.6 <= pace.typing("x" * 50) <= 2.4


def test_a_new_number_may_send_half_as_much_again_each_day_until_it_is_no_longer_new() -> None:
    assert [warm_up.daily_limit(age) for age in (0, 0.9, 1, 2, 6.9)] == [30, 30, 45, 67, 341]
    assert warm_up.daily_limit(7) is None


def test_pauses_between_restarts_double_up_to_half_an_hour_with_jitter() -> None:
    chance = random.Random(1)
    for deaths, most in ((1, 1), (2, 2), (5, 16), (11, 1024), (12, 1800), (40, 1800)):
        found = {restart_pause(RULES, deaths, chance) for _ in range(20)}
        assert len(found) == 20
        assert all(most / 2 <= pause <= most for pause in found)
