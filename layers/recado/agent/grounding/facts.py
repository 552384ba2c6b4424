"""Facts: the typed values a draft may state, from texts of the business and from what the customer wrote."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from recado.agent.grounding import addresses
from recado.agent.grounding.claim import Claim, Day
from recado.agent.grounding.claims import claims_of
from recado.agent.grounding.days import ANY_DAY, Named, named_days, paired
from recado.agent.grounding.items import Item
from recado.agent.grounding.reading import Reading
from recado.agent.grounding.service_words import services_in

MOST_TEXT: Final = 400_000  # characters of a text that are read
MOST_SAID: Final = 20_000  # of what a customer wrote


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known, by type. Combine with `|`.

    hours: days ("0" Monday to "6", "12-24", "*" for any) with minutes of the day; slots: local times offered.
    signs: what is known in words: "in" and "out" (of stock, in this turn), "free", services ("envio"), and what was
    done already by the state a result tells ("done:payment"). items: products with their own price and stock.
    said: what the customer wrote, good for an echo only.
    """

    money: frozenset[tuple[Decimal, str]] = frozenset()
    percents: frozenset[Decimal] = frozenset()
    offers: frozenset[str] = frozenset()
    stock: frozenset[Decimal] = frozenset()
    numbers: frozenset[Decimal] = frozenset()
    durations: frozenset[str] = frozenset()
    digits: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    days: frozenset[Day] = frozenset()
    weekdays: frozenset[int] = frozenset()
    hours: frozenset[tuple[str, int]] = frozenset()
    slots: frozenset[datetime] = frozenset()
    signs: frozenset[str] = frozenset()
    items: frozenset[Item] = frozenset()
    said: "Facts | None" = None

    def __or__(self, other: "Facts") -> "Facts":
        said = self.said | other.said if self.said and other.said else self.said or other.said
        return made({name: getattr(self, name) | getattr(other, name) for name in SETS}, said)


SETS: Final = tuple(field.name for field in fields(Facts) if field.name != "said")
NOTHING: Final = Facts()


def made(values: dict[str, Any], said: Facts | None = None) -> Facts:
    """Returns facts of the values of each type, given as sets."""
    frozen: dict[str, Any] = {name: frozenset(found) for name, found in values.items()}
    return Facts(**frozen, said=said)


def facts_of_text(text: str, currency: str, *, bare_prices: bool = True) -> Facts:
    """Returns what a text of the business states. currency: the business's, an ISO code.

    bare_prices: a number without a mark may be a price ("Concha 15"). Reading costs about 3 ms for 1,000 characters:
    keep what a long text gave.
    """
    claims, reading = claims_of(text[:MOST_TEXT], currency)
    claims = [claim if bare_prices and _may_be_price(claim, reading) else _no_price(claim) for claim in claims]
    free = {"free"} if any(claim.value == "free" for claim in claims) else set()
    return typed(claims, reading, currency, services_in(reading.digits.text) | free)


_ADDRESS = re.compile(
    r"\b(?:calle|av|avenida|avda|col|colonia|cp|c\.p|local|piso|barrio|esquina|esq|sucursal|direccion"
    r"|domicilio en|ubicad[oa]s?|"
    r"estamos en|street|road|ave|address|carrera|cra|cll|pasaje|blvd|bulevar|plaza|manzana|lote|km|desde "
    r"hace|fundad[oa])\b"
)


def _may_be_price(claim: Claim, reading: Reading) -> bool:
    """Whether a plain number is in digits and none of an address."""
    if claim.kind == "number" and not any(map(str.isdigit, claim.said)):
        return False
    return claim.kind != "number" or not _tells_address(reading.sentences[claim.sentence].text)


@lru_cache(maxsize=256)
def _tells_address(sentence: str) -> bool:
    return _ADDRESS.search(sentence) is not None


def _no_price(claim: Claim) -> Claim:
    return replace(claim, sure=False) if claim.kind == "number" else claim


def facts_of_customer(text: str, currency: str) -> Facts:
    """Returns what a customer wrote, its first 20,000 characters: never a fact, only what a draft may repeat."""
    claims, reading = claims_of(text[:MOST_SAID], currency)
    return Facts(said=typed(claims, reading, currency, frozenset()))


def typed(claims: list[Claim], reading: Reading, currency: str, signs: frozenset[str]) -> Facts:
    """Returns the claims of a text as facts, sorted by type."""
    values: dict[str, set[Any]] = {name: set() for name in SETS}
    for claim in claims:
        if sort := _SORTS.get(claim.kind):
            sort(claim, values, currency)
    values["hours"] |= _hours(claims, reading.plain)
    values["signs"] |= signs
    values["emails"] |= {reading.text[start:end].lower() for start, end in addresses.emails(reading.text)}
    return made(values)


def _money(claim: Claim, values: dict[str, set[Any]], currency: str) -> None:
    values["money"].add((claim.value, claim.currency or currency))
    values["numbers"].add(claim.value)


def _number(claim: Claim, values: dict[str, set[Any]], currency: str) -> None:
    values["numbers"].add(claim.value)
    if claim.sure:
        values["money"].add((claim.value, currency))


def _date(claim: Claim, values: dict[str, set[Any]], _currency: str) -> None:
    if isinstance(claim.value, tuple):
        values["days"] |= set(claim.value)


def _into(*names: str) -> Callable[[Claim, dict[str, set[Any]], str], None]:
    def add(claim: Claim, values: dict[str, set[Any]], _currency: str) -> None:
        for name in names:
            values[name].add(claim.value)

    return add


_SORTS: Final[dict[str, Callable[[Claim, dict[str, set[Any]], str], None]]] = {
    "money": _money,
    "number": _number,
    "date": _date,
    "percent": _into("percents", "numbers"),
    "offer": _into("offers"),
    "stock": _into("stock", "numbers"),
    "duration": _into("durations"),
    "digits": _into("digits"),
    "weekday": _into("weekdays"),
}


def _hours(claims: list[Claim], plain: str) -> set[tuple[str, int]]:
    """The times of a text with the days they are said of; a line without a day goes on about those before it."""
    hours: set[tuple[str, int]] = set()
    carried: list[Named] = []
    for items in day_items(claims, plain):
        for time, days in paired(items, carried, plain):
            keys = frozenset[str]().union(*(day.keys() for day in days)) or {ANY_DAY}
            hours |= {(key, minute) for key in keys for minute in _minutes(time)}
        carried = [item for item in items if isinstance(item, Named)] or carried
    return hours


def _minutes(time: Claim) -> frozenset[int]:
    assert isinstance(time.value, frozenset)
    return time.value


def day_items(claims: list[Claim], plain: str, today: date | None = None) -> list[list[Named | Claim]]:
    """Returns the days and times of each sentence that has some, in its order."""
    sentences: dict[int, list[Claim]] = {}
    for claim in claims:
        if claim.kind in ("date", "weekday", "time"):
            sentences.setdefault(claim.sentence, []).append(claim)
    ordered: list[list[Named | Claim]] = []
    for told in sentences.values():
        days = named_days([claim for claim in told if claim.kind != "time"], plain, today)
        items: list[Named | Claim] = [*days, *(claim for claim in told if claim.kind == "time")]
        ordered.append(sorted(items, key=_start))
    return ordered


def _start(item: Named | Claim) -> int:
    return item.claims[0].start if isinstance(item, Named) else item.start
