"""Cutting a long text into messages where a reader would pause."""

import re
import unicodedata

_ZERO_WIDTH_JOINER = "\u200d"
# From the best place to cut to the worst: after a paragraph, a line, a sentence, a word.
_PAUSES = tuple(
    re.compile(pattern) for pattern in (r"\n[^\S\n]*\n\s*", r"\n\s*", r"(?<=[.!?…。！？])[\"'»”)\]]*\s+", r"\s+")
)


def split_text(text: str, limit: int = 4096) -> list[str]:
    """Returns the text in pieces of at most `limit` characters, none of them blank. Only whitespace at the cuts is
    dropped.

    An emoji or a letter is not cut from the marks that belong to it, unless these alone are longer than the limit.
    """
    if limit < 1:
        raise ValueError("the limit must be at least one character")
    pieces: list[str] = []
    rest = text.strip()
    while len(rest) > limit:
        end, start = _cut(rest, limit)
        pieces.append(rest[:end].rstrip())
        rest = rest[start:].lstrip()
    return [*pieces, rest] if rest else pieces


def _cut(text: str, limit: int) -> tuple[int, int]:
    """Returns where the first piece ends and where the next begins."""
    # A pause may begin exactly at the limit. One in the first third would leave a stub: rather a lesser one.
    window = text[: limit + 1]
    for earliest in (limit // 3, 1):
        for pause in _PAUSES:
            pauses = [match for match in pause.finditer(window) if earliest <= match.start() and _end(match) <= limit]
            if pauses:
                return _end(pauses[-1]), pauses[-1].end()
    end = limit
    while end > 0 and _inside_cluster(text, end):
        end -= 1
    return (end, end) if end else (limit, limit)


def _end(match: re.Match[str]) -> int:
    """Returns where the words before a pause end: closing quotes and brackets still belong to them."""
    return match.start() + len(match.group().rstrip())


def _inside_cluster(text: str, at: int) -> bool:
    """Returns whether a cut at this index would part characters shown as one (Unicode UAX 29, in what the library
    knows)."""
    before, after = text[at - 1], text[at]
    if _ZERO_WIDTH_JOINER in (before, after) or before + after == "\r\n":
        return True
    if (
        unicodedata.category(after) in ("Mn", "Me", "Mc")
        or 0x1F3FB <= ord(after) <= 0x1F3FF
        or 0xE0020 <= ord(after) <= 0xE007F
    ):
        return True  # accents, variation selectors, skin tones, the tags of regional flags
    if _is_surrogate(before, 0xD800) and _is_surrogate(after, 0xDC00):
        return True
    return _is_flag_letter(after) and _flag_letters_before(text, at) % 2 == 1


def _is_surrogate(char: str, start: int) -> bool:
    return start <= ord(char) < start + 0x400


def _is_flag_letter(char: str) -> bool:
    return 0x1F1E6 <= ord(char) <= 0x1F1FF


def _flag_letters_before(text: str, at: int) -> int:
    count = 0
    while count < at and _is_flag_letter(text[at - 1 - count]):
        count += 1
    return count
