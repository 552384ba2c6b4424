"""Facts as people write them, to be named beside what was said wrongly."""

from datetime import date, datetime
from decimal import Decimal
from typing import Final

from recado.businesses.hours import DAYS, MONTHS

_DOTTED: Final = frozenset({"ARS", "BOB", "BRL", "CLP", "COP", "CRC", "EUR", "PYG", "UYU", "VES"})
_DAYS, _MONTHS = DAYS["es"], MONTHS["es"]


def money(amount: Decimal, currency: str, own: str) -> str:
    """Returns an amount as $1,299, or as its currency writes it; with the code when it is not the business's own."""
    plain = f"{amount:,.2f}" if amount % 1 else f"{amount:,.0f}"
    if currency in _DOTTED:
        plain = plain.translate(str.maketrans(",.", ".,"))
    if currency == "EUR":
        return f"{plain} €"
    return f"${plain}" if currency == own else f"${plain} {currency}"


def number(amount: Decimal) -> str:
    """Returns a number without needless decimals."""
    return f"{amount.normalize():f}"


def clock(minutes: int) -> str:
    """Returns minutes of a day as 17:30."""
    return f"{minutes // 60}:{minutes % 60:02}"


def day(when: date) -> str:
    """Returns a date as "viernes 4 de diciembre"."""
    return f"{_DAYS[when.weekday()]} {when.day} de {_MONTHS[when.month - 1]}"


def weekday(at: int) -> str:
    """Returns the name of a day of the week, 0 for Monday."""
    return _DAYS[at]


def slot(when: datetime) -> str:
    """Returns a slot as "viernes 4 de diciembre 10:00"."""
    return f"{day(when)} {clock(when.hour * 60 + when.minute)}"
