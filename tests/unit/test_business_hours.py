"""Business hours on the clock of the business's timezone."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from recado.businesses.hours import Stretch, is_open, overlapping

MADRID, MEXICO = "Europe/Madrid", "America/Mexico_City"
MONDAY = datetime(2026, 11, 23)  # noqa: DTZ001  the clocks below are given their timezone one by one


def stretch(day: int, opens: str, closes: str) -> Stretch:
    return Stretch(day, time.fromisoformat(opens), time.fromisoformat(closes))


def at(zone: str, day: int, clock: str) -> datetime:
    """A moment of the week that begins on Monday the 23rd, given in UTC as a server has it."""
    local = datetime.combine(MONDAY.replace(day=23 + day), time.fromisoformat(clock), ZoneInfo(zone))
    return local.astimezone(UTC)


def test_without_hours_a_business_is_always_open() -> None:
    assert is_open((), MADRID, at(MADRID, 6, "03:00"))


@pytest.mark.parametrize(
    ("clock", "open_"),
    [("08:59", False), ("09:00", True), ("13:59", True), ("14:00", False), ("16:59", False), ("17:00", True)],
)
def test_a_day_may_have_several_stretches_and_their_end_is_outside(clock: str, open_: bool) -> None:
    hours = (stretch(0, "09:00", "14:00"), stretch(0, "17:00", "20:00"))
    assert is_open(hours, MADRID, at(MADRID, 0, clock)) is open_


def test_the_other_days_are_closed() -> None:
    assert not is_open((stretch(0, "09:00", "14:00"),), MADRID, at(MADRID, 1, "10:00"))


@pytest.mark.parametrize(
    ("day", "clock", "open_"),
    [
        (6, "21:59", False),
        (6, "22:00", True),
        (6, "23:59", True),
        (0, "00:00", True),
        (0, "01:59", True),
        (0, "02:00", False),
    ],
)
def test_a_stretch_over_midnight_goes_on_the_next_day_also_from_sunday_to_monday(
    day: int, clock: str, open_: bool
) -> None:
    assert is_open((stretch(6, "22:00", "02:00"),), MADRID, at(MADRID, day, clock)) is open_


def test_midnight_to_midnight_is_the_whole_day_and_no_more() -> None:
    hours = (stretch(2, "00:00", "00:00"),)
    assert [
        is_open(hours, MADRID, at(MADRID, day, clock)) for day, clock in ((2, "00:00"), (2, "23:59"), (3, "00:00"))
    ] == [
        True,
        True,
        False,
    ]


def test_the_clock_is_the_businesss_not_the_servers() -> None:
    moment = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)  # Sunday 20:30 in Mexico, Monday 3:30 in Madrid
    hours = (stretch(6, "20:00", "21:00"),)
    assert is_open(hours, MEXICO, moment)
    assert not is_open(hours, MADRID, moment)


def test_opening_time_stays_on_the_wall_clock_when_summer_time_begins_and_ends() -> None:
    hours = tuple(stretch(day, "09:00", "14:00") for day in range(7))
    for before, after in (((2026, 3, 28, 8), (2026, 3, 29, 7)), ((2026, 10, 24, 7), (2026, 10, 25, 8))):
        for year, month, day, hour in (before, after):
            assert is_open(hours, MADRID, datetime(year, month, day, hour, 0, tzinfo=UTC))
            assert not is_open(hours, MADRID, datetime(year, month, day, hour - 1, 59, tzinfo=UTC))


def test_an_hour_the_clock_skips_is_skipped_and_one_it_shows_twice_is_open_twice() -> None:
    hours = (stretch(6, "02:00", "03:00"),)
    spring = [is_open(hours, MADRID, datetime(2026, 3, 29, hour, 30, tzinfo=UTC)) for hour in (0, 1)]
    autumn = [is_open(hours, MADRID, datetime(2026, 10, 25, hour, 30, tzinfo=UTC)) for hour in (0, 1, 2)]
    assert (spring, autumn) == ([False, False], [True, True, False])


@pytest.mark.parametrize(
    ("hours", "overlap"),
    [
        ((stretch(0, "09:00", "14:00"), stretch(0, "14:00", "18:00")), False),
        ((stretch(0, "09:00", "14:00"), stretch(0, "13:59", "18:00")), True),
        ((stretch(6, "22:00", "02:00"), stretch(0, "01:00", "03:00")), True),
        ((stretch(6, "22:00", "02:00"), stretch(0, "02:00", "03:00")), False),
        ((stretch(3, "00:00", "00:00"), stretch(4, "00:00", "00:00")), False),
    ],
)
def test_stretches_that_overlap_are_noticed_also_over_the_end_of_the_week(
    hours: tuple[Stretch, ...], overlap: bool
) -> None:
    assert overlapping(hours) is overlap
