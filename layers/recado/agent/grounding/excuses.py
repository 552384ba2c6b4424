"""When a draft may repeat what only the customer said: as an echo, a question, or to deny it."""

import re
from functools import lru_cache
from typing import Final

from recado.agent.grounding.claim import Claim
from recado.agent.grounding.reading import Reading

# About the customer's own money.
_OF_MONEY: Final = re.compile(
    r"presupuest|\b(?:quieres|quisieras|querias|pensabas|planeas|deseas|dispuest[oa] a) pagar|\bpagaste\b"
    r"|\btienes\b(?! que)|"
    r"\bmandaste\b|\bviste\b|\bencontraste\b|\bofrecieron\b|\bcotizaron\b|\benviaste\b|\bdepositaste\b"
    r"|\btransferiste\b|\bmencion|\bdices\b|\bdijiste\b|\bcomentas|\bcomentaste|"
    r"\btu (?:transferencia|deposito|comprobante|pago)\b|\bbudget\b|\byou (?:have|mentioned|said|sent|paid)\b"
)
_OF_ANYTHING: Final = re.compile(
    r"\bdices\b|\bdijiste\b|\bmencion|\bcoment|\bindic|\bpides\b|\bpediste\b|\bsolicit|\bbuscas\b"
    r"|\bquieres\b|\bquisieras\b|"
    r"\bnecesitas\b|\bprefieres\b|\bte gustaria\b|\bentiendo\b|\bentendido\b|\banoto\b|\btu idea\b|\bte refieres\b|"
    r"\byou (?:said|mentioned|want|need|asked|prefer|would like)\b"
)
_DENIED: Final = re.compile(
    r"\b(?:no (?!hay (?:ningun )?(?:problema|inconveniente|lio|drama|falla))|tampoco|nunca|cerrad[oa]s?"
    r"|cerramos l[oa]s|descansamos|closed|not|don't|doesn't|isn't|aren't|can't|cannot)\b"
)
_CLAUSE = re.compile(r"[,;:(]")


def of_money(claim: Claim, reading: Reading) -> bool:
    """Whether the sentence is about money of the customer ("tu presupuesto de $500") or says no to it."""
    return not claim.priced and (_has(_OF_MONEY, _sentence(claim, reading)) or denied(claim, reading))


def of_anything(claim: Claim, reading: Reading) -> bool:
    """Whether the sentence repeats, asks or denies; it offers nothing then."""
    return _asks(claim, reading) or denied(claim, reading) or _has(_OF_ANYTHING, _sentence(claim, reading))


def denied(claim: Claim, reading: Reading) -> bool:
    """Whether the clause around the claim says no."""
    after = reading.plain[claim.end : min(reading.sentences[claim.sentence].last, claim.end + _LOOK)]
    return _has(_DENIED, f"{_CLAUSE.split(_before(claim, reading))[-1]} {_CLAUSE.split(after)[0]}")


def _asks(claim: Claim, reading: Reading) -> bool:
    sentence = _sentence(claim, reading)
    asks = "¿" in _before(claim, reading) or "¿" not in sentence or _LEADS_TO_QUESTION.match(sentence) is not None
    return "?" in sentence and asks


_LEADS_TO_QUESTION = re.compile(r"\W*(?:(?:ok|va|vale|claro|perfecto|entonces|bien|listo),? )?(?:para|si|for)\b")


_LOOK: Final = 160  # characters of a sentence before and after a claim that are looked at


def _before(claim: Claim, reading: Reading) -> str:
    return reading.plain[max(reading.sentences[claim.sentence].first, claim.start - _LOOK) : claim.start]


def _sentence(claim: Claim, reading: Reading) -> str:
    return reading.sentences[claim.sentence].text


@lru_cache(maxsize=256)
def _has(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None
