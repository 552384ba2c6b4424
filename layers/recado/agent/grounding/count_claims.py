"""Claims of stock, of how long things take, of long digit strings, and every other number."""

import re
from functools import lru_cache
from typing import Final

from recado.agent.grounding import addresses, shown
from recado.agent.grounding.claim import Found
from recado.agent.grounding.money_claims import LEAST_PRICE, is_priced, talks_of_prices
from recado.agent.grounding.shapes import NUMBER, read

_TIME_UNITS: Final = {
    "minuto": "minuto", "minutos": "minuto", "min": "minuto", "mins": "minuto", "minutes": "minuto", "minute": "minuto",
    "hora": "hora", "horas": "hora", "hrs": "hora", "hr": "hora", "hours": "hora", "hour": "hora", "dia": "dia",
    "dias": "dia", "days": "dia", "day": "dia", "semana": "semana", "semanas": "semana", "weeks": "semana",
    "week": "semana", "mes": "mes", "meses": "mes", "months": "mes", "month": "mes", "ano": "ano", "anos": "ano",
    "years": "ano", "year": "ano", "noches": "noche", "noche": "noche", "nights": "noche",
}  # fmt: skip
_UNIT: Final = re.compile(
    r" ?(?:g|gr|grs|gramos?|kg|kgs|kilos?|kilogramos?|ml|mililitros|l|lt|lts|litros?|oz|onzas|lb|lbs"
    r"|libras?|cm|cms|mm|m|mts?|"
    r"metros?|m2|pulgadas?|in|gb|tb|mb|mah|mp|mpx|hz|w|watts|v|volts|px|grados|puntos?|hojas?|paginas?|porciones|"
    r"rebanadas|personas?|invitados|pax|adultos?|ninos?|people|guests|pasajeros|habitaciones|cuartos|banos"
    r"|km|kms|millas|"
    r"metros|veces|sesiones|clases|alumnos|vuelos|maletas|piezas?|pzas?|pz|pares|unidades|uds?|cajas?"
    r"|paquetes?|bolsas?|"
    r"kits?|modelos|colores|tallas|sabores|opciones|sucursales|vela|velas|cupos|lugares|asientos|espacios)(?![a-z\d])"
)
_TIME_UNIT = re.compile(
    rf"(?: ?(?:a|-|o|y|to) ?\d{{1,3}})? ?(?P<unit>{'|'.join(sorted(_TIME_UNITS, key=len, reverse=True))})\b"
)
_LABEL = re.compile(
    r"(?:\b(?:tallas?|numeros?|num|no|nro|calle|av|avenida|modelo|iphone|galaxy|redmi|moto|pixel|ipad"
    r"|pedido|orden|folio|cita|"
    r"ticket|piso|local|cp|c\.p|codigo|postal|sucursal|ruta|vuelo|clave|ref|referencia|size|sizes|order"
    r"|model|street|depto|"
    r"interior|int|ext|puerta|anden|gate|room|habitacion|version|nivel|plan|paso|opcion|option|step|el|del"
    r"|al|serie|lote)"
    r"[.:]? ?(?:no\.? ?)?#?|#|[a-z]-)$"
)
_STOCK_WORD = (
    r"(?:(?:quedan?|hay|tenemos|tengo|nos quedan|contamos con|existencias?|stock|disponibles?|we have|there (?:are|is)|"
    r"only|left|in stock|available)\b(?! (?:en|a|de|por|desde|que|del|al?l?|hasta|para)\b))"
)
_STOCK = re.compile(rf"\b{_STOCK_WORD}[^.!?\n\d\x00]{{0,18}}?(?<!\d)(?P<n>{NUMBER})")
_STOCK_AFTER = re.compile(
    rf"(?<!\d)(?<!\d[.,'])(?P<n>{NUMBER})(?= [^.!?\n\d\x00]{{0,18}}?\b"
    r"(?:disponibles?|en existencia|en stock|en inventario|left|in stock|available|remaining)\b)"
)
_ONE_LEFT = re.compile(
    r"\b(?:(?:solo |nada mas |ya solo )?(?:me |nos )?queda|solo (?:hay|tenemos)|only) (?P<n>un[oa]?|one)\b"
    r"(?= ?(?:$|[.,!;]|pieza|par\b|unidad|lugar|espacio|cupo|left|en ))"
)
_NO_GOODS = re.compile(
    r" ?(?:opcion|forma|manera|tipo|modelo|color|sabor|talla|tamano|presentacion|plan(?:es)?\b|paquete"
    r"|horario|sucursal|metodo|"
    r"version|alternativa|paso|cosa|motivo|promocion|duda|pregunta|option|way|color|size|store|branch|plan"
    r"|ano|mes|dia|hora|"
    r"minuto|semana|cuadra|km|min|hr|year|month|day|hour|week|mesas? de|g\b|gr\b|kg\b|ml\b|cm\b|gb\b|tb\b"
    r"|%|personas?\b)"
)
_HAVE = ("tenemos", "tengo", "hay", "contamos", "we have", "there")
_GOODS = re.compile(
    r" ?(?:$|[^\sa-z\d]|pieza|pares|par\b|unidad|lugar|cupo|espacio|asiento|disponib|en " r"stock|mas\b|left)"
)
_SIZE_BEFORE = re.compile(r"\b(?:el|del|al|la|tallas?|numero|size|sizes|modelo|iphone|galaxy|de|en) $")
_LASTS = re.compile(
    r"\b(?:garantias?|entregas?|entregamos|envios?|enviamos|llegan? en|tardan?|tardamos|demoran?|demora"
    r"|dura|duran|duracion|"
    r"devolucion(?:es)?|cambios?|plazo|vigencia|vigente|validez|warranty|delivery|shipping|arrives?|takes?"
    r"|refunds?|returns?)\b"
)
LEAST_POSTCODE: Final = 4  # digits; a number that begins with a zero is no amount
_NUMBERS = re.compile(rf"(?<!\d)(?<!\d[.,'])(?P<n>{NUMBER})")


def find_digits(found: Found) -> None:
    """Finds phones, accounts and other long digit strings."""
    spans = addresses.digit_strings(found.reading.left)
    for start, end in spans:
        found.add("digits", addresses.only_digits(found.reading.left[start:end]), (start, end))
    found.reading.taken(spans)


def find_stock(found: Found) -> None:
    """Finds how many there are: a number right after or before a word for being in stock."""
    reading = found.reading
    for pattern in (_STOCK, _STOCK_AFTER):
        spans = []
        for match in reading.take(pattern):
            start, end = match.span("n")
            sized = _SIZE_BEFORE.search(reading.left[max(0, start - 10) : start])
            if not (sized or _NO_GOODS.match(reading.left, end)):
                goods = pattern is _STOCK_AFTER or not match[0].startswith(_HAVE) or _GOODS.match(reading.left, end)
                found.add("stock", read(match["n"]), (start, end), sure=bool(goods))
                spans.append((start, end))
        reading.taken(spans)
    for match in reading.take(_ONE_LEFT):
        found.add("stock", read("1"), match.span("n"))


@lru_cache(maxsize=256)
def _speaks_of_spans(sentence: str) -> bool:
    return _LASTS.search(sentence) is not None


def find_numbers(found: Found) -> None:
    """Finds what is left: bare prices, how long things take, and plain numbers."""
    text, spans = found.reading.left, []
    for match in found.reading.take(_NUMBERS):
        start, end = match.span()
        value = read(match[0])
        unit = _TIME_UNIT.match(text, end)
        if unit:
            lasts = _speaks_of_spans(found.sentence(start).text)
            span = f"{shown.number(value)} {_TIME_UNITS[unit['unit']]}"
            found.add("duration", span, (start, unit.end()), sure=lasts)
        glued = text[end : end + 1].isalpha() or (start > 0 and text[start - 1].isalpha())
        plain = unit or glued or _LABEL.search(text, max(0, start - 14), start) or _UNIT.match(text, end)
        priced = not (unit or glued) and value >= LEAST_PRICE and is_priced(found, start)
        if priced or (not plain and value >= LEAST_PRICE and talks_of_prices(found.sentence(start).text)):
            found.add("money", read(match[0], found.currency), (start, end), priced=priced, sure=priced)
        elif match[0][0] == "0" and match[0].isdigit() and len(match[0]) >= LEAST_POSTCODE:
            found.add("digits", match[0], (start, end))
        else:
            found.add("number", value, (start, end), sure=not plain)
        spans.append((start, end))
    found.reading.taken(spans)
