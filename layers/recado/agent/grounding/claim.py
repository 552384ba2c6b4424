"""What a claim of a text is: its kind, its value, and where it stands."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from recado.agent.grounding.reading import Reading, Sentence

Kind = Literal[
    "money",
    "percent",
    "offer",
    "stock",
    "time",
    "date",
    "weekday",
    "duration",
    "digits",
    "number",
    "available",
    "effect",
]
Value = Decimal | str | int | frozenset[int] | tuple["Day", ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a calendar. month is None when only the day was said ("el lunes 3"), year when only day and month."""

    day: int
    month: int | None = None
    year: int | None = None

    def fits(self, when: date) -> bool:
        """Whether this may be that date."""
        return (
            when.day == self.day
            and (self.month is None or when.month == self.month)
            and (self.year is None or when.year == self.year)
        )


@dataclass(frozen=True, slots=True)
class Claim:
    """Something a text states that can be compared.

    value: an amount (money, percent, stock, number), minutes of the day it may be (time), days it may be (date, also
    "today", "tomorrow", "after_tomorrow"), 0 for Monday to 6 (weekday), digits, or a word for what is claimed.
    start, end: in the text. currency: None for the business's own. priced: a price word stands right before it.
    sure: False for a bare number in a sentence about prices, which may be another number; for how long something takes,
    unless its sentence is about deliveries, warranties and the like; for a number with a unit or label ("128GB"); and
    for stock that may be something else ("contamos con 3 especialistas").
    """

    kind: Kind
    value: Value
    start: int
    end: int
    said: str
    sentence: int
    currency: str | None = None
    priced: bool = False
    sure: bool = True


@dataclass(slots=True)
class Found:
    """The claims found in a reading so far."""

    reading: Reading
    currency: str
    claims: list[Claim] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._starts = [sentence.start for sentence in self.reading.sentences]

    def add(
        self,
        kind: Kind,
        value: Value,
        span: tuple[int, int],
        currency: str | None = None,
        *,
        priced: bool = False,
        sure: bool = True,
    ) -> None:
        """Adds a claim that stands at the span of the digits' text."""
        start, end = self.reading.digits.span(*span)
        at = bisect_right(self._starts, span[0]) - 1
        said = self.reading.text[start:end]
        self.claims.append(Claim(kind, value, start, end, said, at, currency, priced, sure))

    def sentence(self, at: int) -> Sentence:
        """Returns the sentence around a place of the digits' text."""
        return self.reading.sentences[bisect_right(self._starts, at) - 1]
