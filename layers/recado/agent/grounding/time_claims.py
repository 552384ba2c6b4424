"""Claims of clock times: "10:30", "5 pm", "a la una", "las cinco y media de la tarde", "de 9 a 6"."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from recado.agent.grounding.claim import Found
from recado.agent.grounding.schedule_words import speaks_of_hours

NOON: Final = 12 * 60
DAY: Final = 24 * 60
LONGEST_RANGE: Final = 14 * 60  # "de 9 a 18" begins in the morning: from 21 it would be longer
_PART = (
    r"(?: ?(?P<half>[ap])\. ?m\b\.?| ?(?P<glued>[ap])m\b| ?(?P<clock>hs|h|hrs?|horas)\b\.?"
    r"| (?:de|por|en) la (?P<part>manana|tarde|noche|madrugada)\b"
    r"| (?:in the|at) (?P<english>morning|afternoon|evening|night)\b| del? (?P<noon>mediodia|dia)\b)"
)
_HOUR = r"(?:2[0-4]|[01]?\d)(?!\d)"
_TIME = re.compile(
    rf"(?<![a-z\d$#/€])(?<!\d[:.,/])(?P<h>{_HOUR}|una\b)(?:(?P<mark>[:.h])(?P<m>[0-5]\d)(?![\d%]"
    r"|[.,:]\d)(?::[0-5]\d)?)?"
    r"(?![.,:/']\d| ?%)"
    r"(?(m)|(?: y (?P<past>media|cuarto|[1-5]\d)\b(?![:.]\d| ?(?:por|%|pesos|min|[a-z]{4,}))| menos "
    r"(?P<less>cuarto|\d\d?)\b)?)"
    rf"(?: en punto)?{_PART}?"
)
_WORDS_AFTER = (
    "y|o|u|a|al|en|de|del|hasta|para|con|el|los|la|las|hoy|manana|pasado|este|esta|por|si|que|te|le|nos"
    "|se|lunes|martes|"
    "miercoles|jueves|viernes|sabados?|domingos?|es|ya|cuando|como|sin|ni|pero|mas|on|and|or|to|until|at|for|tomorrow|"
    "today|puntual|gracias|aprox|aproximadamente|tu|esperamos|estamos|cerramos|abrimos|sharp|is|are|we|hora|works?|va|"
    "le|queda|esta|estan|disponibles?|horas?|hrs?"
)
_NO_NOUN = re.compile(rf" *(?:$|[^\sa-z\d:/%$.,]|[.,](?!\d)|\n|(?:{_WORDS_AFTER})\b)")
_NO_THINGS = re.compile(
    rf" *+(?:(?:{_WORDS_AFTER})\b|(?![\d:/%$])(?!(?:[a-z]+s|[a-z]+ de cada)\b))"
)  # "a las 5 personas"
_LED = re.compile(
    r"\b(?:a|hasta|desde|antes de|despues de|sobre|tipo|como a|siempre a|es a) las? $"
    r"|\b(?:at|until|till|by|from|before|after|around) $"
)
_LED_LOOSELY = re.compile(r"\blas? $")
_BETWEEN = re.compile(r"\b(?:entre|between) (?:las? )?$")
_AND_ANOTHER = re.compile(rf" (?:y|and) (?:las? )?{_HOUR}")
_CONTINUES = re.compile(
    r"(?P<link>,| ?[oyu]| ?(?P<range>a|-|hasta|to|until|till)| and| or|/) ?(?:a )?(?:las? |de |from )?"
)
_AHEAD = re.compile(
    rf" ?(?:a|-|to|hasta) ?(?:las? )?(?P<h2>{_HOUR})(?P<m2>:[0-5]\d)?(?P<sure> ?[ap]\. ?m\b\.?| ?[ap]m\b| de la [mtn])?"
)
_MIDDAY = re.compile(r"\b(?:al?|hasta|desde)(?: el)? (?:mediodia|medio dia)\b|\b(?:at|until|by) noon\b")
_MIDNIGHT = re.compile(r"\b(?:a|hasta|desde)(?: la)? medianoche\b|\b(?:at|until|by) midnight\b")
_VERB = re.compile(r"\b(?:(?P<opens>abr[a-z]+|opens?)|(?:cerr|cierr)[a-z]+|closes?)\b(?=[^.\n]{0,20}$)")
_LOOK_BACK = 30


@dataclass(slots=True)
class _Time:
    start: int
    end: int
    may_be: frozenset[int]
    link: str  # how it follows the one before: "range", "list" or nothing
    late: bool  # an hour after 12


def find_times(found: Found) -> None:
    """Finds clock times; a time without its half of the day may be either, unless a range or a verb says which."""
    reading = found.reading
    times: list[_Time] = []
    for match in reading.take(_TIME):
        link = _link(times[-1], match) if times else ""
        if link or _is_time(found, match):
            times.append(_Time(match.start(), match.end(), _minutes(match, link), link, _is_late(match)))
    for first, second in pairwise(times):
        if second.link == "range" and second.late:  # "de 7 a 21": both count to 24
            first.may_be = frozenset({min(first.may_be)})
        elif second.link == "range":
            first.may_be, second.may_be = _range(first.may_be, second.may_be)
    for time in times:
        found.add("time", time.may_be, (time.start, time.end))
    reading.taken([(time.start, time.end) for time in times])
    for pattern, minutes in ((_MIDDAY, NOON), (_MIDNIGHT, 0)):
        for match in reading.take(pattern):
            found.add("time", frozenset({minutes}), match.span())


def _is_late(match: re.Match[str]) -> bool:
    return match["h"].isdigit() and int(match["h"]) > 12


def _link(last: _Time, match: re.Match[str]) -> str:
    """How a number continues the times before it: "de 9 a 6", "a las 10, 11 y 12"."""
    if match.start() - last.end > 14:
        return ""
    between = _CONTINUES.fullmatch(match.string, last.end, match.start())
    if between is None or not (match["m"] or _part(match) or _NO_NOUN.match(match.string, match.end())):
        return ""
    return "range" if between["range"] else "list"


def _part(match: re.Match[str]) -> str:
    return match["half"] or match["glued"] or match["part"] or match["english"] or match["noon"] or ""


def _is_time(found: Found, match: re.Match[str]) -> bool:
    text, una = match.string, match["h"] == "una"
    if match["mark"] in (":", "h") or (_part(match) and not una):
        return True
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    led = _led(match, before) if before.endswith(_LEADS) else None
    return led if led is not None else not una and _is_paired(found, match, before)


def _is_paired(found: Found, match: re.Match[str], before: str) -> bool:
    """Whether another time follows: "de 9 a 6" where hours are spoken of, "9 a 18:30", "entre las 4 y las 6"."""
    text = match.string
    if before.endswith(_AMONG) and _BETWEEN.search(before) and _AND_ANOTHER.match(text, match.end()):
        return before.endswith("las ") or speaks_of_hours(found.sentence(match.start()).text)
    ahead = _AHEAD.match(text, match.end())
    if ahead is None:
        return bool(match["m"] and match["clock"])
    if ahead["m2"] or ahead["sure"] or before.endswith("de las "):
        return True
    return bool(_NO_NOUN.match(text, ahead.end())) and speaks_of_hours(found.sentence(match.start()).text)


_LEADS = ("la ", "las ", "at ", "until ", "till ", "by ", "from ", "before ", "after ", "around ")
_AMONG = ("entre ", "entre las ", "between ")


def _led(match: re.Match[str], before: str) -> bool | None:
    """Whether words before make a number a time, or none of one ("a las 5 personas"); None when they say nothing."""
    told = match["past"] or match["less"] or match["m"] or _part(match)
    if told and _LED_LOOSELY.search(before):
        return True
    if not _LED.search(before):
        return None
    spoken = before.endswith(("las ", "la "))
    if match["h"] == "una":
        return spoken
    return (_NO_THINGS if spoken else _NO_NOUN).match(match.string, match.end()) is not None


def _minutes(match: re.Match[str], link: str) -> frozenset[int]:
    """The minutes of the day a time may be."""
    written = match["h"]
    hour = 1 if written == "una" else int(written)
    minute = int(match["m"] or 0)
    if past := match["past"]:
        minute = {"media": 30, "cuarto": 15}.get(past) or int(past)
    shift = -{"cuarto": 15}.get(match["less"], 0) if match["less"] else 0
    if match["less"] and match["less"] != "cuarto":
        shift = -int(match["less"])
    hours = _hours(hour, _part(match), exact=written.startswith("0") and bool(match["m"]))
    if len(hours) == 2 and not link:
        before = match.string[max(0, match.start() - _LOOK_BACK) : match.start()]
        verb = next(iter([*_VERB.finditer(before)][-1:]), None)  # shops open in the morning
        if verb and (not verb["opens"] or hour >= 5):
            hours = hours[:1] if verb["opens"] else hours[1:]
    return frozenset((each * 60 + minute + shift) % DAY for each in hours)


_EARLY = frozenset({"a", "morning", "madrugada"})
_LATE = frozenset({"p", "tarde", "afternoon", "evening"})


def _hours(hour: int, part: str, *, exact: bool) -> list[int]:
    """The hours of the day that an hour may be, given what was said of it."""
    if part in _EARLY:
        return [hour % 12 if hour <= 12 else hour]
    if part in _LATE:
        return [hour % 12 + 12]
    if part in ("noche", "night") and hour <= 12:
        return [hour % 12 + (12 if 5 <= hour < 12 else 0)]
    if part in ("mediodia", "dia"):
        return [hour + 12 if hour <= 4 else hour]
    if part or exact or hour > 12 or hour == 0:
        return [hour % 24]
    return [12, 0] if hour == 12 else [hour, hour + 12]


def _range(first: frozenset[int], second: frozenset[int]) -> tuple[frozenset[int], frozenset[int]]:
    """What the ends of a range may be: "de 9 a 6" is 9 to 18, "de 4 a 8" 16 to 20."""
    if len(first) == 2 and len(second) == 2:
        early = min(first)
        start = early if early >= 6 * 60 or NOON in first else max(first)
        start = NOON if NOON in first else start
        return frozenset({start}), frozenset({min(second, key=lambda end: (end - start) % DAY or DAY)})
    if len(first) == 2:
        (end,) = second
        near = frozenset(start for start in first if (end - start) % DAY <= LONGEST_RANGE)
        return near or first, second
    if len(second) == 2:
        (start,) = first
        return first, frozenset({min(second, key=lambda end: (end - start) % DAY or DAY)})
    return first, second
