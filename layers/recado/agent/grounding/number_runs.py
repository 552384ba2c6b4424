"""A run of number words, or of digits and a scale, that make one number: "mil doscientos", "45 mil", "media docena"."""

import re
from decimal import Decimal

from recado.agent.grounding.number_words import (
    ENDS_HUNDREDS,
    GLUED,
    HALVED,
    HALVES,
    JOINERS,
    ONES,
    SLANG_THOUSANDS,
    Word,
    counts_before,
)
from recado.agent.grounding.shapes import read

_MILLION = 1_000_000
_STAYS = ONES | GLUED | SLANG_THOUSANDS
_MIL = re.compile(r" ?mil\b")


class Run:
    """The tokens of one number. start, end: where they stand, folded. A number in digits begins one too."""

    __slots__ = ("_group", "_joiner", "_open", "_room", "_scale", "_slang", "_total", "_words", "end", "start")

    def __init__(self, match: re.Match[str], word: Word | None) -> None:
        self.start, self.end = match.span()
        self._words = [match[0]]
        self._total = self._group = Decimal(0)
        self._room = 1_000  # what is added next is below this
        self._scale = 0  # of the last "mil" or "millón"; 0 before any
        self._joiner, self._open, self._slang = False, True, False
        if word is None:
            self._group, self._room = read(match[0]), 0
        elif word.joins != "half":
            self._open = self._add(match[0], word)

    def takes(self, match: re.Match[str], word: Word | None) -> bool:
        """Takes the next token in, if it belongs to the number. Returns whether it did."""
        gap = " " if self._joiner else match.string[self.end : match.start()]
        if not self._open or gap not in ("", " ", "  ", "-"):
            return False
        if self._words[0] in HALVES and len(self._words) == 1:
            return self._takes_half(match, word)
        if match[0] in JOINERS and not self._joiner:
            self._joiner = self._room == 10 or self._scale > 0 or (match[0] == "and" and self._room == 100)
            if self._joiner:
                self._words.append(match[0])
            return self._joiner
        if word is None:
            return self._takes_digits(match, gap)
        if not self._fits(match[0], word, gap):
            return False
        self._open = self._add(match[0], word)
        return self._joined(match)

    def written(self, following: str) -> str | None:
        """Returns the number in digits; None when its words are to stay. following: the token after it."""
        words = [word for word in self._words if word not in JOINERS]
        first = words[0]
        if len(words) == 1 and (first[0].isdigit() or first in _STAYS or not counts_before(first, following)):
            return None
        value = self._total + self._group
        if first in HALVES and not value:
            return None
        whole = value.to_integral_value()
        plain = format(whole if whole == value else value.normalize(), "f")
        return f"{plain} pesos" if self._slang else plain

    def _joined(self, match: re.Match[str]) -> bool:
        self.end, self._joiner = match.end(), False
        self._words.append(match[0])
        return True

    def _takes_half(self, match: re.Match[str], word: Word | None) -> bool:
        """ "media docena", "medio millón"; of a kilo, only the half is a number."""
        if match[0] not in HALVED:
            return False
        self._group, self._open = Decimal("0.5") if word is None else Decimal(word.value) / 2, False
        return word is not None and self._joined(match)

    def _takes_digits(self, match: re.Match[str], gap: str) -> bool:
        """ "2 mil 500": digits after a scale; "3 millones 200 mil"."""
        if self._joiner or self._group or not (self._scale and gap.isspace() and match[0].isdigit()):
            return False
        fits = _MIL.match(match.string, match.end()) if self._scale == _MILLION else len(match[0]) == 3
        if not fits or len(match[0]) > 3:
            return False
        self._group, self._room = Decimal(match[0]), 0
        return self._joined(match)

    def _fits(self, token: str, word: Word, gap: str) -> bool:
        if word.joins == "half":  # "un millón y medio"
            return self._joiner and self._scale == _MILLION and not self._group
        if token in GLUED:
            return gap == "" and len(self._words) == 1 and self._words[0][0].isdigit()
        if word.joins in ("scale", "dozen", "times_hundred"):
            return not self._joiner and (bool(self._group) or self._scale in (0, 1_000))
        if self._joiner:
            english = word.english and self._words[-1] == "and"
            return word.value < self._room and (english or (self._room == 10 and self._words[-1] == "y"))
        return 0 < word.value < self._room and (self._room > 10 or word.english)

    def _add(self, token: str, word: Word) -> bool:
        """Adds a word that fits. Returns whether more may follow."""
        match word.joins:
            case "unit":
                self._group, self._room = self._group + word.value, 0
            case "tens":
                self._group, self._room = self._group + word.value, 10
            case "hundreds":
                self._group, self._room = self._group + word.value, 0 if token in ENDS_HUNDREDS else 100
            case "times_hundred":
                self._group, self._room = (self._group or 1) * Decimal(100), 100
            case "dozen":
                self._group = (self._group or 1) * Decimal(12)
                return False
            case "half":
                self._total += Decimal(self._scale) / 2
                return False
            case "scale":
                return self._add_scale(token, word.value)
        return True

    def _add_scale(self, token: str, scale: int) -> bool:
        if self._scale and scale >= self._scale:  # "mil millones"
            self._total = (self._total + self._group) * scale
        else:
            self._total += (self._group or 1) * Decimal(scale)
        self._group, self._room, self._scale = Decimal(0), 1_000, scale
        self._slang = token in SLANG_THOUSANDS
        return not self._slang
