"""Folding: a text in small plain letters, letter for letter: a place in it is the same place in the original."""

import unicodedata

_AS = {"’": "'", "‘": "'", "´": "'", "\u2212": "-", "\u2044": "/", "\t": " ", "\r": "\n", "\u2028": "\n"}
# Letters nobody sees that could part a number or a word; the one that holds emoji together stays.
_UNSEEN_RANGES = (
    *((0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x180E, 0x180E), (0x200B, 0x200C), (0x200E, 0x200F)),
    *((0x202A, 0x202E), (0x2060, 0x206F), (0xFEFF, 0xFEFF), (0xE0000, 0xE007F)),
)
_UNSEEN = {code: None for first, last in _UNSEEN_RANGES for code in range(first, last + 1)}


class _Table(dict[int, str]):
    """One letter for each; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        letter = self[code] = _plain(chr(code))
        return letter


def folded(text: str) -> str:
    """Returns the text without accents and capitals, as long as it was."""
    return text.translate(_TABLE)


def word_set(words: str) -> frozenset[str]:
    """Returns the words of a list written as one text."""
    return frozenset(words.split())


def seen(text: str) -> str:
    """Returns the text without letters nobody sees."""
    return text.translate(_UNSEEN)


def _plain(letter: str) -> str:
    if letter in _AS:
        return _AS[letter]
    match unicodedata.category(letter):
        case "Zs":
            return " "
        case "Pd":
            return "-"
        case "Zl" | "Zp":
            return "\n"
    base = "".join(each for each in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(each))
    small = base.lower()
    return small if len(small) == 1 else letter


_TABLE = _Table()
