"""Facts of tools' results: JSON whose keys say what its values are."""

import json
import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from zoneinfo import ZoneInfo

from recado.agent.grounding.claim import Day
from recado.agent.grounding.facts import SETS, Facts, facts_of_text, made
from recado.agent.grounding.folding import folded
from recado.agent.grounding.items import Item
from recado.kernel.money import CURRENCIES

MOST_VALUES: Final = 5_000  # of one result that are read
_MINOR = re.compile(r"(?:^|_)(?:minor|centavos|cents)$")
_PRICE = re.compile(
    r"precio|price|total|costo|cost|monto|importe|amount|anticipo|deposito|tarifa|fee|saldo|envio|cargo"
    r"|descuento|discount|abono"
)
_PERCENT = re.compile(r"pct|porc|percent")
_STOCK = re.compile(
    r"^(?:existencias?|stock|disponibles?|disponibilidad|available|in_stock|inventario|quedan|cupos?"
    r"|lugares|asientos|plazas|seats)$"
)
_SOLD_OUT = re.compile(r"^(?:agotad[oa]s?|sold_out|out_of_stock)$")
_MISSING = re.compile(r"^(?:faltantes?|sin_existencias|missing|unavailable)$")
_LISTS = re.compile(r"^(?:productos?|resultados?|results?|items|variantes?|products?)$")
_SLOTS = re.compile(r"^(?:horarios?|slots?|espacios|disponibles|opciones)$")
_STATE = re.compile(r"^(?:estado|state|status|pago|payment|payment_state|estado_pago|entrega|delivery)$")
_CURRENCY = re.compile(r"^(?:moneda|currency|divisa)$")
_LASTS: Final = {
    "minutos": "minuto",
    "minutes": "minuto",
    "horas": "hora",
    "hours": "hora",
    "dias": "dia",
    "days": "dia",
}
_LASTS_MORE: Final = {
    "semanas": "semana",
    "weeks": "semana",
    "meses": "mes",
    "months": "mes",
    "anos": "ano",
    "years": "ano",
}
_WHEN = re.compile(r"(20\d\d-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?")
_DONE: Final = (
    ("payment", re.compile(r"^(?:pagad[oa]s?|paid|acreditad[oa]|refunded|reembolsad[oa])\b")),
    ("order", re.compile(r"^(?:confirmad[oa]|confirmed|placed|recibido|preparing|en preparacion|ready|listo)\b")),
    ("appointment", re.compile(r"^(?:agendad[oa]|booked|reservad[oa]|confirmad[oa]|confirmed|held)\b")),
    ("cancellation", re.compile(r"^cancel")),
    ("delivery", re.compile(r"^(?:enviad[oa]|shipped|out_for_delivery|en camino|delivered|entregad[oa])\b")),
    ("proof", re.compile(r"^(?:proof_sent|por confirmar|en revision|recibido)\b")),
    ("change", re.compile(r"^(?:reagendad|reprogramad|rescheduled|moved)")),
)
_LONG: Final = 80  # a string longer than this is a passage, whose lines belong together


@dataclass(slots=True)
class _Read:
    zone: ZoneInfo
    fresh: bool
    values: dict[str, set[Any]] = field(default_factory=lambda: {name: set() for name in SETS})
    short: list[str] = field(default_factory=list)
    long: list[str] = field(default_factory=list)


def facts_of_result(result: object, currency: str, timezone: str, *, fresh: bool = True) -> Facts:
    """Returns what a tool's result states: JSON as Python values, or as a string.

    fresh: of this turn; what was in stock earlier says nothing about now. Money is known by its keys: `…_minor` counts
    in minor units, with `moneda` or `currency` beside or above it. Times with an offset become times of the zone.
    """
    if isinstance(result, str):
        try:
            result = json.loads(result)
        except (ValueError, RecursionError):
            return facts_of_text(str(result), currency)
    read = _Read(ZoneInfo(timezone), fresh)
    _walk(read, result, currency)
    facts = made(read.values)
    texts = facts_of_text("\n\n".join(f"{text}." for text in read.short), currency, bare_prices=False)
    if facts.slots:  # spoken beside its slot, a time is no time of every day
        texts = replace(texts, hours=frozenset())
    for text in read.long:
        texts |= facts_of_text(text, currency)
    return facts | texts


def _walk(read: _Read, result: object, currency: str) -> None:
    """Notes each value with its folded key, and the currency and item that hold there; of a list, its elements too."""
    waiting: list[tuple[str, Any, str, str]] = [("", result, currency, "")]
    for _ in range(MOST_VALUES):
        if not waiting:
            return
        name, value, own, item = waiting.pop()
        _note(read, name, value, own)
        if isinstance(value, dict):
            keys = {folded(str(key)): each for key, each in value.items()}
            said = next((each for key, each in keys.items() if _CURRENCY.match(key)), None)
            own = said.upper() if isinstance(said, str) and said.upper() in CURRENCIES else own
            named = next((each for key, each in keys.items() if _NAME.match(key) and isinstance(each, str)), None)
            item = item if named is None else folded(named)
            if item and (found := _item(value, item, own)):
                read.values["items"].add(found)
            waiting += [(key, each, own, item) for key, each in keys.items()]
        elif isinstance(value, list | tuple):
            waiting += [(name, each, own, item) for each in value]


_NAME = re.compile(r"^(?:nombre|name|producto|product|servicio|service|titulo|title)$")


def _item(value: dict[Any, Any], name: str, currency: str) -> Item | None:
    """The product of a result's object, if it has a price or stock of its own."""
    price: tuple[Decimal, str] | None = None
    stock: Decimal | None = None
    for key, each in value.items():
        plain = folded(str(key))
        if isinstance(each, bool) and _STOCK.match(plain):
            stock = Decimal(int(each))
        elif isinstance(each, int | float | Decimal) and (amount := _amount(each)) is not None:
            if _STOCK.match(plain):
                stock = amount
            elif _UNIT_PRICE.match(plain):
                price = (_major(amount, currency) if _MINOR.search(plain) else amount, currency)
    return Item(name, price, stock) if price or stock is not None else None


_UNIT_PRICE = re.compile(r"^(?:precio|price|unit|costo|tarifa|valor)")


def _note(read: _Read, name: str, value: Any, currency: str) -> None:
    if isinstance(value, bool):
        if _STOCK.match(name) or _SOLD_OUT.match(name):
            _sign(read, "in" if value == bool(_STOCK.match(name)) else "out")
    elif isinstance(value, int | float | Decimal):
        _number(read, name, value, currency)
    elif isinstance(value, str):
        _text(read, name, value)
    elif isinstance(value, list | tuple):
        read.values["numbers"].add(Decimal(len(value)))
        if _SLOTS.match(name):
            read.values["stock"].add(Decimal(len(value)))
            _sign(read, "in" if value else "out")
        elif (_LISTS.match(name) and not value) or (_MISSING.match(name) and value):
            _sign(read, "out")


def _sign(read: _Read, sign: str) -> None:
    if read.fresh:
        read.values["signs"].add(sign)


def _number(read: _Read, name: str, value: int | float | Decimal, currency: str) -> None:
    amount = _amount(value)
    if amount is None:
        return
    if _PERCENT.search(name):
        read.values["percents"].add(amount)
    elif _MINOR.search(name):
        read.values["money"].add((_major(amount, currency), currency))
        return
    elif _STOCK.match(name):
        read.values["stock"].add(amount)
        _sign(read, "in" if amount > 0 else "out")
    elif _PRICE.search(name):
        read.values["money"].add((amount, currency))
    for ending, unit in {**_LASTS, **_LASTS_MORE}.items():
        if name.endswith(ending):
            read.values["durations"].add(f"{amount.normalize():f} {unit}")
    read.values["numbers"].add(amount)


def _amount(value: int | float | Decimal) -> Decimal | None:
    try:
        amount = Decimal(str(value))
    except (InvalidOperation, ValueError):
        return None
    return amount if amount.is_finite() else None


def _major(minor: Decimal, currency: str) -> Decimal:
    return minor.scaleb(-CURRENCIES.get(currency, 2))


def _text(read: _Read, name: str, value: str) -> None:
    (read.long if len(value) > _LONG or "\n" in value else read.short).append(value)
    if (match := _WHEN.fullmatch(value.strip())) and (when := _local(match, read.zone)):
        read.values["slots"].add(when)
        read.values["days"].add(Day(when.day, when.month, when.year))
        read.values["weekdays"].add(when.weekday())
    if _STATE.match(name):
        state = folded(value.strip())
        read.values["signs"] |= {f"done:{what}" for what, pattern in _DONE if pattern.match(state)}
    elif _STOCK.match(name):
        state = folded(value.strip())
        if state.isdigit():
            read.values["stock"].add(Decimal(state))
        _sign(read, "out" if state in ("0", "no", "agotado", "false", "sin existencias") else "in")


def _local(match: re.Match[str], zone: ZoneInfo) -> datetime | None:
    try:
        when = datetime.fromisoformat(f"{match[1]}T{match[2]}{match[3] or ''}")
    except ValueError:
        return None
    return when.astimezone(zone).replace(tzinfo=None) if when.tzinfo else when
