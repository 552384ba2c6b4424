"""Reports of a business, and filling the figures they are made of."""

import time
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from recado.activity.model import Actor
from recado.businesses import service as businesses
from recado.kernel.errors import Invalid
from recado.kernel.words import Words
from recado.platform.db import database
from recado.reports import store
from recado.reports.model import (
    Count,
    DayFigures,
    Figures,
    HourFigures,
    MemberFigures,
    NumberFigures,
    Report,
    Reported,
    Today,
    WeekHour,
    figures_of,
)

Key = TypeVar("Key")

MOST_DAYS = 366
FIRST_YEAR, LAST_YEAR = 2000, 2099  # a calendar ends where days before its beginning are asked for
USUAL_WEEKS = 4
RECENT_DAYS = 8
BATCH = 5_000
OVERLAP_SECONDS = 900
WORK_SECONDS = 20


def report(actor: Actor, first: date, last: date, part: Reported) -> Report:
    """Returns the figures of these days, in the business's zone. Raises Invalid where they are none or too many."""
    if not FIRST_YEAR <= first.year <= last.year <= LAST_YEAR and first <= last:
        raise Invalid.of_field("first", Words("esa fecha no es de este siglo", "that date is not of this century"))
    length = (last - first).days + 1
    if not 1 <= length <= MOST_DAYS:
        raise Invalid.of_field("last", Words(f"de 1 a {MOST_DAYS} días", f"from 1 to {MOST_DAYS} days"))
    with database().acting(actor) as tx:
        zone = businesses.business_of(tx).timezone
        counts = store.counts(tx, first, last, zone, part)
        earlier = store.counts(tx, first - timedelta(length), first - timedelta(1), zone, part)
        numbers = store.numbers(tx)
        of_members = [each for each in counts if each.by == "member"]
        names = store.names(tx, list({each.member_id for each in of_members if each.member_id}))
    days = _grouped((each.day, each) for each in counts if each.by == "day")
    by_number = _grouped((each.instance_id, each) for each in counts if each.by == "number" and each.instance_id)
    return Report(
        first,
        last,
        zone,
        total=figures_of(each for each in counts if each.by == "day"),
        before=figures_of(each for each in earlier if each.by == "day"),
        days=[DayFigures(day, days.get(day, Figures())) for day in _days(first, last)],
        members=[
            MemberFigures(who, names.get(who) if who else None, figures)
            for who, figures in _members(of_members).items()
        ],
        numbers=[NumberFigures(number, numbers.get(number), figures) for number, figures in by_number.items()],
        hours=[
            WeekHour(each.weekday, each.hour, each.amount)
            for each in counts
            if each.by == "week" and each.weekday is not None and each.hour is not None
        ],
    )


def today(actor: Actor) -> Today:
    """Returns the figures of the day so far, beside those of the same weekday of the weeks before."""
    with database().acting(actor) as tx:
        zone = businesses.business_of(tx).timezone
        day, now = store.clock(tx, zone)
        counts = store.by_hour(tx, day - timedelta(7 * USUAL_WEEKS), day, zone)
    hour = now.astimezone(ZoneInfo(zone)).hour
    same = {day - timedelta(7 * week) for week in range(1, USUAL_WEEKS + 1)}
    usual = [each for each in counts if each.day in same]
    usual_days = len({each.day for each in usual})
    days = _grouped((each.day, each) for each in counts if each.day)
    hours = _grouped((each.hour, each) for each in counts if each.day == day)
    usual_hours = _grouped((each.hour, each) for each in usual)
    return Today(
        day,
        now,
        total=days.get(day, Figures()),
        usual=figures_of(each for each in usual if each.hour is not None and each.hour <= hour),
        usual_days=usual_days,
        hours=[_hour(each, hours, usual_hours, usual_days) for each in range(24)],
        days=[DayFigures(each, days.get(each, Figures())) for each in _days(day - timedelta(RECENT_DAYS - 1), day)],
    )


def fill_due() -> int:
    """Counts what came since it last ran, in steps, for twenty seconds at most. Returns how many messages it looked at.

    For the schedule. A run that dies loses its last step only, and the next one does it again.
    """
    since: UUID | None = None
    looked_at = 0
    until = time.monotonic() + WORK_SECONDS
    while time.monotonic() < until:
        with database().worker() as tx:
            step = store.fill(tx, since, BATCH, OVERLAP_SECONDS)
        if step is None:
            break
        since, amount = step
        looked_at += amount
        if amount < BATCH:
            break
    return looked_at


def _hour(hour: int, hours: dict[int | None, Figures], usual: dict[int | None, Figures], days: int) -> HourFigures:
    figures = hours.get(hour, Figures())
    mean = usual[hour].conversations / days if hour in usual else 0.0
    return HourFigures(hour, figures.agent, figures.people, figures.nobody, round(mean, 1))


def _members(counts: list[Count]) -> dict[UUID | None, Figures]:
    """Returns the figures of each member, and under None those of the phone; what the agent did is nobody's."""
    of_people = ("out_person", "out_phone", "talk_person", "talk_phone", "first_person", "first_phone", "resolution")
    return _grouped((each.member_id, each) for each in counts if each.kind in of_people)


def _grouped(counts: Iterable[tuple[Key, Count]]) -> dict[Key, Figures]:
    groups: dict[Key, Figures] = defaultdict(Figures)
    for key, count in counts:
        groups[key].add(count)
    return dict(groups)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(each) for each in range((last - first).days + 1)]
