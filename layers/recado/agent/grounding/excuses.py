"""When a draft may repeat what only the customer said: as an echo, a question, or to deny it."""

import re
from typing import Final

from recado.agent.grounding.claim import Claim
from recado.agent.grounding.reading import Reading

# About the customer's own money.
_OF_MONEY: Final = re.compile(
    r"presupuest|\b(?:quieres|quisieras|querias|pensabas|planeas|deseas|dispuest[oa] a) pagar|\bpagaste\b|\btienes\b(?! que)|"
    r"\bmandaste\b|\bviste\b|\bencontraste\b|\bofrecieron\b|\bcotizaron\b|\benviaste\b|\bdepositaste\b|\btransferiste\b|\bmencion|\bdices\b|\bdijiste\b|\bcomentas|\bcomentaste|"
    r"\btu (?:transferencia|deposito|comprobante|pago)\b|\bbudget\b|\byou (?:have|mentioned|said|sent|paid)\b"
)
_OF_ANYTHING: Final = re.compile(
    r"\bdices\b|\bdijiste\b|\bmencion|\bcoment|\bindic|\bpides\b|\bpediste\b|\bsolicit|\bbuscas\b|\bquieres\b|\bquisieras\b|"
    r"\bnecesitas\b|\bprefieres\b|\bte gustaria\b|\bentiendo\b|\bentendido\b|\banoto\b|\btu idea\b|\bte refieres\b|"
    r"\byou (?:said|mentioned|want|need|asked|prefer|would like)\b"
)
_DENIED: Final = re.compile(
    r"\b(?:no (?!hay (?:ningun )?(?:problema|inconveniente|lio|drama|falla))|tampoco|nunca|not|don't|doesn't|isn't|aren't|can't|cannot)\b"
)
_CLAUSE = re.compile(r"[,;:(]")


def of_money(claim: Claim, reading: Reading) -> bool:
    """Whether the sentence is about money of the customer: "dentro de tu presupuesto de $500"."""
    return not claim.priced and _OF_MONEY.search(reading.sentences[claim.sentence].text) is not None


def of_anything(claim: Claim, reading: Reading) -> bool:
    """Whether the sentence repeats, asks or denies; it offers nothing then."""
    sentence = reading.sentences[claim.sentence]
    return _asks(claim, reading) or denied(claim, reading) or _OF_ANYTHING.search(sentence.text) is not None


def denied(claim: Claim, reading: Reading) -> bool:
    """Whether the clause around the claim says no."""
    sentence = reading.sentences[claim.sentence]
    before = _CLAUSE.split(reading.plain[sentence.first : claim.start])[-1]
    after = _CLAUSE.split(reading.plain[claim.end : sentence.last])[0]
    return _DENIED.search(f"{before} {after}") is not None


def _asks(claim: Claim, reading: Reading) -> bool:
    sentence = reading.sentences[claim.sentence]
    before = reading.plain[sentence.first : claim.start]
    return "?" in sentence.text and ("¿" in before or "¿" not in sentence.text)
