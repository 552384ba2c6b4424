"""Reading numbers in Spanish and English text: words to digits, and what thousand and decimal marks mean."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from recado.agent.grounding.folding import folded
from recado.agent.grounding.number_words import (
    HALVED,
    NO_NUMBER_AFTER,
    NO_NUMBER_BEFORE,
    NOT_COUNTED,
    ONES,
    SLANG_THOUSANDS,
    WORDS,
    Word,
)
from recado.kernel.money import CURRENCIES

NUMBER: Final = r"\d{1,40}+(?:[.,']\d{1,40}+)*+"  # never read twice: what follows may fail, however long the text
WITHOUT_CENTS: Final = frozenset({"COP"} | {code for code, digits in CURRENCIES.items() if digits == 0})
MILLION: Final = 1_000_000
_MARKS = re.compile(r"[.,']")
_TOKEN = re.compile(rf"{NUMBER}|[a-z]+")
# Spaces as thousand marks: those that do not break, or beside what says that it is money.
_SPACED = re.compile("(?<![0-9.,])[0-9]{1,3}(?:[\u00a0\u202f\u2009][0-9]{3}){1,4}(?![0-9])")
_SPACED_MONEY = re.compile(
    r"(?<=[$€£])\s?\d{1,3}(?: \d{3}){1,4}(?!\d)"
    r"|(?<![\d.,$])\d{1,3}(?: \d{3}){1,4}(?= ?(?:€|pesos|euros|dolares|guaranies|soles|mxn|usd|cop|clp|ars|eur|pyg))"
)


@dataclass(frozen=True, slots=True)
class Digits:
    """A text folded, with its number words as digits. `span` leads from places in it to places in the original."""

    text: str
    _starts: tuple[int, ...]
    _pieces: tuple[tuple[int, int, int], ...]  # where a replacement ends here, and where it stood in the original

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Returns where [start, end) of `text` stands in the original."""
        return self._place(start, 1), max(self._place(end - 1, 2, last=True), self._place(start, 1))

    def _place(self, at: int, side: int, *, last: bool = False) -> int:
        found = bisect_right(self._starts, at) - 1
        if found < 0:
            return at + last
        piece = self._pieces[found]
        return piece[side] if at < piece[0] else piece[2] + at - piece[0] + last


def read(written: str, currency: str | None = None) -> Decimal:
    """Returns what a number in digits is worth: 1.299 and 1,299 are whole, 1.29 has a decimal part, 1.299,00 both.

    currency: one without cents never has three decimals, one with three (KWD) does. A dotted string that is no number
    (a version, a date) is read as its digits.
    """
    parts = _MARKS.split(written)
    if len(parts) == 1:
        return Decimal(written)
    marks = [written[at] for at in _places(parts)]
    whole = all(len(part) == 3 for part in parts[1:]) and 1 <= len(parts[0]) <= 3
    lone = len(marks) == 1 and marks[0] != "'"
    decimal = lone and (not whole or parts[0] == "0" or (currency or "") in _THREE_DECIMALS)
    if lone and whole and currency in WITHOUT_CENTS:
        decimal = False
    mixed = len(marks) > 1 and marks[-1] != "'" and marks.count(marks[-1]) == 1
    if mixed and whole and ("'" in marks or currency in WITHOUT_CENTS):  # 1'250.000
        mixed = False
    if decimal or (mixed and all(len(part) == 3 for part in parts[1:-1])):
        return Decimal(f"{''.join(parts[:-1])}.{parts[-1]}")
    return Decimal("".join(parts))


_THREE_DECIMALS = frozenset(code for code, digits in CURRENCIES.items() if digits == 3)


def _places(parts: list[str]) -> list[int]:
    places, at = [], -1
    for part in parts[:-1]:
        at += len(part) + 1
        places.append(at)
    return places


def in_digits(text: str) -> Digits:
    """Returns the text folded, with number words as digits: "mil doscientos" is 1200, "45 mil" 45000, "docena" 12."""
    plain = folded(_joined(text))
    pieces: list[tuple[int, int, str]] = []
    run: _Run | None = None
    previous = ""
    for match in _TOKEN.finditer(plain):
        token = match[0]
        word = WORDS.get(token)
        if word is not None and previous in NO_NUMBER_AFTER.get(token, ()):
            word = None
        if run is not None:
            if run.takes(plain, match, word):
                previous = token
                continue
            _end(run, token, pieces)
            run = None
        if word is not None or token[0].isdigit():
            run = _Run(match, word)
        previous = token
    if run is not None:
        _end(run, "", pieces)
    return _replaced(plain, pieces)


def _joined(text: str) -> str:
    """The text with thousand marks in place of spaces that are some."""
    if "\u00a0" in text or "\u202f" in text or "\u2009" in text:
        text = _SPACED.sub(lambda match: re.sub(r"\s", "'", match[0]), text)
    if _GROUP.search(text):
        text = _SPACED_MONEY.sub(lambda match: match[0][0] + match[0][1:].replace(" ", "'"), text)
    return text


_GROUP = re.compile(r"\d \d{3}")
_MIL = re.compile(r" ?mil\b")


class _Run:
    """Number words, or digits and a scale, that stand together: what they are worth so far."""

    __slots__ = (
        "_group",
        "_joiner",
        "_last_scale",
        "_open",
        "_room",
        "_scale",
        "_total",
        "end",
        "slang",
        "start",
        "words",
    )

    def __init__(self, match: re.Match[str], word: Word | None) -> None:
        self.start, self.end = match.span()
        self.words = [match[0]]
        self._total: Decimal = Decimal(0)
        self._group: Decimal = Decimal(0)
        self._room, self._scale, self._last_scale = 1_000, 10**12, 0
        self._joiner, self._open, self.slang = False, True, False
        if word is None:
            self._group, self._room = read(match[0]), 0
        elif word.joins != "half":
            self._open = self._add(match[0], word)

    @property
    def value(self) -> Decimal:
        return self._total + self._group

    def takes(self, plain: str, match: re.Match[str], word: Word | None) -> bool:
        """Joins the next token, if it belongs to the number."""
        gap = plain[self.end : match.start()] if not self._joiner else " "
        if not self._open or gap not in ("", " ", "  ", "-"):
            return False
        if self.words[0] in ("medio", "media", "half") and len(self.words) == 1:
            return self._half(match, word)
        if match[0] in ("y", "and", "e") and not self._joiner:
            self._joiner = True
            self.words.append(match[0])
            return self._room == 10 or self._last_scale > 0 or (match[0] == "and" and self._room == 100)
        if word is None:
            return self._takes_digits(match, gap)
        if not self._fits(match[0], word, gap):
            return False
        self._open = self._add(match[0], word)
        return self._joins(match)

    def _joins(self, match: re.Match[str]) -> bool:
        self.end, self._joiner = match.end(), False
        self.words.append(match[0])
        return True

    def _half(self, match: re.Match[str], word: Word | None) -> bool:
        """ "media docena", "medio millón"; of a kilo, only the word itself is a number."""
        if match[0] not in HALVED:
            return False
        if word is None:
            self._group, self._open = Decimal("0.5"), False
            return False
        self._group, self._open = Decimal(word.value) / 2, False
        return self._joins(match)

    def _takes_digits(self, match: re.Match[str], gap: str) -> bool:
        """ "2 mil 500": digits after a scale; "3 millones 200 mil"."""
        if self._joiner or self._group or not (self._last_scale and gap.isspace() and match[0].isdigit()):
            return False
        follows = _MIL.match(match.string, match.end()) if self._last_scale == MILLION else len(match[0]) == 3
        if not follows or len(match[0]) > 3:
            return False
        self._group, self._room = Decimal(match[0]), 0
        return self._joins(match)

    def _fits(self, token: str, word: Word, gap: str) -> bool:
        if word.joins == "half":  # "un millón y medio"
            return self._joiner and self._last_scale == MILLION and not self._group
        if token == "k":
            return gap == "" and len(self.words) == 1 and self.words[0][0].isdigit()
        if word.joins in ("scale", "dozen", "times_hundred"):
            return not self._joiner and (bool(self._group) or self._last_scale in (0, 1_000))
        if self._joiner:
            english = word.english and self.words[-1] == "and"
            return word.value < self._room and (english or (self._room == 10 and self.words[-1] == "y"))
        return 0 < word.value < self._room and (self._room > 10 or word.english)

    def _add(self, token: str, word: Word) -> bool:
        """Adds a word that fits. Returns whether more may follow."""
        match word.joins:
            case "unit":
                self._group, self._room = self._group + word.value, 0
            case "tens":
                self._group, self._room = self._group + word.value, 10
            case "hundreds":
                self._group, self._room = self._group + word.value, 0 if token == "cien" else 100
            case "times_hundred":
                self._group, self._room = (self._group or 1) * Decimal(100), 100
            case "dozen":
                self._group = (self._group or 1) * Decimal(12)
                return False
            case "half":
                self._total += Decimal(self._last_scale) / 2
                return False
            case "scale":
                return self._add_scale(token, word.value)
        return True

    def _add_scale(self, token: str, scale: int) -> bool:
        if scale >= self._scale:  # "mil millones"
            self._total = (self._total + self._group) * scale
        else:
            self._total += (self._group or 1) * Decimal(scale)
        self._group, self._room = Decimal(0), 1_000
        self._scale = self._last_scale = scale
        self.slang = token in SLANG_THOUSANDS
        return not self.slang


def _end(run: _Run, following: str, pieces: list[tuple[int, int, str]]) -> None:
    """Notes what to write in place of the words of a number, unless they are none."""
    while run.words[-1] in ("y", "and", "e"):
        run.words.pop()
    first, lone = run.words[0], len(run.words) == 1
    if lone and (first[0].isdigit() or first in ONES or first == "k" or following in NO_NUMBER_BEFORE.get(first, ())):
        return
    if lone and first in ("medio", "media", "half") and not run.value:
        return
    if lone and first in ("mil", *SLANG_THOUSANDS) and (following in NOT_COUNTED or first != "mil"):
        return
    value = format(run.value.normalize() if run.value % 1 else run.value.to_integral_value(), "f")
    pieces.append((run.start, run.end, f"{value} pesos" if run.slang else value))


def _replaced(plain: str, pieces: list[tuple[int, int, str]]) -> Digits:
    written: list[str] = []
    starts: list[int] = []
    places: list[tuple[int, int, int]] = []
    at = length = 0
    for start, end, value in pieces:
        length += start - at
        starts.append(length)
        length += len(value)
        places.append((length, start, end))
        written += (plain[at:start], value)
        at = end
    written.append(plain[at:])
    return Digits("".join(written), tuple(starts), tuple(places))
