"""What the agent neither remembers nor learns: accounts, phone numbers, prices and what is nobody's business."""

import re
from typing import TYPE_CHECKING, Final

from recado.agent.grounding.folding import folded, seen

if TYPE_CHECKING:
    from recado.agent.grounding.claim import Claim

LEAST_CARD, MOST_CARD = 13, 19
LEAST_ACCOUNT: Final = 16  # digits in a row that are an account, whatever their check digit
LEAST_PHONE, MOST_PHONE = 8, 15
_RUN: Final = re.compile(r"\d(?:[ .\-/_]{0,2}\d)+")
_PAYMENT: Final = re.compile(r"\b(?:cvv2?|cvc|clabe|iban|nip|pin)\b|\bfecha de vencimiento\b")
_GIFT: Final = re.compile(
    r"\b(?:descuentos?|rebajas?|gratis|gratuit[oa]s?|promocion(?:es)?|cortesia|bonificacion(?:es)?|reembolsos?"
    r"|precios?|tarifas?|cupon(?:es)?|saldo a favor|discounts?|free|refunds?|prices?|coupons?|vouchers?)\b"
)
_SENSITIVE: Final = re.compile(
    r"\b(?:diabet\w*|embaraz\w*|cancer\w*|vih|sida|hiv|depresi\w*|ansiedad|enferm\w*|alergi\w*|celiac\w*|hipertens\w*"
    r"|medicament\w*|medicina\w*|discapacid\w*|cirugia\w*|tratamiento medico|diagnostic\w*|pregnan\w*|allerg\w*"
    r"|illness|disease\w*|disabilit\w*|medication\w*|religi\w*|catolic\w*|cristian[oa]s?|evangelic\w*|judi[oa]s?"
    r"|musulman\w*|islam\w*|ateo|atea|testigos? de jehova|catholic|christian|jewish|muslim|kosher|halal)\b"
)


def payment(text: str) -> bool:
    """Returns whether a text holds the number of a card or an account, or names what opens one."""
    plain = folded(seen(text))
    return _PAYMENT.search(plain) is not None or any(map(_is_account, _runs(plain)))


def sensitive(text: str) -> bool:
    """Returns whether a text tells of somebody's health or religion."""
    return _SENSITIVE.search(folded(seen(text))) is not None


def priced(text: str, currency: str) -> bool:
    """Returns whether a text names an amount of money."""
    return bool({"money", "offer"} & _kinds(text, currency))


def favour(text: str, currency: str) -> bool:
    """Returns whether a text speaks of what something costs or is let off: not for the customer to say."""
    return _GIFT.search(folded(seen(text))) is not None or bool({"money", "percent", "offer"} & _kinds(text, currency))


def phone(text: str, currency: str) -> bool:
    """Returns whether a text holds what may be a phone number."""
    runs = [str(claim.value) for claim in _claims(text, currency) if claim.kind == "digits"]
    return any(LEAST_PHONE <= len(run) <= MOST_PHONE for run in runs)


def _kinds(text: str, currency: str) -> set[str]:
    return {claim.kind for claim in _claims(text, currency)}


def _claims(text: str, currency: str) -> "list[Claim]":
    from recado.agent.grounding.claims import claims_of  # noqa: PLC0415 - only what is written is looked at

    return claims_of(text, currency)[0]


def _runs(plain: str) -> list[str]:
    return [re.sub(r"\D", "", run) for run in _RUN.findall(plain)]


def _is_account(digits: str) -> bool:
    return len(digits) >= LEAST_ACCOUNT or (LEAST_CARD <= len(digits) <= MOST_CARD and _checks(digits))


def _checks(digits: str) -> bool:
    """Whether the last digit is the one that Luhn's rule gives."""
    doubled = [int(digit) * (2 if at % 2 else 1) for at, digit in enumerate(reversed(digits))]
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0
