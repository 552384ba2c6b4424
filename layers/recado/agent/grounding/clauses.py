"""How a claim in words stands in its sentence: asked, under a condition, or told."""

import re
from typing import Final

from recado.agent.grounding.claim import Found

LOOK_BACK: Final = 60  # characters of a sentence before a claim that are looked at
CLAUSE_END: Final = re.compile(r"[,;:(]")
_IF = re.compile(r"\b(?:si|cuando|en caso de que|if|when|whether)\b")
_ENGLISH_QUESTION = re.compile(r"(?:is|are|was|has|have|did|do|does|can|could|will|would|should|shall)\b")


def before(found: Found, at: int, most: int = LOOK_BACK) -> str:
    """Returns what stands before a place of the digits' text in its sentence, at most so many characters."""
    return found.reading.digits.text[max(found.sentence(at).start, at - most) : at]


def accented(found: Found, at: int) -> bool:
    """Whether the word "si" at the place is "sí"."""
    place = found.reading.digits.span(at, at + 2)[0]
    return found.reading.text[place + 1 : place + 2] in ("í", "Í")


def asked(found: Found, at: int) -> bool:
    """Whether the place is within ¿…?; in English, whether its sentence is a question."""
    sentence = found.sentence(at)
    told = found.reading.digits.text[sentence.start : at]
    if "¿" in told:
        return "?" not in told[told.rindex("¿") :]
    spoken = sentence.text.strip()
    return spoken.endswith("?") and _ENGLISH_QUESTION.match(spoken) is not None


def clause_words(found: Found, at: int, pattern: re.Pattern[str]) -> bool:
    """Whether the words stand before the place in its clause. "sí" is not "si"."""
    told = before(found, at)
    start = max((match.end() for match in CLAUSE_END.finditer(told)), default=0)
    offset = at - len(told)
    return any(not accented(found, offset + match.start()) for match in pattern.finditer(told, start))


def conditional(found: Found, at: int) -> bool:
    """Whether "si", "cuando" or "if" opens the clause around the place."""
    return clause_words(found, at, _IF)
