"""Facts of tools' results: JSON whose keys say what its values are."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from zoneinfo import ZoneInfo

from recado.agent.grounding.claim import Day
from recado.agent.grounding.facts import SETS, Facts, facts_of_text, made
from recado.agent.grounding.folding import folded
from recado.kernel.money import CURRENCIES

MOST_VALUES: Final = 5_000  # of one result that are read
_MINOR = re.compile(r"(?:^|_)(?:minor|centavos|cents)$")
_PRICE = re.compile(
    r"precio|price|total|costo|cost|monto|importe|amount|anticipo|deposito|tarifa|fee|saldo|envio|cargo|descuento|discount|abono"
)
_PERCENT = re.compile(r"pct|porc|percent")
_STOCK = re.compile(
    r"^(?:existencias?|stock|disponibles?|disponibilidad|available|in_stock|inventario|quedan|cupos?|lugares|asientos|plazas|seats)$"
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
    for name, value, own in _walk(result, currency):
        _note(read, name, value, own)
    facts = made(read.values)
    texts = facts_of_text("\n\n".join(f"{text}." for text in read.short), currency, bare_prices=False)
    if facts.slots:  # spoken beside its slot, a time is no time of every day
        texts = replace(texts, hours=frozenset())
    for text in read.long:
        texts |= facts_of_text(text, currency)
    return facts | texts


def _walk(result: object, currency: str) -> Iterator[tuple[str, Any, str]]:
    """Yields each value with its folded key and the currency that holds there; of a list, its elements too."""
    waiting: list[tuple[str, Any, str]] = [("", result, currency)]
    for _ in range(MOST_VALUES):
        if not waiting:
            return
        name, value, own = waiting.pop()
        yield name, value, own
        if isinstance(value, dict):
            said = next((each for key, each in value.items() if _CURRENCY.match(folded(str(key)))), None)
            own = said.upper() if isinstance(said, str) and said.upper() in CURRENCIES else own
            waiting += [(folded(str(key)), each, own) for key, each in value.items()]
        elif isinstance(value, list | tuple):
            waiting += [(name, each, own) for each in value]


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
    try:
        amount = Decimal(str(value))
    except (InvalidOperation, ValueError):
        return
    if not amount.is_finite():
        return
    if _PERCENT.search(name):
        read.values["percents"].add(amount)
    elif _MINOR.search(name):
        read.values["money"].add((amount.scaleb(-CURRENCIES.get(currency, 2)), currency))
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
