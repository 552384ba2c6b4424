"""What customers write, made safe for the prompt: it cannot pose as a mark of ours, nor a name as a line of ours."""

import re
import unicodedata

MARK_OPENS, MARK_CLOSES = "⟦", "⟧"  # around what we say about a message; customers' texts never have them
MOST_NAME = 60
# The marks, what looks just like them, letters nobody sees (tags), and controls other than tab and line feed.
_NOT_THEIRS = re.compile("[⟦⟧〚〛\U000e0000-\U000e007f\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BRACKETS = re.compile(r"[{}\[\]<>]")
_ZERO_WIDTH_JOINER = "\u200d"  # holds emoji of several parts together


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


def quoted_name(written: str | None) -> str:
    """Returns a customer's name as one bounded line in quotes; the empty string when there is none."""
    name = line(written or "", MOST_NAME).translate(str.maketrans('"“”«»', "'''''"))
    return f'"{name}"' if name else ""
