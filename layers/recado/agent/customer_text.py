"""What customers write, made safe for the prompt: it cannot pose as a mark of ours, nor a name as a line of ours."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

MARK_OPENS, MARK_CLOSES = "⟦", "⟧"  # around what we say about a message; customers' texts never have them
MOST_NAME = 60
# The marks, what looks just like them, letters nobody sees (tags), controls other than tab and line feed, and
# halves of surrogate pairs, which cannot be stored.
_NOT_THEIRS = re.compile("[⟦⟧〚〛\U000e0000-\U000e007f\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_BRACKETS = re.compile(r"[{}\[\]<>]")
_ZERO_WIDTH_JOINER = "\u200d"  # holds emoji of several parts together
_QUOTES: Final = str.maketrans('"“”„‟«»＂', "'" * 8)
_CUT: Final = " … "


def mark(label: str) -> str:
    """Returns a mark of ours, such as ⟦imagen⟧."""
    return f"{MARK_OPENS}{label}{MARK_CLOSES}"


def text(written: str) -> str:
    """Returns a customer's text without what only we write."""
    return _NOT_THEIRS.sub("", written.replace("\r\n", "\n").replace("\r", "\n"))


def line(written: str, most: int) -> str:
    """Returns a customer's text as one line of at most `most` characters, without brackets and invisible letters."""
    spaced = "".join(" " if unicodedata.category(letter) in ("Zl", "Zp", "Cc") else letter for letter in written)
    seen = "".join(
        letter for letter in spaced if letter == _ZERO_WIDTH_JOINER or unicodedata.category(letter) not in ("Cf", "Cs")
    )
    short = " ".join(_BRACKETS.sub("", _NOT_THEIRS.sub("", seen)).split())
    return short if len(short) <= most else short[: most - 1].rstrip() + "…"


def quoted(written: str | None, most: int) -> str:
    """Returns what a customer wrote as one line of at most `most` characters, in quotes that end where it ends; the
    empty string when there is nothing to see in it."""
    short = line(written or "", most).translate(_QUOTES)
    return f'"{short}"' if short else ""


def quoted_name(written: str | None) -> str:
    """Returns a customer's name as one bounded line in quotes; the empty string when there is none."""
    return quoted(written, MOST_NAME)


def listed(marks: Sequence[str], most: int) -> str:
    """Returns marks of ours one below the other, as many as fit in `most` characters, and how many more there are."""
    shown: list[str] = []
    left = most
    for each in marks:
        left -= len(each) + 1
        if left < 0:
            return "\n".join([*shown, mark(f"y {len(marks) - len(shown)} más")])
        shown.append(each)
    return "\n".join(shown)


def shortened(shown: str, most: int) -> str:
    """Returns a text of at most `most` characters, cut in its middle. A mark of ours is there whole or not at all: half
    of one would turn what a customer wrote inside its quotes into words of ours."""
    if len(shown) <= most:
        return shown
    half = max(0, most - len(_CUT)) // 2
    beginning, end = shown[:half], shown[len(shown) - half :]
    if beginning.rfind(MARK_OPENS) > beginning.rfind(MARK_CLOSES):
        beginning = beginning[: beginning.rfind(MARK_OPENS)]
    closes, opens = end.find(MARK_CLOSES), end.find(MARK_OPENS)
    if closes >= 0 and not 0 <= opens < closes:
        end = end[closes + 1 :]
    return beginning + _CUT + end
