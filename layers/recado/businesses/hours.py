"""Business hours: stretches of the week on the clock of the business's timezone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import Final, Literal
from zoneinfo import ZoneInfo

DAYS: Final = {
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS: dict[str, tuple[str, ...]] = {
    "es": (
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Open from `opens` on `day` (0: Monday) until `closes`: on that day, or on the next when it is not later.

    `closes` is not part of it. 00:00 to 00:00 is the whole day.
    """

    day: int
    opens: time
    closes: time


def is_open(hours: Sequence[Stretch], timezone: str, moment: datetime) -> bool:
    """Returns whether the wall clock at `moment` shows a time within the hours. Without any, always.

    An hour that the clock skips in spring is skipped here, one that it shows twice in autumn is open both times.
    """
    local = moment.astimezone(ZoneInfo(timezone))
    clock, today, yesterday = local.time(), local.weekday(), (local.weekday() - 1) % 7
    return not hours or any(_covers(stretch, clock, today, yesterday) for stretch in hours)


def next_opening(hours: Sequence[Stretch], timezone: str, moment: datetime) -> datetime:
    """When it opens next after `moment`; a week later when the clock never shows an opening time."""
    local = moment.astimezone(ZoneInfo(timezone))
    openings = []
    for ahead in range(9):
        day = local.date() + timedelta(days=ahead)
        for stretch in hours:
            if stretch.day == day.weekday():
                opens = datetime.combine(day, stretch.opens, ZoneInfo(timezone)).astimezone(UTC)
                openings += [opens] if opens > moment and is_open(hours, timezone, opens) else []
    return min(openings, default=moment + timedelta(days=7))


def _covers(stretch: Stretch, clock: time, today: int, yesterday: int) -> bool:
    overnight = stretch.closes <= stretch.opens
    if stretch.day == today and clock >= stretch.opens and (overnight or clock < stretch.closes):
        return True
    return overnight and stretch.day == yesterday and clock < stretch.closes


def overlapping(hours: Sequence[Stretch]) -> bool:
    """Returns whether some minute of the week is in two stretches."""
    parts = sorted(part for stretch in hours for part in _parts(stretch))
    return any(before[1] > after[0] for before, after in pairwise(parts))


def _parts(stretch: Stretch) -> list[tuple[int, int]]:
    """Returns the stretch in minutes of the week, cut where the week ends."""
    begin = stretch.day * 1440 + stretch.opens.hour * 60 + stretch.opens.minute
    end = stretch.day * 1440 + stretch.closes.hour * 60 + stretch.closes.minute
    end += 1440 if stretch.closes <= stretch.opens else 0
    return [(begin, end)] if end <= 10080 else [(begin, 10080), (0, end - 10080)]


def spoken_hours(hours: Sequence[Stretch], language: Literal["es", "en"] = "es") -> str:
    """Returns the hours as text, a line for days that have the same: `lunes, martes: 09:00 a 18:00`."""
    of_day: dict[int, list[str]] = {}
    to = "a" if language == "es" else "to"
    for stretch in sorted(hours, key=lambda each: (each.day, each.opens)):
        of_day.setdefault(stretch.day, []).append(f"{stretch.opens:%H:%M} {to} {stretch.closes:%H:%M}")
    days_of: dict[str, list[str]] = {}
    for day, stretches in of_day.items():
        days_of.setdefault(", ".join(stretches), []).append(DAYS[language][day])
    return "\n".join(f"{', '.join(days)}: {stretches}" for stretches, days in days_of.items())
