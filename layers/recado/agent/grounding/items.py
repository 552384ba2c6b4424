"""Items of results with their own prices and stock: what is true of one product is not said of another."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

LEAST_LETTERS: Final = 3  # of a word that may tell an item from others
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Item:
    """A product or service of a result: name, folded; price in major units, with its currency; how many there are."""

    name: str
    price: tuple[Decimal, str] | None = None
    stock: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """The one item a sentence is about, all its variants together, and the prices of the others."""

    prices: frozenset[tuple[Decimal, str]]
    stocks: frozenset[Decimal]
    others: frozenset[tuple[Decimal, str]]


def spoken_of(sentence: str, items: Iterable[Item]) -> Spoken | None:
    """Returns the item that a folded sentence names, by words no other has; None when it names none or several."""
    names: dict[str, list[Item]] = {}
    for item in items:
        names.setdefault(item.name, []).append(item)
    if not names:
        return None
    words = {name: _words(name) for name in names}
    shared = Counter(word for each in words.values() for word in each)
    said = _words(sentence)
    named = [name for name, each in words.items() if any(shared[word] == 1 and word in said for word in each)]
    if len(named) != 1:
        return None
    own = names[named[0]]
    prices = frozenset(item.price for item in own if item.price is not None)
    others = frozenset(item.price for name, each in names.items() for item in each if name != named[0] and item.price)
    return Spoken(prices, frozenset(item.stock for item in own if item.stock is not None), others - prices)


def _words(text: str) -> set[str]:
    """Words without the plural's s."""
    return {word.rstrip("s") for word in _WORD.findall(text) if len(word) >= LEAST_LETTERS}
