"""Words people read, in the languages of the product."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The same said in Spanish and in English."""

    es: str
    en: str
