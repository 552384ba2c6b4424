"""What to do with misses: the list for one more call of the model, and cutting the sentences that hold them."""

import re
from collections.abc import Sequence
from typing import Final, Protocol

from recado.agent.grounding.effects import Effect
from recado.agent.grounding.folding import word_set
from recado.agent.grounding.miss import Miss
from recado.agent.grounding.reading import Reading, Sentence


class Spot(Protocol):
    """Where something stands in a draft that must not be sent, and what kind of thing it is."""

    @property
    def kind(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


LEAST_WORDS: Final = 3  # of a sentence that is useful alone
_WORD = re.compile(r"[a-z]{2,}|\d+")
# A sentence of nothing but these greets, thanks or offers help.
_PLEASANT = word_set(
    "hola buenas buenos dias tardes noches buen dia gracias muchas mil con gusto mucho claro que si por supuesto "
    "desde luego perfecto excelente genial listo hay algo mas en lo te ayudo puedo ayudarte ayudar quedo quedamos "
    "la orden atento atenta tus ordenes saludos bienvenido bienvenida un placer saludarte como estas espero estes "
    "bien de nada encantado encantada adelante vale sale va ok okay hi hello thanks thank you sure of course "
    "gladly anything else can help with happy to bien alguna otra duda pregunta cualquier estamos para servirte "
    "servirle para tu el al le me aqui nos vemos pronto feliz linda lindo tarde noche cosa esta respecto "
    "escribirnos escribenos"
)
_OPENS_LIST = re.compile(r":[\s*_]*$")
_LIST_LINE = re.compile(r"\s*(?:[-•*▪·–]|\d{1,2}[.)])\s")
_BLANKS = re.compile(r"\n{3,}")


def repair_request(misses: Sequence[Miss]) -> str:
    """Returns what the model is told, a line for each miss: «no respaldado: $1,199 (hecho: $1,299)»."""
    lines = dict.fromkeys(_line(miss) for miss in misses)
    return "\n".join(lines)


def _line(miss: Miss) -> str:
    said = " ".join(miss.said.split())
    if miss.kind == "calendar":
        right = f": ese día es {miss.nearest}" if miss.nearest else ": esa fecha no existe"
        return f"fecha imposible: {said}{right}"
    if miss.kind == "effect":
        return f"no respaldado: {said} (no se hizo en este turno: no lo des por hecho)"
    if miss.kind == "available":
        return f"no respaldado: {said} (consulta existencias u horarios antes de decirlo)"
    return f"no respaldado: {said} (hecho: {miss.nearest})" if miss.nearest else f"no respaldado: {said}"


def cut(draft: str, misses: Sequence[Spot], effects: frozenset[Effect]) -> str | None:
    """Returns the draft without the sentences that hold misses; None when that will not do.

    It will not when an effect is involved, claimed or done (the customer would miss half of it), nor when no useful
    sentence stays. Lines that led to what was cut go with it.
    """
    if not misses or effects or any(miss.kind == "effect" for miss in misses):
        return None
    sentences = Reading(draft).sentences
    bad = {
        at for at, each in enumerate(sentences) for miss in misses if miss.start < each.last and miss.end > each.first
    }
    bad |= _dangling(sentences, bad)
    kept = [each for at, each in enumerate(sentences) if at not in bad]
    if not any(useful(each.text) for each in kept):
        return None
    text = "".join(draft[each.first : each.last] for each in kept)
    return _BLANKS.sub("\n\n", "\n".join(line.strip(" ") for line in text.split("\n"))).strip()


def useful(sentence: str) -> bool:
    """Whether a folded sentence tells or asks something: it is not all greeting, thanks and offers of help."""
    words = _WORD.findall(sentence)
    return len(words) >= LEAST_WORDS and sum(word not in _PLEASANT for word in words) >= 2


def _dangling(sentences: Sequence[Sentence], bad: set[int]) -> set[int]:
    """The lines that announce a list of which nothing is left."""
    gone = set(bad)
    for at in range(len(sentences) - 1, -1, -1):
        if at in gone or not _OPENS_LIST.search(sentences[at].text):
            continue
        follow = [next_at for next_at in range(at + 1, len(sentences)) if sentences[next_at].text.strip()]
        if (
            follow
            and follow[0] in gone
            and not any(_LIST_LINE.match(sentences[each].text) and each not in gone for each in follow)
        ):
            gone.add(at)
    return gone
