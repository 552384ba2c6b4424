"""Claims of money, percents and offers: by symbol, code or unit word, and bare numbers where prices are spoken of."""

import re
from functools import lru_cache
from typing import Final

from recado.agent.grounding.claim import Found
from recado.agent.grounding.folding import word_set
from recado.agent.grounding.shapes import NUMBER, read

_SYMBOLS: Final = {
    "us$": "USD", "u$s": "USD", "u$d": "USD", "usd$": "USD", "mx$": "MXN", "mxn$": "MXN", "cop$": "COP", "clp$": "CLP",
    "ar$": "ARS", "ars$": "ARS", "ca$": "CAD", "r$": "BRL", "rd$": "DOP", "c$": "NIO", "s/": "PEN", "s/.": "PEN",
    "€": "EUR", "£": "GBP", "₡": "CRC", "₲": "PYG", "gs": "PYG", "gs.": "PYG", "bs": "BOB", "bs.": "BOB", "lps": "HNL",
    "lps.": "HNL",
}  # fmt: skip
_PESOS: Final = {
    "mexicanos": "MXN", "colombianos": "COP", "chilenos": "CLP", "argentinos": "ARS", "uruguayos": "UYU",
    "dominicanos": "DOP",
}  # fmt: skip
_UNITS: Final = {
    "dolares": "USD", "dolar": "USD", "dollars": "USD", "dollar": "USD", "bucks": "USD", "euros": "EUR", "euro": "EUR",
    "soles": "PEN", "quetzales": "GTQ", "lempiras": "HNL", "guaranies": "PYG", "colones": "CRC", "cordobas": "NIO",
    "bolivianos": "BOB", "bolivares": "VES", "reales": "BRL", "€": "EUR", "£": "GBP",
}  # fmt: skip
_CODES = "mxn|usd|cop|clp|ars|eur|pen|brl|uyu|pyg|bob|crc|gtq|hnl|nio|dop|gbp|cad|ves|pab"
_SAID = "|".join(re.escape(symbol) for symbol in sorted(_SYMBOLS, key=len, reverse=True))
_AFTER = (
    rf"(?:de )?(?:(?P<peso>pesos?)(?: (?P<land>{'|'.join(_PESOS)}))?|(?P<unit>{'|'.join(_UNITS)})"
    rf"|(?P<code>{_CODES})|varos)"
    r"(?![a-z])"
)
_NEXT = r"(?= *(?:$|[^\sa-z\d:/%]|(?:de|por|y|mas|segun|dependiendo|cada|c/u|en|con|para|el|la|al|aprox)\b))"
_MARKED = re.compile(
    rf"(?<![a-z\d])(?:(?P<said>{_SAID}|\$)|(?P<first>{_CODES})(?![a-z])) ?\$? ?(?P<n>{NUMBER})(?: ?{_AFTER})?"
    rf"(?: ?(?:-|a|y|o|hasta|to|and|or) ?(?P<to>{NUMBER}){_NEXT})?"
)
_NAMED = re.compile(
    rf"(?<!\d)(?<!\d[.,'])(?:(?<=de |re )(?P<low>{NUMBER}) ?[ayo] ?|(?P<n>{NUMBER}) ?- ?)?(?P<to>{NUMBER}) ?"
    rf"(?:{_AFTER}|(?P<symbol>[€$£])(?!\d)|(?P<cents>centavos|cents|centimos)\b|(?P<each>c/u|cada un[oa]\b"
    r"|each\b|apiece\b))"
)
_PERCENT = re.compile(
    rf"(?<!\d)(?<!\d[.,'])(?:(?P<n>{NUMBER}) ?[-ao] ?)?(?P<to>{NUMBER}) ?(?:%|por ?ciento\b|por cien\b|percent\b|pct\b)"
)
_OFF = re.compile(r" ?(?:de )?(?:desc|off|menos|rebaja|reembols|bonific|discount|refund|gratis)")
_TIMES_OFFER = re.compile(r"(?<![\da-z.,])([2-9]) ?(?:[x×]|por) ?([1-8]|uno)(?![\da-z]|[.,]\d| ?(?:c?m|metros?)\b)")
_INSTALMENTS = re.compile(
    r"(?<![\d.,:/-])((?:\d{1,2}(?:, ?| (?:y|o|u|a) |, (?:y|o) )){0,6}\d{1,2}) ?"
    r"(?:meses sin intereses|meses s/i|msi\b|cuotas?\b|mensualidades\b|pagos\b|quincenas\b|installments\b"
    r"|monthly payments)"
)
_HALF_PRICE = re.compile(r"mitad de(?:l)? precio|half (?:the )?price|half off")


def find_money(found: Found) -> None:
    """Finds percents and what is money by a mark of its own."""
    reading, spans = found.reading, []
    for match in reading.take(_PERCENT):
        whole = match["to"] == "100" and not _OFF.match(reading.left, match.end())  # "100 % algodón"
        for name in ("n", "to"):
            if match[name] and not whole:
                found.add("percent", read(match[name]), match.span(name))
        spans.append(match.span())
    reading.taken(spans)
    for pattern in (_MARKED, _NAMED):
        reading.taken([span for match in reading.take(pattern) if (span := _money(found, match))])


def find_offers(found: Found) -> None:
    """Finds 2x1, instalments and half prices."""
    reading, spans = found.reading, []
    for match in reading.take(_TIMES_OFFER):
        paid = match[2].replace("uno", "1")
        if match[1] > paid:
            found.add("offer", f"{match[1]}x{paid}", match.span())
            spans.append(match.span())
    reading.taken(spans)
    spans = []
    for match in reading.take(_INSTALMENTS):
        for each in re.finditer(r"\d+", match[1]):
            at = match.start() + each.start()
            found.add("offer", f"{int(each[0])} pagos", (at, at + len(each[0])))
        spans.append(match.span())
    reading.taken(spans)
    for match in reading.take(_HALF_PRICE):
        found.add("offer", "mitad", match.span())


def _money(found: Found, match: re.Match[str]) -> tuple[int, int] | None:
    """Adds the amounts of a match; None when it is no money after all."""
    groups = match.groupdict()
    each = groups.get("each")
    if each and each != "c/u" and read(match["to"]) < LEAST_PRICE:
        return None  # "3 cada uno" is a number of things
    currency = _currency(groups, found.currency)
    priced = is_priced(found, match.start())
    amounts = [name for name in ("low", "n", "to") if groups.get(name)]
    for name in amounts:
        value = read(match[name], currency or found.currency) / (100 if groups.get("cents") else 1)
        start = match.start() if name == amounts[0] else match.start(name)
        end = match.end() if name == amounts[-1] else match.end(name)
        found.add("money", value, (start, end), currency, priced=priced)
    return match.span()


def _currency(groups: dict[str, str | None], own: str) -> str | None:
    """The currency that was said; None for the business's own. A peso or dollar is its own, unless it says whose."""
    if code := groups.get("code") or groups.get("first"):
        return code.upper()
    if land := groups.get("land"):
        return _PESOS[land]
    if groups.get("peso"):
        return None if own in _PESOS.values() else OTHER_PESO
    if unit := groups.get("unit"):
        return None if _UNITS[unit] == "USD" and own in _DOLLARS else _UNITS[unit]
    return _SYMBOLS.get(groups.get("said") or groups.get("symbol") or "")


OTHER_PESO: Final = "pesos"  # of a business that counts in something else
_DOLLARS: Final = frozenset({"USD", "CAD", "AUD", "NZD"})
LEAST_PRICE: Final = 13  # a smaller bare number is rarely a price
_PRICE_WORDS = word_set(
    "cuesta cuestan costo costos costaria costarian costaba vale valen valdria precio precios sale salen saldria "
    "salio total subtotal anticipo deposito pago pagos pagar pagaria pagarias pagas cobra cobran cobramos cobro "
    "tarifa abono enganche mensualidad cuota costs cost price total deposit fee pay rate charge priced"
)
_PRICE_WITH = word_set("queda quedan quedaria quedarian esta estan deja dejo dejamos dejan va van tenemos")
_LEADS = word_set("en a por desde at for")
_BETWEEN = word_set(
    "es son de en a por solo solamente nada mas apenas desde aproximadamente aprox como unos unas seria serian te "
    "le les me lo la los las el cada uno una hoy tan al ahora just only is are it at for of about from around"
)
_PRICE_TALK = re.compile(
    r"\b(?:cuestan?|costos?|costari?an?|vale|valen|valdria|precios?|sale|salen|saldria|(?:sub)?total"
    r"|anticipo|depositos?|"
    r"pag(?:o|os|ar|as|an|aria|arias)|cobr[a-z]{1,5}|tarifas?|descuento|rebaja|abono|enganche|mensualidad|cuotas?|"
    r"(?:quedan?|quedaria|esta|estan|deja|dejo|dejamos|dejan) en|costs?|prices?|priced|deposit|fee|pay|rate|charge)\b"
)
_TOKENS_BEFORE = re.compile(r"[a-z]+|[^\sa-z]")
_LOOK_BACK = 42
_MOST_WORDS_BACK = 6


@lru_cache(maxsize=256)
def talks_of_prices(sentence: str) -> bool:
    """Whether a bare number of the sentence may be a price."""
    return _PRICE_TALK.search(sentence) is not None


def is_priced(found: Found, at: int) -> bool:
    """Whether a price word leads right to this place: "cuesta solo", "te queda en", "el total es de"."""
    before = _TOKENS_BEFORE.findall(found.reading.left[max(0, at - _LOOK_BACK, found.sentence(at).start) : at])
    led = False
    for word in before[: -_MOST_WORDS_BACK - 1 : -1]:
        if word in _PRICE_WORDS or (led and word in _PRICE_WITH):
            return True
        if word not in _BETWEEN and word not in ":=-*_~≈(":
            return False
        led = word in _LEADS
    return False
