"""Days and times that belong together in a text: "lunes a viernes de 9 a 6, sábados de 9 a 2"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from recado.agent.grounding.claim import Claim, Day

ANY_DAY: Final = "*"
RELATIVE: Final = {"today": 0, "tomorrow": 1, "after_tomorrow": 2}
_OLDEST = timedelta(days=90)  # a date without its year is at most so old, else next year's
_MONTHS_AHEAD = 3
# What may stand between a day of the week and the date it names: "el lunes, 3 de diciembre", "mañana es martes".
_SAME_DAY = re.compile(r"[\s,(:*_-]*(?:(?:el|es|dia|the|is|on|proximo|este|de|del) ?)*[\s*_]*")


@dataclass(frozen=True, slots=True)
class Named:
    """One day as a sentence names it, maybe twice ("el lunes 3").

    when: the date it is, where that can be told; month_day: as in 12-24.
    """

    claims: tuple[Claim, ...]
    weekday: int | None
    when: date | None
    month_day: str | None

    def keys(self) -> frozenset[str]:
        """Returns the names by which opening hours may know this day."""
        keys = {str(self.weekday)} if self.weekday is not None else set()
        if self.when is not None:
            keys |= {str(self.when.weekday()), f"{self.when:%m-%d}"}
        return frozenset(keys | ({self.month_day} if self.month_day else set()))


def date_of(value: object, today: date) -> date | None:
    """Returns the date a claim means, seen from today; None when there is no such day."""
    if isinstance(value, str):
        return today + timedelta(days=RELATIVE[value])
    if not (isinstance(value, tuple) and value):
        return None
    day: Day = value[0]
    if day.month is None:
        months = (_month(today, ahead) for ahead in range(_MONTHS_AHEAD))
        dates = (_date(year, month, day.day) for year, month in months)
        return next((each for each in dates if each is not None and each >= today), None)
    if day.year is not None:
        return _date(day.year, day.month, day.day)
    years = (_date(today.year + ahead, day.month, day.day) for ahead in range(-1, 5))
    return next((each for each in years if each is not None and each >= today - _OLDEST), None)


def _month(today: date, ahead: int) -> tuple[int, int]:
    months = today.month - 1 + ahead
    return today.year + months // 12, months % 12 + 1


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def named_days(claims: list[Claim], plain: str, today: date | None) -> list[Named]:
    """Returns the days that dates and days of the week of a sentence name, in its order.

    plain: the folded text. Neighbours that name one day are one. today: None in a text whose day is not known.
    """
    days: list[list[Claim]] = []
    for claim in claims:
        last = days[-1][-1] if days else None
        other = last is not None and not _same_kind(days[-1], claim) and claim.start >= last.end
        if last is not None and other and _SAME_DAY.fullmatch(plain, last.end, claim.start):
            days[-1].append(claim)
        else:
            days.append([claim])
    return [_named(each, today) for each in days]


def _same_kind(day: list[Claim], claim: Claim) -> bool:
    """Whether the day has such a claim already. Several days of the week at one place are a range: none joins."""
    return any(_sort(each) == _sort(claim) for each in day)


def _sort(claim: Claim) -> str:
    return "relative" if isinstance(claim.value, str) else claim.kind


def _named(claims: list[Claim], today: date | None) -> Named:
    weekday = next((claim.value for claim in claims if isinstance(claim.value, int)), None)
    exact = next((claim.value for claim in claims if isinstance(claim.value, tuple)), None)
    relative = next((claim.value for claim in claims if isinstance(claim.value, str)), None)
    when = date_of(exact or relative, today) if today is not None else None
    month_day = f"{exact[0].month:02}-{exact[0].day:02}" if exact and exact[0].month else None
    return Named(tuple(claims), weekday, when, month_day)


def paired(items: list[Named | Claim], carried: list[Named], plain: str) -> Iterator[tuple[Claim, list[Named]]]:
    """Yields each time with the days it belongs to, of a sentence's days and times in their order.

    Days lead their times, unless the sentence begins with a time ("de 9 a 6 los lunes"). carried: days of the sentences
    before, for one that has none. plain: the folded text.
    """
    groups: list[list[Named]] = []
    times: list[list[Claim]] = []
    for item in items:
        if isinstance(item, Named):
            if not groups or times[-1] or (groups[-1] and not _listed(groups[-1][-1], item, plain)):
                groups.append([])
                times.append([])
            groups[-1].append(item)
        else:
            if not groups:
                groups.append([])
                times.append([])
            times[-1].append(item)
    if groups and not groups[0] and len(groups) > 1:  # times first: each group of times belongs to the days after it
        groups = [*groups[1:], groups[-1]]
    for days, told in zip(groups, times, strict=True):
        for time in told:
            yield time, days or carried


_LIST = re.compile(r"[\s,/*_-]*(?:(?:y|o|e|u|a|al|and|or|to|el|los|las?|de|del|dias?|the) ?){0,3}[\s*_]*")


def _listed(last: Named, day: Named, plain: str) -> bool:
    """Whether two days are of one list ("viernes y sábados") or range."""
    end, start = max(claim.end for claim in last.claims), day.claims[0].start
    return start < end or _LIST.fullmatch(plain, end, start) is not None
