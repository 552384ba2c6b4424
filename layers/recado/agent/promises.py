"""Promises of work later on: nobody but a person or a tool would keep them."""

import re
from collections.abc import Iterator
from typing import Final

# Each group with the tools after whose use it is true: the team was told, or notices go out by themselves.
_TEAM: Final = frozenset({"pedir_humano"})
_NOTICES: Final = frozenset(
    {"pedir_humano", "crear_pedido", "agendar_cita", "reprogramar_cita", "registrar_comprobante"}
)
_REVIEW: Final = frozenset({"pedir_humano", "registrar_comprobante"})
_VERIFY = r"(?:revis|verific|chec|cheq|consult|pregunt|investig|valid|averigu|corrobor|busc|confirm)[a-z]*"
_SOON = (
    r"(?:en (?:un |unos )?(?:momentos?|momentito|minutos?|minutitos?|ratos?|ratito|seguida|breve)"
    r"|enseguida|ahorita|ahora|luego|mas tarde|manana|despues|pronto)"
)
_PROMISES: Final = (
    (
        _NOTICES,
        re.compile(
            r"\b(?:te|le|les|os) (?:avis(?:o|amos|are|aremos)|notific(?:o|amos|are|aremos)|record(?:are|aremos)|"
            r"mant(?:engo|enemos|endre|endremos) (?:al tanto|informad[oa]s?))\b(?! que\b)"
            r"|\bwe(?:'ll| will) (?:notify|remind|let you know|keep you)\b|\bi(?:'ll| will) (?:notify"
            r"|remind|let you know|keep you)\b"
        ),
    ),
    (
        _REVIEW,
        re.compile(
            rf"\b(?:voy|vamos|paso|pasamos) a {_VERIFY}\b|\b(?:dejame|dejeme|dejanos|permiteme|permitame"
            rf"|permitenos) (?:{_VERIFY}|ver\b)"
            r"|\b(?:lo|la|los|las|te lo|te la|se lo) (?:reviso|revisamos|verifico|verificamos|checo"
            r"|checamos|consulto|consultamos|"
            r"confirmo|confirmamos|averiguo|pregunto|valido|validamos)\b"
            r"|\b(?:revisare|revisaremos|verificare|verificaremos|consultare|consultaremos|checare"
            r"|investigare|averiguare|"
            r"preguntare|confirmare|confirmaremos|validaremos)\b"
            rf"|\b{_SOON} (?:te |le |les |lo |la |se ){{1,3}}(?:{_VERIFY}|avis[a-z]+|respond[a-z]+|digo"
            r"|paso|mando|envio|comparto|llamo|marco|"
            r"escribo|contact[a-z]+|inform[a-z]+|veo|vemos)\b|\b(?:te|le|les) (?:confirmo|confirmamos"
            r"|respondo|respondemos|digo|informo|"
            rf"informamos|cuento|paso|comparto|mando|envio) (?:[a-z]+ ){{0,3}}?{_SOON}\b"
            r"|\b(?:dame|deme|danos|dadme) (?:un|unos|1|5) ?(?:momento|momentito|minuto|minutos|minutito"
            r"|segundo|segundos|ratito)\b"
            r"|\b(?:un momento|un segundo|un momentito)(?:,? por favor|[.!…]|$)|\b(?:espera|esperame"
            r"|espere|espereme) un\b"
            r"|\blet me (?:check|verify|confirm|ask|look|see|find out)\b|\bi(?:'ll| will| am going to|'m "
            r"going to) (?:check|verify|ask|"
            r"look into|find out|confirm|get back|follow up|come back)\b|\bwe(?:'ll| will) (?:check|verify"
            r"|get back|look into|confirm|"
            r"follow up)\b|\bget back to you\b|\b(?:give me|just) (?:a|one) (?:moment|minute|second|sec)\b"
            r"|\bone moment\b|\bhold on\b"
        ),
    ),
    (
        _TEAM,
        re.compile(
            r"\b(?:te|le|les) (?:contact(?:o|are|aremos|ara|aran|an)|llam(?:are|aremos|aran|ara|amos|o|an)"
            r"|marc(?:o|are|aremos|amos)|"
            r"escrib(?:o|imos|ire|iremos|ira|iran)|respond(?:ere|eremos|era|eran)|atender(?:a|an|emos)"
            r"|busco|buscamos|devuelvo la llamada)\b"
            r"|\b(?:me|nos) (?:comunic(?:o|are|amos|aremos)|pon(?:go|emos|dre|dremos)) (?:contigo|con "
            r"usted|en contacto)\b"
            r"|\b(?:se|nos) (?:comunicaran?|pondran?|pondremos|comunicaremos) (?:en contacto|contigo|con usted)\b"
            r"|\b(?:te|le) (?:paso|comunico|transfiero|conecto|canalizo) con\b"
            r"|\b(?:someone|an agent|a colleague|our team|the team|a representative) will\b|\bwe(?:'ll| "
            r"will) (?:call|contact|reach out)\b"
            r"|\bi(?:'ll| will) (?:call|contact|transfer|connect|reach out)\b"
        ),
    ),
)


def promises(plain: str, used: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yields where a folded text promises what no tool that was used will do.

    A question promises nothing, nor does what waits for the customer ("si me das tu nombre, lo confirmo"), nor what
    follows at once ("ahora te paso los precios:").
    """
    for tools, pattern in _PROMISES:
        if tools & used:
            continue
        for match in pattern.finditer(plain):
            start = max(plain.rfind(mark, 0, match.start()) for mark in "?.!\n") + 1
            sentence = _SENTENCE_END.split(plain[start : start + _LONGEST], maxsplit=1)[0]
            waits = tools is not _NOTICES and _WAITS.search(sentence)
            if (
                "¿" not in plain[start : match.start()]
                and not waits
                and ":" not in plain[match.end() : start + len(sentence)]
            ):
                yield match.span()


_LONGEST: Final = 300  # characters of a sentence that are looked at
_SENTENCE_END = re.compile(r"[?.!\n]")
_WAITS = re.compile(
    r"\b(?:si|cuando|en cuanto|una vez que|al) (?:me |nos |lo |te |asi )?(?:das|dices|confirmas|compartes"
    r"|envias|mandas|gustas|"
    r"quieres|deseas|parece|prefieres|decides|pagas|recibir|todo esta bien|estas de acuerdo)\b|\bif you "
    r"(?:want|like|prefer|agree)\b"
)
