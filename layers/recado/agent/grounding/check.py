"""Checking a draft: each of its claims against the facts. What no fact supports is a miss."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from recado.agent.grounding import excuses, shown
from recado.agent.grounding.check_days import DayCheck
from recado.agent.grounding.claim import Claim
from recado.agent.grounding.claims import claims_of
from recado.agent.grounding.effects import Effect, supported
from recado.agent.grounding.facts import NOTHING, Facts
from recado.agent.grounding.items import spoken_of
from recado.agent.grounding.miss import Miss
from recado.agent.grounding.reading import Reading
from recado.agent.grounding.service_words import services_in

MOST_DRAFT: Final = 20_000  # characters; nobody sends as much
LEAST_NUMBER: Final = 100  # a smaller plain number needs no fact
MOST_TIMES: Final = 99  # n × fact
MOST_COUNTS: Final = 20
DAYS_OF_YEAR: Final = 365
LEAST_PHONE: Final = 7
_ALIKE: Final = {"24 hora": "1 dia", "48 hora": "2 dia", "72 hora": "3 dia", "7 dia": "1 semana", "12 mes": "1 ano"}
_DOZENS = ("docena", "dozen")
_TWO = frozenset({"par", "ambos", "ambas", "both", "pair"})


def check(
    draft: str, facts: Facts, moment: datetime, timezone: str, currency: str, effects: frozenset[Effect]
) -> list[Miss]:
    """Returns what the draft claims and no fact supports, in its order; each place once.

    moment: now, aware. timezone, currency: the business's. effects: what tools did in this turn (effects.effects_of).
    Of amounts, n × a fact is allowed for a number n of the draft, and nothing else is derived.
    """
    if len(draft) > MOST_DRAFT:
        return [Miss("length", 0, len(draft), draft[:LEAST_NUMBER])]
    claims, reading = claims_of(draft, currency)
    today = moment.astimezone(ZoneInfo(timezone)).date()
    grounds = _Grounds(facts, facts.said or NOTHING, reading, today, currency, effects, _counts(claims, reading))
    misses = [_miss(claim, grounds) for claim in claims if not _CHECKS.get(claim.kind, _passes)(claim, grounds)]
    misses += DayCheck(facts, grounds.said, reading, today).misses(claims)
    return _once(misses)


@dataclass(frozen=True, slots=True)
class _Grounds:
    """What a claim is compared with. counts: the draft's plain numbers, the n of n × fact."""

    facts: Facts
    said: Facts
    reading: Reading
    today: date
    currency: str
    effects: frozenset[Effect]
    counts: tuple[Decimal, ...]

    def echoes(self, claim: Claim, values: frozenset[object]) -> bool:
        return claim.value in values and excuses.of_anything(claim, self.reading)


def _counts(claims: list[Claim], reading: Reading) -> tuple[Decimal, ...]:
    plain = [claim.value for claim in claims if claim.kind in ("number", "stock")]
    counts = {value for value in plain if isinstance(value, Decimal) and 2 <= value <= MOST_TIMES and value % 1 == 0}
    words = reading.plain.split()
    if any(word in _TWO for word in words):
        counts.add(Decimal(2))
    if any(word.startswith(_DOZENS) for word in words):  # two dozens are two of what costs by the dozen
        counts |= {count / 12 for count in counts if count % 12 == 0}
    return tuple(sorted(counts)[:MOST_COUNTS])


def _passes(_claim: Claim, _known: _Grounds) -> bool:
    return True


def _money(claim: Claim, grounds: _Grounds) -> bool:
    value, currency, facts = claim.value, claim.currency or grounds.currency, grounds.facts
    assert isinstance(value, Decimal)
    if _of_another_item(value, currency, claim, grounds):
        return False
    if (value, currency) in facts.money or (value == 0 and "free" in facts.signs):
        return True
    amounts = [amount for amount, of in facts.money if of == currency]
    if any(amount * count == value for count in grounds.counts for amount in amounts):
        return True
    if not claim.sure and (value in facts.numbers | grounds.said.numbers or value == grounds.today.year):
        return True
    return value in grounds.said.numbers and excuses.of_money(claim, grounds.reading)


def _of_another_item(value: Decimal, currency: str, claim: Claim, grounds: _Grounds) -> bool:
    """Whether it is another item's price than that of the one the sentence names."""
    spoken = spoken_of(_sentence(claim, grounds), grounds.facts.items)
    if spoken is None or not spoken.prices or (value, currency) not in spoken.others:
        return False
    return not any(
        amount * count == value for amount, of in spoken.prices if of == currency for count in grounds.counts
    )


def _percent(claim: Claim, grounds: _Grounds) -> bool:
    return claim.value in grounds.facts.percents or grounds.echoes(claim, grounds.said.percents)


def _offer(claim: Claim, grounds: _Grounds) -> bool:
    return claim.value in grounds.facts.offers or grounds.echoes(claim, grounds.said.offers)


def _stock(claim: Claim, grounds: _Grounds) -> bool:
    """The very number; or the one the customer asked for, of which there are as many."""
    value = claim.value
    assert isinstance(value, Decimal)
    spoken = spoken_of(_sentence(claim, grounds), grounds.facts.items)
    if value in (spoken.stocks if spoken and spoken.stocks else grounds.facts.stock) or grounds.echoes(
        claim, grounds.said.numbers
    ):
        return True
    if not claim.sure and value in grounds.facts.numbers:
        return True
    before = grounds.reading.plain[max(0, claim.start - _LOOK_BACK) : claim.start]
    return (
        value in grounds.said.numbers
        and any(value <= left for left in grounds.facts.stock)
        and _LEFT.search(before) is None  # "solo quedan 2" says that there are no more
    )


_LEFT = re.compile(r"\b(?:quedan?|solo|ultim[oa]s|only|left)\b")
_LOOK_BACK: Final = 25


def _duration(claim: Claim, grounds: _Grounds) -> bool:
    if not claim.sure:
        return True
    value = str(claim.value)
    alike = {value, _ALIKE.get(value, value), *(more for more, one in _ALIKE.items() if one == value)}
    return bool(alike & grounds.facts.durations) or grounds.echoes(claim, grounds.said.durations)


def _digits(claim: Claim, grounds: _Grounds) -> bool:
    digits = str(claim.value)
    strings = grounds.facts.digits | grounds.said.digits
    return (
        any(same_number(digits, each) for each in strings)
        or Decimal(digits) in grounds.facts.numbers
        or Decimal(digits) in grounds.said.numbers
    )


def same_number(digits: str, grounds: str) -> bool:
    """Whether two digit strings are one phone, with or without its country code; shorter ones must be equal."""
    if digits == grounds:
        return True
    short, long = sorted((digits, grounds), key=len)
    return len(short) > LEAST_PHONE and len(long) - len(short) <= MOST_COUNTRY_CODE and long.endswith(short)


MOST_COUNTRY_CODE: Final = 4  # digits: 521 is Mexico's for mobiles


def _number(claim: Claim, grounds: _Grounds) -> bool:
    value = claim.value
    assert isinstance(value, Decimal)
    if value < LEAST_NUMBER or value in (grounds.today.year, DAYS_OF_YEAR):
        return True
    if value in grounds.facts.numbers or value in grounds.said.numbers:
        return True
    digits = f"{value:f}"
    ends = grounds.facts.digits | grounds.said.digits
    return digits in ends or ("termina" in _sentence(claim, grounds) and any(each.endswith(digits) for each in ends))


def _available(claim: Claim, grounds: _Grounds) -> bool:
    signs = grounds.facts.signs
    spoken = spoken_of(_sentence(claim, grounds), grounds.facts.items)
    if spoken and spoken.stocks and claim.value in ("in", "out") and signs & {"in", "out"}:
        return any((left > 0) == (claim.value == "in") for left in spoken.stocks)
    if claim.value in signs or (claim.value == "free" and (Decimal(0), grounds.currency) in grounds.facts.money):
        return True
    if claim.value == "lack" and signs & {"in", "out"}:
        return True
    return claim.value != "free" and bool(services_in(_sentence(claim, grounds)) & signs)


def _effect(claim: Claim, grounds: _Grounds) -> bool:
    return supported(claim.value, grounds.effects, grounds.facts.signs)


def _sentence(claim: Claim, grounds: _Grounds) -> str:
    return grounds.reading.sentences[claim.sentence].text


_CHECKS: Final[dict[str, Callable[[Claim, _Grounds], bool]]] = {
    "money": _money,
    "percent": _percent,
    "offer": _offer,
    "stock": _stock,
    "duration": _duration,
    "digits": _digits,
    "number": _number,
    "available": _available,
    "effect": _effect,
}


def _miss(claim: Claim, grounds: _Grounds) -> Miss:
    return Miss(claim.kind, claim.start, claim.end, claim.said, _nearest(claim, grounds))


def _nearest(claim: Claim, grounds: _Grounds) -> str | None:
    """The fact of its kind that is nearest to what was said; None when there is none."""
    value, facts = claim.value, grounds.facts
    if not isinstance(value, Decimal):
        return None
    if claim.kind == "money":
        currency = claim.currency or grounds.currency
        amount = _closest(value, [amount for amount, of in facts.money if of == currency])
        return None if amount is None else shown.money(amount, currency, grounds.currency)
    if claim.kind == "percent":
        percent = _closest(value, facts.percents)
        return None if percent is None else f"{shown.number(percent)} %"
    number = _closest(value, facts.stock if claim.kind == "stock" else ())
    return None if number is None else shown.number(number)


def _closest(value: Decimal, values: "frozenset[Decimal] | list[Decimal] | tuple[Decimal, ...]") -> Decimal | None:
    return min(values, key=lambda each: (abs(each - value), each), default=None)


def _once(misses: list[Miss]) -> list[Miss]:
    """The misses in order, without those that stand within another."""
    kept: list[Miss] = []
    for miss in sorted(misses, key=lambda each: (each.start, -each.end)):
        if not kept or miss.start >= kept[-1].end:
            kept.append(miss)
    return kept
