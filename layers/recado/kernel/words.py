"""Words that people read, in Spanish and in English."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["es", "en"]
MOST_READ = 500  # characters of a header


@dataclass(frozen=True, slots=True)
class Words:
    """One text in both languages, which say the same."""

    es: str
    en: str

    def in_language(self, language: Language) -> str:
        """Returns the text in one of them."""
        return self.es if language == "es" else self.en


def preferred(accept_language: str | None) -> Language:
    """Returns the language an Accept-Language header asks for (RFC 9110): English unless Spanish is preferred to it."""
    weights: dict[str, float] = {"es": 0.0, "en": 0.0}
    for each in (accept_language or "")[:MOST_READ].split(","):
        tag, _, parameter = each.strip().partition(";")
        language = tag.strip().lower().split("-")[0]
        if language in weights:
            weights[language] = max(weights[language], _weight(parameter))
    return "es" if weights["es"] > weights["en"] else "en"


def _weight(parameter: str) -> float:
    """Returns the weight in `q=0.5`, 1 where none is given; 0 for what is none."""
    name, _, value = parameter.strip().partition("=")
    if not name:
        return 1.0
    try:
        weight = float(value)
    except ValueError:
        return 0.0
    return weight if name.strip().lower() == "q" and 0 <= weight <= 1 else 0.0
