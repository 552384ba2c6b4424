"""Variables of a configuration's text: which names there are not, and which was perhaps meant."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from recado.agent.grounding.folding import folded
from recado.agent.variables import FIELD, names
from recado.businesses.model import unknown_names, variables_of
from recado.businesses.preferences import UnknownVariables
from recado.crm.cards import Field

MOST_UNKNOWN: Final = 50
MOST_NAME: Final = 100
ALIKE: Final = 0.6
LEAST_BEGINNING: Final = 3  # letters that two names begin with


@dataclass(frozen=True, slots=True)
class UnknownVariable:
    """A name between double braces that is no variable. nearest: what was perhaps meant."""

    name: str
    nearest: str | None


def unknown(text: str, fields: Sequence[Field]) -> list[UnknownVariable]:
    """Returns what the text uses and there is not, in order, once each."""
    there = names([field.key for field in fields])
    missing = [name for name in variables_of(text) if name not in there][:MOST_UNKNOWN]
    if not missing:
        return []
    called = _called(there, fields)
    return [UnknownVariable(name[:MOST_NAME], _nearest(name, called)) for name in missing]


def check(text: str, fields: Sequence[Field]) -> None:
    """Raises UnknownVariables when the text uses names that there are not."""
    if missing := [each.name for each in unknown(text, fields)]:
        problem = unknown_names(missing)
        raise UnknownVariables(problem, variables=missing, errors=[{"field": "context", "problem": problem}])


def _called(there: Sequence[str], fields: Sequence[Field]) -> dict[str, str]:
    """Returns what each variable may be called by who does not know its name: fields by their key or label as well."""
    called = {name: name for name in there}
    for field in fields:
        for words in (field.key, _word(field.label_es), _word(field.label_en)):
            called.setdefault(words, FIELD + field.key)
    return called


def _nearest(name: str, called: dict[str, str]) -> str | None:
    wanting = _word(name[:MOST_NAME].removeprefix(FIELD))
    if wanting in called:
        return called[wanting]
    if near := get_close_matches(wanting, called, 1, ALIKE):
        return called[near[0]]
    beginning = [each for each in called if len(each) >= LEAST_BEGINNING and wanting.startswith(each)]
    return called[max(beginning, key=len)] if beginning else None


def _word(text: str) -> str:
    """Returns a label as a name is written: "Tipo de cliente" is tipo_de_cliente."""
    return re.sub(r"[^a-z0-9.]+", "_", folded(text)).strip("_")
