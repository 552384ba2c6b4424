"""Claims of dates and days of the week: "3 de diciembre", "03/12", "el lunes 3", "pasado mañana", "lunes a viernes"."""

import re
from typing import Final

from recado.agent.grounding.claim import Day, Found
from recado.agent.grounding.schedule_words import DAYS, LETTERS, MONTHS, SHORT_DAYS, SHORT_DAYS_ENGLISH

_DAY, _MONTH = r"(?:3[01]|[12]\d|0?[1-9])", "|".join(sorted(MONTHS, key=len, reverse=True))
_ISO = re.compile(
    r"(?<!\d)(?P<y>20\d\d)-(?P<m>1[0-2]|0?[1-9])-(?P<d>3[01]|[12]\d|0?[1-9])"
    r"(?:[t ](?P<h>[01]\d|2[0-3]):(?P<min>[0-5]\d)(?::[0-5]\d(?:\.\d{1,9})?)?(?:z|[+-]\d\d:?\d\d)?)?(?!\d)"
)
_NUMERIC = re.compile(
    r"(?<![\d/.,$-])(?P<a>\d\d?)(?P<by>[/.-])(?P<b>\d\d?)(?:(?P=by)(?P<y>20\d\d|\d\d))?(?![\d/%]|[.,-]\d)"
)
_SPOKEN = re.compile(
    rf"(?<![\d:.,/$])(?P<more>(?:{_DAY}(?:, ?| ?(?:y|al|a|-|o|and) ?(?:el )?)){{0,5}})(?P<d>{_DAY})(?:ro"
    r"|ero|st|nd|rd|th|º)?"
    rf" ?(?:del? (?:mes de )?|of )?(?P<m>{_MONTH})\b\.?(?:,? (?:del? )?(?:ano )?(?P<y>20\d\d))?"
)
_MONTH_FIRST = re.compile(
    rf"\b(?P<m>{_MONTH})\.? (?P<d>{_DAY})(?:st|nd|rd|th)?(?![\d:/%$]|[.,]\d)(?:,? (?P<y>20\d\d))?"
)
_DAY_OF_MONTH = re.compile(r"\b(?:el |del |al )?dia (?P<d>3[01]|[12]\d|0?[1-9])(?![\d:/%]|[.,]\d)")
_NAMES = "|".join(DAYS)
_WITH_DAY = re.compile(
    rf"\b(?P<name>{_NAMES}),? (?:el )?(?:dia )?(?P<d>{_DAY})(?![\d:/%a-z$]|[.,]\d| ?(?:[ap]\.? ?m\b|hs?\b"
    r"|hrs?\b|horas\b|-)| a \d| de la [mtn])"
)
_SHORT = "|".join([*SHORT_DAYS, *SHORT_DAYS_ENGLISH])
_RANGE = re.compile(
    rf"\b(?P<a>{_NAMES}|{_SHORT})\.?(?: ?- ?| (?:a|al|to|through|hasta el|hasta) (?:los? )?)(?P<b>{_NAMES}"
    rf"|{_SHORT})\b\.?"
)
_LETTERS = re.compile(r"\b(?P<a>l)(?: ?- ?| a )(?P<b>[vsd])\b")
_NAME = re.compile(
    rf"\b(?P<name>{_NAMES})\b|\b(?P<short>{_SHORT})(?=\.|:| ?[-/,] ?(?:{_SHORT})\b| \d| y (?:{_SHORT})\b)"
)
_GROUPS: Final = (
    (
        re.compile(
            r"(?<!buen )(?<!lindo )(?<!feliz )(?<!bonito )(?<!excelente )\bfin(?:es)? de semana\b" r"|\bweekends?\b"
        ),
        (5, 6),
    ),
    (re.compile(r"\bentre semana\b|\bdias habiles de la semana\b|\bweekdays\b"), (0, 1, 2, 3, 4)),
    (re.compile(r"\btodos los dias\b|\bevery day\b|\b7 dias (?:a|de) la semana\b"), (0, 1, 2, 3, 4, 5, 6)),
)
_RELATIVE = re.compile(
    r"\bpasado manana\b|\bday after tomorrow\b|\bmanana\b|\btomorrow\b|\bhoy\b(?! en dia)|\btoday\b|\btonight\b"
    r"|\besta (?:tarde|noche)\b"
)
_NO_TOMORROW = ("la ", "las ", "esta ", "media ", "misma ", "cada ")
_FRACTIONS = frozenset({(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 8)})
_ALWAYS = (24, 7)
_SET = re.compile(r"\b(?:el|del|al|dia|fecha|on)[ :]*$")


def find_dates(found: Found) -> None:
    """Finds dates, days of the week, and today, tomorrow and the day after."""
    reading = found.reading
    reading.taken([_iso(found, match) for match in reading.take(_ISO)])
    reading.taken([match.span() for match in reading.take(_NUMERIC) if _numeric(found, match)])
    for pattern in (_SPOKEN, _MONTH_FIRST):
        reading.taken([match.span() for match in reading.take(pattern) if _spoken(found, match)])
    spans = []
    for match in reading.take(_WITH_DAY):
        found.add("weekday", DAYS[match["name"]], match.span("name"))
        found.add("date", (Day(int(match["d"])),), match.span("d"))
        spans.append(match.span())
    reading.taken(spans)
    spans = []
    for match in reading.take(_DAY_OF_MONTH):
        found.add("date", (Day(int(match["d"])),), match.span("d"))
        spans.append(match.span())
    reading.taken(spans)
    _weekdays(found)
    for match in reading.take(_RELATIVE):
        if (relative := _relative(match)) is not None:
            found.add("date", relative, match.span())


def _iso(found: Found, match: re.Match[str]) -> tuple[int, int]:
    found.add("date", (Day(int(match["d"]), int(match["m"]), int(match["y"])),), (match.start(), match.end("d")))
    if match["h"]:
        minutes = int(match["h"]) * 60 + int(match["min"])
        found.add("time", frozenset({minutes}), (match.start("h"), match.end("min")))
    return match.span()


def _numeric(found: Found, match: re.Match[str]) -> bool:
    """Day first, as Spanish writes; month first only where that is the one way to read it."""
    a, b = int(match["a"]), int(match["b"])
    if match["by"] != "/" and not match["y"]:
        return False
    if (a, b) == _ALWAYS and not match["y"]:
        found.add("offer", "24/7", match.span())
        return True
    if (
        (a, b) in _FRACTIONS
        and not match["y"]
        and not _SET.search(match.string[max(0, match.start() - 8) : match.start()])
    ):
        return False
    year = _year(match["y"])
    if 1 <= a <= 31 and 1 <= b <= 12:
        found.add("date", (Day(a, b, year),), match.span())
    elif 1 <= a <= 12 and 1 <= b <= 31:
        found.add("date", (Day(b, a, year),), match.span())
    else:
        return False
    return True


def _year(written: str | None) -> int | None:
    return None if written is None else int(written) + (2000 if len(written) == 2 else 0)


def _spoken(found: Found, match: re.Match[str]) -> bool:
    month, year, groups = MONTHS[match["m"]], _year(match["y"]), match.groupdict()
    if match["m"] in _ALSO_WORDS and not year:
        before = match.string[max(0, match.start("m") - 4) : match.start("m")]
        if match["m"] in _NEVER_FIRST if "more" not in groups else not before.endswith(_OF):
            return False
    for each in re.finditer(r"\d+", groups.get("more") or ""):
        at = match.start("more") + each.start()
        found.add("date", (Day(int(each[0]), month, year),), (at, at + len(each[0])))
    first = match.start("d") if groups.get("more") is not None else match.start()
    found.add("date", (Day(int(match["d"]), month, year),), (first, match.end()))
    return True


_ALSO_WORDS = frozenset({"may", "mar", "set"})  # "3 may be", "3 set": months only after "de", "of" or "3rd"
_NEVER_FIRST = frozenset({"mar", "set"})
_OF = ("de ", "of ", "th ", "st ", "nd ", "rd ")


def _weekdays(found: Found) -> None:
    reading = found.reading
    for pattern in (_RANGE, _LETTERS):
        spans = []
        for match in reading.take(pattern):
            first, last = _named(match["a"]), _named(match["b"])
            for step in range((last - first) % 7 + 1):
                found.add("weekday", (first + step) % 7, match.span())
            spans.append(match.span())
        reading.taken(spans)
    for match in reading.take(_NAME):
        if match.string[max(0, match.start() - 6) : match.start()] == "santo " and match["name"] == "domingo":
            continue  # a city
        found.add("weekday", _named(match["name"] or match["short"]), match.span())
    for pattern, days in _GROUPS:
        for match in reading.take(pattern):
            for day in days:
                found.add("weekday", day, match.span())


_BY_NAME: Final = {**DAYS, **SHORT_DAYS, **SHORT_DAYS_ENGLISH, **LETTERS}


def _named(name: str) -> int:
    return _BY_NAME[name]


def _relative(match: re.Match[str]) -> str | None:
    said = match[0]
    if said == "manana" and match.string[max(0, match.start() - 7) : match.start()].endswith(_NO_TOMORROW):
        return None
    if said in ("pasado manana", "day after tomorrow"):
        return "after_tomorrow"
    return "tomorrow" if said in ("manana", "tomorrow") else "today"
