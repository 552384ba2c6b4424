"""Claims without numbers: that something is or is not to be had, that it is free, and that something was done."""

import re
from typing import Final

from recado.agent.grounding.claim import Found

_SOME = r"(?:[a-z]+ ){0,4}?"
_HAVE = re.compile(
    r"(?:\bsi,? (?:los |las |lo |la |te |nos |me |aun |todavia )?(?:hay|tenemos|tengo|contamos con|quedan?|manejamos)\b"
    rf"|\b(?:hay|tenemos|tengo|queda|quedan|contamos con) {_SOME}(?:disponib[a-z]+|en existencias?|existencias|en stock)\b"
    r"|\b(?:esta|estan|sigue|siguen|lo tenemos|la tenemos|los tenemos|las tenemos) (?:aun |todavia |ahora |"
    r"totalmente )?(?:disponibles?|en existencia|en stock)\b"
    r"|\b(?:hay|tenemos|queda|tengo) (?:disponibilidad|lugar|espacio|cupo|existencias?)\b"
    r"|\bquedan? (?:muy )?(?:poc[oa]s?|algun[oa]s?|vari[oa]s)\b|\bultim[oa]s (?:piezas|pares|unidades|lugares|cupos)\b"
    r"|\b(?:yes,? we (?:do )?have|(?:is|are) (?:still |currently )?(?:available|in stock)|we have (?:it|them|some|plenty)\b)"
    r"|\bcon disponibilidad\b)"
)
_LACK = re.compile(
    r"\bagotad[oa]s?\b|\bsold out\b|\bout of stock\b|\bsin (?:existencias?|stock|disponibilidad)\b|\bse (?:nos )?(?:acabo|acabaron)\b"
    rf"|\b(?:ya )?no (?:nos |me |lo |la |los |las )?(?:hay|tenemos|tengo|quedan?|contamos con|esta|estan)\b {_SOME}"
    r"(?:disponib[a-z]+|existencias?|stock|lugar|espacio|cupo|piezas?|pares|unidades)\b"
    r"|\bya no (?:hay|quedan?|(?:lo|la|los|las) tenemos|tenemos)\b|\bno (?:longer )?(?:available|in stock)\b|\bnot available\b"
)
_OURSELVES = re.compile(r"\b(?:estoy|estamos|somos|quedo|quedamos|i am|i'm|we are|we're)\b")
_FREE = re.compile(
    r"\bgratis\b|\bgratuit[oa]s?\b|\bsin (?:ningun )?costo\b|\bsin cargo\b|\bfor free\b|\bfree (?:shipping|delivery|of charge)\b"
)
_DOES = r"(?:ya |te |se |le |lo |la )*(?:quedo|quedaron|esta|estan|fue|ha sido|han sido|has been|have been|is|was|queda|quedan)"
_DONE: Final = re.compile(
    r"\bconfirmad[oa]s?\b|\bagendad[oa]s?\b|\breservad[oa]s?\b|\bapartad[oa]s?\b|\bregistrad[oa]s?\b|\bprogramad[oa]s?\b|"
    r"\breagendad[oa]s?\b|\breprogramad[oa]s?\b|\bcancelad[oa]s?\b|\bpagad[oa]s?\b|\bacreditad[oa]s?\b|\breembolsad[oa]s?\b|"
    r"\bprocesad[oa]s?\b|\bconfirmed\b|\bbooked\b|\bscheduled\b|\brescheduled\b|\bcancell?ed\b|\bpaid\b|\brefunded\b|"
    r"\bplaced\b|\breserved\b|"
    r"\btu (?:pedido|orden|compra|cita|reserva|reservacion|turno|pago) (?:ya )?(?:quedo|quedaron|esta list[oa]|fue|va en camino)\b|"
    r"\b(?:ya )?(?:quedaste|quedo) (?:confirmad[oa]|agendad[oa]|registrad[oa]|list[oa]|anotad[oa])|"
    r"\b(?:ya )?(?:te |lo |la |los |las |se )?(?:agende|reserve|aparte|cancele|reprograme|registre|confirme|levante|genere|"
    r"procese|cree)\b|\bhe (?:agendado|reservado|apartado|cancelado|registrado|confirmado|creado|generado|procesado)\b|"
    r"\bacabo de (?:agendar|reservar|apartar|cancelar|registrar|confirmar|crear|generar|procesar|enviar)[a-z]*\b|"
    r"\brecibimos tu (?:pago|transferencia|deposito|comprobante)\b|\btu pago (?:fue|ha sido|esta) \w+|\bva en camino\b|"
    r"\bi(?:'ve| have) (?:booked|scheduled|cancelled|canceled|placed|confirmed|reserved)\b"
)
_ABOUT: Final = (
    ("change", re.compile(r"reagend|reprogram|resched")),
    ("cancellation", re.compile(r"cancel")),
    ("proof", re.compile(r"comprobante|recibimos tu (?:transferencia|deposito|pago)")),
    ("payment", re.compile(r"\bpag|acredit|reembols|\bpaid|refund|\bpayment|transferencia|deposito")),
    ("delivery", re.compile(r"en camino|enviad|entregad|delivered|shipped")),
    (
        "appointment",
        re.compile(r"\bcitas?\b|agend|\breserva|\breserve|\bturno|program|appointment|book|schedul|reservation"),
    ),
    ("order", re.compile(r"\bpedido|\borden\b|\bcompra\b|\border|apart|placed|levante")),
)
_AWAITED = re.compile(
    r"\b(?:cuando|una vez|en cuanto|despues de|antes de|hasta que|para que|si|al|aun no|todavia no|por|pendiente|sin|no|"
    r"ser[ai][a-z]*|quedar[ai][a-z]*|estar[ai][a-z]*|once|when|if|after|until|before|not|will be|to be|pending|puedo|podemos|"
    r"quieres|gustaria|prefieres|deseas|necesito|necesitas|debe|deben)\b"
)
_PAST = re.compile(r"^(?:.*\b)?(?:quedo|quedaron|quedaste|ha sido|han sido|fue|ya|listo|he|acabo|has been|i've|was)\b")
_OTHERS = re.compile(r"\b(?:los|las|productos|pedidos|citas|piezas|cupos|servicios|horarios|pagos) (?:[a-z]+ )?$")
_CLAUSE = re.compile(r"[,;:(]")
_LOOK_BACK = 60


def find_words(found: Found) -> None:
    """Finds what is claimed in words alone. What is asked, awaited or denied is no claim."""
    text = found.reading.digits.text
    lacking = []
    for match in _LACK.finditer(text):
        lacking.append(match.span())
        if not _asked(found, match) and not _conditional(found, match.start()):
            found.add("available", "lack" if match[0].startswith("no") else "out", match.span())
    for match in _HAVE.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in lacking[-40:]):
            continue
        if _is_yes(found, match) and not _asked(found, match) and not _conditional(found, match.start()):
            found.add("available", "in", match.span())
    for match in _FREE.finditer(text):
        if not _asked(found, match) and "no " not in text[max(0, match.start() - 12) : match.start()]:
            found.add("available", "free", match.span())
    for match in _DONE.finditer(text):
        if not _asked(found, match) and not _awaited(found, match):
            found.add("effect", _about(found, match), match.span())


def _is_yes(found: Found, match: re.Match[str]) -> bool:
    """Not "if there is": "sí hay" has its accent or comma. Nor ourselves: "estamos disponibles de 9 a 6"."""
    if match[0].startswith("si ") and not _accented(found, match.start()):
        return False
    sentence = found.sentence(match.start())
    before = match.string[max(sentence.start, match.start() - 25) : match.end()]
    return not ("disponib" in match[0] and _OURSELVES.search(before))


def _accented(found: Found, at: int) -> bool:
    place = found.reading.digits.span(at, at + 2)[0]
    return found.reading.text[place + 1 : place + 2] in "íÍ"


def _asked(found: Found, match: re.Match[str]) -> bool:
    """Whether it stands within ¿…?"""
    sentence = found.sentence(match.start())
    before = match.string[sentence.start : match.start()]
    if "¿" in before:
        return "?" not in before[before.rindex("¿") :]
    return sentence.text.rstrip().endswith("?") and _ENGLISH_QUESTION.match(sentence.text.strip()) is not None


_ENGLISH_QUESTION = re.compile(r"(?:is|are|was|has|have|did|do|does|can|could|would|should|will|shall)\b")
_IF = re.compile(r"\b(?:si|cuando|en caso de que|if|when|whether)\b")


def _conditional(found: Found, at: int) -> bool:
    """Whether "si", "cuando" or "if" opens the clause around the place."""
    return any(not _accented(found, start) for start in _clause_words(found, at, _IF))


def _clause_words(found: Found, at: int, pattern: re.Pattern[str]) -> list[int]:
    text, start = found.reading.digits.text, found.sentence(at).start
    start = max(start, at - _LOOK_BACK)
    clause = max([start, *(start + match.end() for match in _CLAUSE.finditer(text[start:at]))])
    return [clause + match.start() for match in pattern.finditer(text[clause:at])]


def _awaited(found: Found, match: re.Match[str]) -> bool:
    """Whether it is yet to come or not so: in the same clause, or anywhere before unless it is told as past."""
    if any(not _accented(found, at) for at in _clause_words(found, match.start(), _AWAITED)):
        return True
    text = match.string
    start = max(found.sentence(match.start()).start, match.start() - 2 * _LOOK_BACK)
    before = text[start : match.start()]
    if _OTHERS.search(before):
        return True
    clause = _CLAUSE.split(before)[-1]
    past = _PAST.match(clause + match[0]) is not None
    return not past and any(not _accented(found, start + each.start()) for each in _AWAITED.finditer(before))


def _about(found: Found, match: re.Match[str]) -> str:
    """What was done, by the word itself or else by what its sentence speaks of; "any" when nothing says so."""
    text, sentence = match.string, found.sentence(match.start())
    start = max(sentence.start, match.start() - _LOOK_BACK)
    for words in (match[0], text[start : match.end()], text[start : min(sentence.end, match.end() + _LOOK_BACK)]):
        for about, pattern in _ABOUT:
            if pattern.search(words):
                return about
    return "any"
