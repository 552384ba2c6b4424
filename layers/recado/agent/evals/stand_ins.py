"""Replacing what says who somebody is by stand-ins, the same ones throughout a conversation.

What is doubtful is replaced: a case is as good with another number or street, and whoever edits it sees it.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

NAMES: Final = ("Alex", "Dani", "Sam", "Noa", "Cris", "Pau", "Andy", "Fer", "Gabi", "Lou", "Mica", "Ari")
LEAST_DIGITS: Final = 7
LEAST_VALUE: Final = 4  # characters of a contact's field that would be replaced wherever they stand
_JOIN: Final = "[ .\\-/()_\u00a0\u200b-\u200d\u2060\ufe0f\u20e3]{0,3}"
_MAIL: Final = re.compile(r"[\w.+\-]+\s?@\s?[\w\-]+(?:\.[\w\-]+)+")
_LINK: Final = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w\-]+(?:\.[\w\-]+)*\.(?:com|mx|es|co|ar|net|org|gl|me|link)/\S+", re.IGNORECASE
)
_HANDLE: Final = re.compile(r"(?<![\w@])@[\w.]{2,}")
_PLACE: Final = re.compile(r"-?\d{1,3}[.,]\d{4,}\s*[,;]\s*-?\d{1,3}[.,]\d{4,}")
_IDENTITY: Final = re.compile(
    r"\b(?:[a-zñ&]{3,4}\d{6}[a-z0-9]{3,8}|[xyz]\d{7}[a-z]|\d{8}[a-z]|[a-z]{2}\d{2}(?:\s?[a-z0-9]{4}){3,8})\b",
    re.IGNORECASE,
)
_DIGITS: Final = re.compile(rf"\+?\(?\d(?:{_JOIN}\d)+")
_SPOKEN: Final = re.compile(
    r"\b(?:(?:cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|zero|one|two|three|four|five|six|seven|eight|nine)"
    r"[\s,.\-]+){6,}(?:cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|zero|one|two|three|four|five|six|seven"
    r"|eight|nine)\b",
    re.IGNORECASE,
)
_DATE: Final = re.compile(r"^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})$")
_MONEY_BEFORE: Final = re.compile(r"(?:[$€£]|\b(?:mxn|cop|ars|usd|eur))\s*$", re.IGNORECASE)
_MONEY_AFTER: Final = re.compile(r"^(?:,\d{2})?\s*(?:pesos|euros|d[oó]lares|mxn|cop|ars|usd|eur|€)\b", re.IGNORECASE)
_STREET: Final = re.compile(
    r"\b(?:calle|c/|avenida|av\b\.?|avda\.?|bulevar|boulevard|blvd\.?|calzada|calz\.|carrera|cra\.?|kra\.?|cll?\.|"
    r"diagonal|transversal|privada|cerrada|andador|circuito|paseo|camino|carretera|pasaje|jir[oó]n|jr\.|callej[oó]n|"
    r"prolongaci[oó]n|street|avenue|road)\s+[^\n,;!?]{0,60}?\d+[a-z]?\b(?:\s*(?:#|-|n[o°º]\.?|num\.?)\s*\d+[a-z]?)*",
    re.IGNORECASE,
)
_NAMED_STREET: Final = re.compile(
    r"\b(?:[Cc]alle|[Aa]venida|[Aa]v\.?|[Cc]alzada|[Bb]oulevard|[Cc]arrera|[Pp]aseo|[Pp]rivada|[Cc]errada)"
    r"(?:\s+(?:de|del|la|las|los|el))*(?:\s+[A-ZÁÉÍÓÚÑ][\wáéíóúñü]+){1,4}"
)
_QUARTER: Final = re.compile(
    r"\b(?:colonia|col\.?|barrio|fraccionamiento|fracc\.?|urbanizaci[oó]n|urb\.|residencial|unidad habitacional|"
    r"conjunto|torre|edificio|depto\.?|departamento|apto\.?|apartamento|piso|interior|int\.|mz\.?|manzana|lote|lt\.?)"
    r"\s+(?!(?:que|de los|donde|para|por|y|es|est[aá]|tiene|tienen|no|si)\b)[\w.]+"
    r"(?:\s+(?:norte|sur|oriente|poniente|centro))?",
    re.IGNORECASE,
)
_POSTCODE: Final = re.compile(r"\b(?:c\.?\s?p\.?|c[oó]digo postal)\s*:?\s*\d{4,6}\b", re.IGNORECASE)
_LIVES: Final = re.compile(
    r"\b(mi (?:direcci[oó]n|domicilio|casa|ubicaci[oó]n)\s*(?:es|est[aá] en|:)|vivo (?:en|por)|"
    r"my address is|i live (?:in|at))"
    r"\s*[^\n.!?]+",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(
    r"\b(?:me llamo|mi nombre es|a nombre de|de parte de|my name is|under the name(?: of)?)\s*:?\s+"
    r"((?:[^\W\d_]{2,}(?:\s+|$)){1,3})",
    re.IGNORECASE,
)
_IS: Final = re.compile(
    r"\b(?:[Ss]oy|[Hh]abla|[Ll]e escribe|I am|I'm|[Pp]ara|[Cc]on|[Ss]ra?\.?|[Dd]on|[Dd]oña|[Dd]ra?\.|[Ll]ic\.)\s+"
    r"((?:[A-ZÁÉÍÓÚÑ][^\W\d_]+(?:\s+|\b)){1,4})"
)
_STOP: Final = frozenset(
    (
        "y", "e", "o", "u", "de", "del", "la", "las", "los", "el", "para", "por", "con", "que", "en", "un", "una", "mi",
        "su", "soy", "quiero", "quisiera", "necesito", "busco", "the", "and", "for", "gracias", "porfa", "favor",
        "hola", "buenas", "hoy", "manana", "lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo",
    )
)  # fmt: skip


class StandIns:
    """names: of the contact and the team. values: of the contact's fields, and how they are reached."""

    def __init__(self, names: Iterable[str], values: Iterable[str] = ()) -> None:
        self._names: dict[str, str] = {}
        self._kept: dict[str, str] = {}
        self._values = sorted({each.strip() for each in values if len(each.strip()) >= LEAST_VALUE}, key=len)[::-1]
        for name in names:
            self._learn(name, least=3)

    def learn(self, text: str) -> None:
        """Finds names that people say of themselves; to be called with every text before any is replaced."""
        for match in (*_CALLED.finditer(text), *_IS.finditer(text)):
            self._learn(match[1], least=2)

    def replaced(self, text: str) -> str:
        """Returns the text with stand-ins."""
        for value in self._values:
            pattern = re.compile(re.escape(value), re.IGNORECASE)
            text = pattern.sub(lambda each: self._stand_in("value", each[0], "dato{}"), text)
        text = _MAIL.sub(lambda each: self._stand_in("mail", each[0], "persona{}@correo.example"), text)
        text = _LINK.sub(lambda each: self._stand_in("link", each[0], "https://enlace.example/{}"), text)
        text = _HANDLE.sub(lambda each: self._stand_in("handle", each[0], "@persona{}"), text)
        text = _PLACE.sub("0.0, 0.0", text)
        text = _LIVES.sub(lambda each: f"{each[1]} calle Ejemplo 100", text)
        text = _POSTCODE.sub("cp 01000", text)
        for pattern in (_STREET, _NAMED_STREET):
            text = pattern.sub("calle Ejemplo 100", text)
        text = _QUARTER.sub("colonia Ejemplo", text)
        text = _SPOKEN.sub(lambda each: self._number("5500000000"), text)
        text = self._digits(text)
        text = _IDENTITY.sub(lambda each: self._stand_in("identity", each[0], "ID-{}"), text)
        return self._named(text)

    def _digits(self, text: str) -> str:
        def instead(match: re.Match[str]) -> str:
            digits = re.sub(r"\D", "", match[0])
            money = _MONEY_BEFORE.search(text[: match.start()]) or _MONEY_AFTER.search(text[match.end() :])
            if len(digits) < LEAST_DIGITS or _DATE.match(match[0]) or (money and len(digits) < 13):
                return match[0]
            return ("+" if match[0].startswith("+") else "") + self._number(digits)

        return _DIGITS.sub(instead, text)

    def _number(self, digits: str) -> str:
        """Of as many digits, and the same for the same number."""
        plain = "".join(str(unicodedata.digit(each)) for each in digits)
        number = self._stand_in("number", plain, "{}")
        return ("55" + number.rjust(len(plain) - 2, "0"))[: len(plain)]

    def _named(self, text: str) -> str:
        if not self._names:
            return text
        return re.sub(r"[^\W\d_]+", lambda each: self._names.get(_folded(each[0]), each[0]), text)

    def _learn(self, name: str, least: int) -> None:
        for word in re.findall(r"[^\W\d_]+", name):
            plain = _folded(word)
            if plain in _STOP:
                if self._names:
                    continue
                break
            if len(plain) >= least and plain not in self._names:
                at = len(self._names)
                self._names[plain] = NAMES[at] if at < len(NAMES) else f"Persona{at + 1}"

    def _stand_in(self, kind: str, text: str, form: str) -> str:
        key = f"{kind}:{_folded(text)}"
        if key not in self._kept:
            self._kept[key] = form.format(sum(each.startswith(f"{kind}:") for each in self._kept) + 1)
        return self._kept[key]


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in plain if not unicodedata.combining(each))
