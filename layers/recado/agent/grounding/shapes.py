"""What thousand and decimal marks mean, by their shape and by the currency."""

import re
from decimal import Decimal
from typing import Final

from recado.kernel.money import CURRENCIES

NUMBER: Final = r"\d{1,40}+(?:[.,']\d{1,40}+){0,12}+"  # never read twice: what follows may fail, however long the text
WITHOUT_CENTS: Final = frozenset({"COP"} | {code for code, digits in CURRENCIES.items() if digits == 0})
_THREE_DECIMALS = frozenset(code for code, digits in CURRENCIES.items() if digits == 3)
_MARKS = re.compile(r"[.,']")


def read(written: str, currency: str | None = None) -> Decimal:
    """Returns what a number in digits is worth: 1.299 and 1,299 are whole, 1.29 has a decimal part, 1.299,00 both.

    currency: one without cents never has three decimals, one with three (KWD) does. A dotted string that is no number
    (a version, a date) is read as its digits.
    """
    parts = _MARKS.split(written)
    if len(parts) == 1:
        return Decimal(written)
    marks = [written[at] for at in _places(parts)]
    whole = all(len(part) == 3 for part in parts[1:]) and 1 <= len(parts[0]) <= 3
    lone = len(marks) == 1 and marks[0] != "'"
    decimal = lone and (not whole or parts[0] == "0" or (currency or "") in _THREE_DECIMALS)
    if lone and whole and currency in WITHOUT_CENTS:
        decimal = False
    mixed = len(marks) > 1 and marks[-1] != "'" and marks.count(marks[-1]) == 1
    if mixed and whole and ("'" in marks or currency in WITHOUT_CENTS):  # 1'250.000
        mixed = False
    if decimal or (mixed and all(len(part) == 3 for part in parts[1:-1])):
        return Decimal(f"{''.join(parts[:-1])}.{parts[-1]}")
    return Decimal("".join(parts))


def _places(parts: list[str]) -> list[int]:
    places, at = [], -1
    for part in parts[:-1]:
        at += len(part) + 1
        places.append(at)
    return places
