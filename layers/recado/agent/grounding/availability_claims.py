"""Claims without numbers that something is or is not to be had, or is free."""

import re

from recado.agent.grounding.claim import Found
from recado.agent.grounding.clauses import accented, asked, before, conditional

_SOME = r"(?:[a-z]+ ){0,4}?"
_HAVE = re.compile(
    r"\bsi,? (?:los |las |lo |la |te |nos |me |aun |todavia )?(?:hay|tenemos|tengo|contamos con|quedan?|manejamos)\b"
    rf"|\b(?:hay|tenemos|tengo|queda|quedan|contamos con) {_SOME}(?:disponib[a-z]+|en existencias?"
    r"|existencias|en stock)\b"
    r"|\b(?:esta|estan|sigue|siguen|(?:lo|la|los|las) (?:tenemos|tengo)) (?:aun |todavia |ahora |totalmente )?"
    r"(?:disponibles?|en existencia|en stock)\b"
    r"|\b(?:hay|tenemos|queda|tengo) (?:disponibilidad|lugar|espacio|cupo|existencias?)\b|\bcon disponibilidad\b"
    r"|\bquedan? (?:muy )?(?:poc[oa]s?|algun[oa]s?|vari[oa]s)\b|\bultim[oa]s (?:piezas|pares|unidades|lugares|cupos)\b"
    r"|\byes,? we (?:do )?have\b|\b(?:is|are) (?:still |currently )?(?:available|in stock)\b"
    r"|\bwe have (?:it|them|some|plenty)\b"
)
_LACK = re.compile(
    r"\bagotad[oa]s?\b|\bsold out\b|\bout of stock\b|\bsin (?:existencias?|stock|disponibilidad)\b"
    r"|\bse (?:nos )?(?:acabo|acabaron)\b|\bya no (?:hay|quedan?|(?:(?:lo|la|los|las) )?tenemos)\b"
    rf"|\b(?:ya )?no (?:nos |me |lo |la |los |las )?(?:hay|tenemos|tengo|quedan?|contamos con|esta|estan)\b {_SOME}"
    r"(?:disponib[a-z]+|existencias?|stock|lugar|espacio|cupo|piezas?|pares|unidades)\b"
    r"|\bno (?:longer )?(?:available|in stock)\b|\bnot available\b"
)
_NO_GOODS = re.compile(
    r" (?:(?:un[oa]?|vari[oa]s|algun[oa]s|diferentes|distint[oa]s|much[oa]s|otr[oa]s?|mas|nuestr[oa]s?|\d+) )?"
    r"(?:opcion|forma|manera|sugerencia|idea|metodo|tipo|que\b|problema|pregunta|atencion|experiencia"
    r"|redes|correo|telefono)"
)
_OURSELVES = re.compile(r"\b(?:estoy|estamos|somos|quedo|quedamos|i am|i'm|we are|we're)\b")
_FREE = re.compile(
    r"\bgratis\b|\bgratuit[oa]s?\b|\bsin (?:ningun )?costo\b|\bsin cargo\b|\bfor free\b"
    r"|\bfree (?:shipping|delivery|of charge)\b|\b(?:is|are|it's|for you) (?:all |totally |completely )?free\b"
)
_DENIED_FREE = 12  # characters before: "no es gratis"


def find_availability(found: Found) -> None:
    """Finds "in", "out" and "lack" (a mere no) of stock, and "free". What is asked or supposed is no claim."""
    text = found.reading.digits.text
    lacking: list[tuple[int, int]] = []
    for match in _LACK.finditer(text):
        lacking.append(match.span())
        if not _supposed(found, match):
            found.add("available", "lack" if "no " in match[0] or match[0].startswith("not") else "out", match.span())
    at = 0
    for match in _HAVE.finditer(text):
        while at < len(lacking) and lacking[at][1] <= match.start():
            at += 1
        denied = at < len(lacking) and lacking[at][0] < match.end()
        if not denied and _is_yes(found, match) and not _supposed(found, match):
            found.add("available", "in", match.span())
    for match in _FREE.finditer(text):
        if not asked(found, match.start()) and "no " not in before(found, match.start(), _DENIED_FREE):
            found.add("available", "free", match.span())


def _supposed(found: Found, match: re.Match[str]) -> bool:
    return asked(found, match.start()) or conditional(found, match.start())


def _is_yes(found: Found, match: re.Match[str]) -> bool:
    """Not "if there is": "sí hay" has its accent or comma. Nor "claro que sí, …", nor "estamos disponibles"."""
    told = before(found, match.start(), 25)
    if match[0].startswith("si ") and not accented(found, match.start()):
        return False
    if match[0].startswith("si,") and told.endswith("que "):
        return False
    if match[0].startswith("si") and _NO_GOODS.match(match.string, match.end()):
        return False
    return not ("disponib" in match[0] and _OURSELVES.search(told + match[0]))
