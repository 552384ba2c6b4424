"""Words for the same thing: a customer's "mamila" is another's "biberón"."""

import re
from functools import cache
from pathlib import Path
from typing import Final

from recado.kernel.telling_words import folded

MOST: Final = 6  # words or phrases that are added to a question
_WORD: Final = re.compile(r"[^\W_]+")


def synonyms_of(question: str) -> list[str]:
    """Returns what else the things of a question are called; of a plural, too."""
    said = _parted(question)
    added: list[str] = []
    for group in _groups():
        if any(f" {each} " in said or f" {each}s " in said for each in group):
            added += [each for each in group if f" {each} " not in said]
    return added[:MOST]


@cache
def _groups() -> tuple[tuple[str, ...], ...]:
    lines = Path(__file__).with_name("synonyms.txt").read_text().splitlines()
    groups = (line.split(",") for line in lines if line and not line.startswith("#"))
    return tuple(tuple(_parted(each).strip() for each in group) for group in groups)


def _parted(text: str) -> str:
    """Returns the folded words of a text with a space around each."""
    return f" {' '.join(_WORD.findall(folded(text)))} "
