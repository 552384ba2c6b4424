"""A text as it is being read: its number words in digits, its sentences, and what is already taken for something."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from recado.agent.grounding.folding import folded
from recado.agent.grounding.numbers import Digits, in_digits

TAKEN = "\x00"  # stands where something has been read: nothing else is read there
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"')»\]]*+(?=[\s¡¿]|$)|[!?](?=[a-z¡¿])|\n")
_ABBREVIATION = re.compile(
    r"(?:^|[^a-z])(?:dra?|sra?|av|avda|no|num|nro|tel|cel|lic|ing|col|c\.p|uds?|aprox|esq|int|ext)$"
)
_HALF_DAY = re.compile(r"[ap]\. ?m$")
_ENUMERATES = re.compile(r"(?:^|\n) {0,3}\d{1,2}$")  # "1. Concha"
_LOOK_BACK = 8


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, with what parts it from the next. start, end: in the digits' text; first, last: in the original."""

    start: int
    end: int
    first: int
    last: int
    text: str


class Reading:
    """A text, and what is left of it to read: `left` is as long as `digits.text`. plain: the text folded."""

    __slots__ = ("digits", "left", "plain", "sentences", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = folded(text)
        self.digits: Digits = in_digits(text)
        self.left = self.digits.text
        self.sentences = _sentences(text, self.digits)

    def take(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yields what matches in what is left. Call `taken` with what is used."""
        return pattern.finditer(self.left)

    def taken(self, spans: list[tuple[int, int]]) -> None:
        """Marks places, in order, as read."""
        if not spans:
            return
        parts: list[str] = []
        at = 0
        for start, end in spans:
            if end > at:
                parts += (self.left[at : max(start, at)], TAKEN * (end - max(start, at)))
                at = end
        self.left = "".join([*parts, self.left[at:]])


def _sentences(text: str, digits: Digits) -> list[Sentence]:
    plain = digits.text
    cuts = [match.end() for match in _END.finditer(plain) if _ends(text, digits, match)]
    if not cuts or cuts[-1] != len(plain):
        cuts.append(len(plain))
    sentences, start, first = [], 0, 0
    for cut in cuts:
        last = digits.span(cut - 1, cut)[1] if cut < len(plain) else len(text)
        sentences.append(Sentence(start, cut, first, last, plain[start:cut]))
        start, first = cut, last
    return sentences


def _ends(text: str, digits: Digits, match: re.Match[str]) -> bool:
    """Whether a sentence ends here: not after "Dr." and the like, nor after "p.m." unless a capital follows."""
    if match[0] != ".":
        return True
    plain = digits.text
    before = plain[max(0, match.start() - _LOOK_BACK) : match.start()]
    if _ENUMERATES.search(before):
        return False
    if _HALF_DAY.search(before):
        following = plain[match.end() : match.end() + 3].lstrip()[:1]
        at = plain.find(following, match.end()) if following else -1
        return at < 0 or not following.isalpha() or text[digits.span(at, at + 1)[0]].isupper()
    return not _ABBREVIATION.search(before) and not before.endswith((" a", " p"))
