"""Claims that something was done: "tu pedido quedó", "confirmado", "agendada", "te aparté", "recibimos tu pago"."""

import re
from typing import Final

from recado.agent.grounding.claim import Found
from recado.agent.grounding.clauses import CLAUSE_END, LOOK_BACK, asked, before, clause_words

_THING = (
    r"(?:pedido|orden|compra|cita|reserva|reservacion|turno|pago|lugar|espacio|order|appointment" r"|booking|payment)s?"
)
# Said of something: "quedó confirmada", "tu pedido confirmado", or alone: "¡Confirmado!", "Cita agendada ✅".
_PARTICIPLE = re.compile(
    r"\b(?:confirmad|agendad|reservad|apartad|registrad|programad|reagendad|reprogramad|cancelad|pagad|acreditad|"
    r"reembolsad|procesad)[oa]s?\b|\b(?:confirmed|booked|scheduled|rescheduled|cancell?ed|paid"
    r"|refunded|placed|reserved)\b"
)
_ANNOUNCED = re.compile(
    r"(?:\b(?:qued(?:o|aron|aste|a|an)|esta|estan|estas|fue|fueron|sido|ha|han|he|hemos|ya|listo|dej[oe]"
    r"|dejamos|is|are|was|were|been|get)"
    r"(?: (?:ya|todo|oficialmente|correctamente|exitosamente|now|all|successfully|fully))?"
    rf"|\bqued(?:o|aron)\b[^,;:]{{0,30}}|\b(?:tus?|your) {_THING}(?: [a-z0-9-]{{1,8}})?)[\s:*_,!-]*$"
)
_ALONE = re.compile(rf"[^a-z]*(?:(?:tu |listo[^a-z]*|perfecto[^a-z]*)?{_THING}[^a-z]*)?")
_PHRASE = re.compile(
    rf"\b(?:tus?|your) {_THING} (?:[a-z]-?\d+ )?(?:ya )?(?:quedo|quedaron|esta list[oa]|fue|ha sido|va en camino)\b"
    r"|\bquedaste list[oa]\b|\bqued(?:o|aste) anotad[oa]s?\b|\bva en camino\b"
    r"|\bhe (?:agendado|reservado|apartado|cancelado|registrado|confirmado|creado|generado|procesado|enviado)\b"
    r"|\bacabo de (?:agendar|reservar|apartar|cancelar|registrar|confirmar|crear|generar|procesar)[a-z]*\b"
    r"|\b(?:ya )?(?:recibimos|recibi) tu (?:pago|transferencia|deposito|comprobante)\b"
    r"|\bgracias por tu (?:pago|transferencia)\b"
    r"|\bi(?:'ve| have) (?:booked|scheduled|cancell?ed|placed|confirmed|reserved)\b"
)
# Told of ourselves, by the accent that sets it apart from "aparte de eso" and "confirme, por favor".
_I_DID = re.compile(
    r"\b(?:ya )?(?:te |lo |la |los |las |se ){0,3}(?:agende|reserve|aparte|cancele|reprograme|reagende"
    r"|registre|confirme|levante|"
    r"genere|procese|cree)\b"
)
_ABOUT: Final = (
    ("change", re.compile(r"reagend|reprogram|resched")),
    ("cancellation", re.compile(r"cancel")),
    ("proof", re.compile(r"comprobante|tu (?:transferencia|deposito|pago)$")),
    ("payment", re.compile(r"\bpag|acredit|reembols|\bpaid|refund|\bpayment|transferencia|deposito")),
    ("delivery", re.compile(r"en camino|enviad|entregad|delivered|shipped")),
    (
        "appointment",
        re.compile(r"\bcitas?\b|agend|\breserva|\breserve|\bturno|program|appointment|book|schedul|reservation"),
    ),
    ("order", re.compile(r"\bpedido|\borden\b|\bcompra\b|\border|apart|placed|levante")),
)
_AWAITED = re.compile(
    r"\b(?:cuando|una vez|en cuanto|despues de|antes de|hasta que|para que|si|al (?:quedar|ser|estar)|aun "
    r"no|todavia no|pendiente|"
    r"sin|no(?= (?:[a-z]+ ){0,2}$)|ser|sera[a-z]*|once|when|if|after|until|before|not|will be|to be"
    r"|pending|puedo|podemos|"
    r"quieres|gustaria|prefieres|deseas|necesito|necesitas|debe|deben)\b"
)
_PAST = re.compile(
    r"\b(?:quedo|quedaron|quedaste|sido|ha|han|fue|fueron|ya|listo|he|acabo|been|i've|was" r"|recibi|recibimos)\b"
)
_OTHERS = re.compile(r"\b(?:los|las|productos|pedidos|citas|piezas|cupos|servicios|horarios|pagos) (?:[a-z]+ )?$")


def find_effects(found: Found) -> None:
    """Finds what is said to be done. What is asked, awaited, supposed or denied is no claim."""
    text = found.reading.digits.text
    for match in _PHRASE.finditer(text):
        _add(found, match)
    for match in _PARTICIPLE.finditer(text):
        told = before(found, match.start())
        alone = len(told) < LOOK_BACK and _ALONE.fullmatch(told)
        if (alone or _ANNOUNCED.search(told)) and not _OTHERS.search(told):
            _add(found, match)
    for match in _I_DID.finditer(text):
        end = found.reading.digits.span(*match.span())[1]
        if found.reading.text[end - 1] in "éÉ":
            _add(found, match)


def _add(found: Found, match: re.Match[str]) -> None:
    if not asked(found, match.start()) and not _awaited(found, match):
        found.add("effect", _about(found, match), match.span())


def _awaited(found: Found, match: re.Match[str]) -> bool:
    """Whether it is yet to come or not so: by its clause, or by anything before unless it is told as past."""
    if clause_words(found, match.start(), _AWAITED):
        return True
    told = before(found, match.start(), 2 * LOOK_BACK)
    past = _PAST.search(CLAUSE_END.split(told)[-1] + match[0])
    return past is None and _AWAITED.search(told) is not None


def _about(found: Found, match: re.Match[str]) -> str:
    """What was done, by the word itself or else by what its sentence speaks of; "any" when nothing says so."""
    told = before(found, match.start()) + match[0]
    after = match.string[match.end() : min(found.sentence(match.start()).end, match.end() + LOOK_BACK)]
    for words in (match[0], told, after):
        for about, pattern in _ABOUT:
            if pattern.search(words):
                return about
    return "any"
