"""Reading numbers in Spanish and English text: number words become digits, each with its place in the original."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from recado.agent.grounding.folding import folded
from recado.agent.grounding.number_runs import Run
from recado.agent.grounding.number_words import number_word
from recado.agent.grounding.shapes import NUMBER

_TOKEN = re.compile(rf"{NUMBER}|[a-z]+")
_SCALE = re.compile(r"[ -]{0,2}(?:mil|k\b|thousand|docena|dozen|luca|hundred)")  # what digits alone begin a number with
# Spaces as thousand marks: those that do not break, or beside what says that it is money.
_NO_BREAK = re.compile("[\u00a0\u202f\u2009]")
_SPACED = re.compile("(?<![0-9.,])[0-9]{1,3}(?:[\u00a0\u202f\u2009][0-9]{3}){1,4}(?![0-9])")
_GROUP = re.compile(r"[0-9] [0-9]{3}")
_SPACED_MONEY = re.compile(
    r"(?<=[$€£])\s?[0-9]{1,3}(?: [0-9]{3}){1,4}(?![0-9])"
    r"|(?<![0-9.,$])[0-9]{1,3}(?: [0-9]{3}){1,4}"
    r"(?= ?(?:€|pesos|euros|d[oó]lares|guaran[ií]es|soles|MXN|USD|COP|CLP|ARS|EUR|PYG))"
)


@dataclass(frozen=True, slots=True)
class Digits:
    """A text folded, its number words in digits. `span` leads from places in it to places in the original.

    starts: where replacements begin in `text`; pieces: where each ends there, and its place in the original.
    """

    text: str
    starts: tuple[int, ...]
    pieces: tuple[tuple[int, int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Returns where [start, end) of `text` stands in the original; not empty unless it was."""
        first = self._place(start, 1)
        return first, max(first, self._place(end - 1, 2, 1)) if end > start else first

    def _place(self, at: int, side: int, past: int = 0) -> int:
        found = bisect_right(self.starts, at) - 1
        if found < 0:
            return at + past
        piece = self.pieces[found]
        return piece[side] if at < piece[0] else piece[2] + at - piece[0] + past


def in_digits(text: str) -> Digits:
    """Returns the text folded, with number words as digits: "mil doscientos" is 1200, "45 mil" 45000, "docena" 12."""
    plain = folded(_spaces_as_marks(text))
    pieces: list[tuple[int, int, str]] = []
    run: Run | None = None
    previous = ""
    for match in _TOKEN.finditer(plain):
        token = match[0]
        word = number_word(token, previous)
        previous = token
        if run is not None:
            if run.takes(match, word):
                continue
            _note(run, token, plain, pieces)
            run = None
        if word is not None or (token[0] <= "9" and _SCALE.match(plain, match.end())):
            run = Run(match, word)
    if run is not None:
        _note(run, "", plain, pieces)
    return _replaced(plain, pieces)


def _spaces_as_marks(text: str) -> str:
    if _NO_BREAK.search(text):
        text = _SPACED.sub(lambda match: _NO_BREAK.sub("'", match[0]), text)
    if _GROUP.search(text):
        text = _SPACED_MONEY.sub(lambda match: match[0][0] + match[0][1:].replace(" ", "'"), text)
    return text


def _note(run: Run, following: str, plain: str, pieces: list[tuple[int, int, str]]) -> None:
    """Notes what to write in place of a number's words, apart from digits that stand right beside them."""
    value = run.written(following)
    if value is not None:
        before = " " if _DIGIT_BEFORE.search(plain, max(0, run.start - 2), run.start) else ""
        after = " " if _DIGIT_AFTER.match(plain, run.end) else ""
        pieces.append((run.start, run.end, before + value + after))


_DIGIT_BEFORE = re.compile(r"\d[.,':/]?$")
_DIGIT_AFTER = re.compile(r"[.,':/]?\d")


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
