"""Variables of a configuration's text: which names there are not, and which was perhaps meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from recado.agent.variables import FIELD, names
from recado.businesses.model import unknown_names, variables_of
from recado.businesses.preferences import UnknownVariables

MOST_UNKNOWN: Final = 50


@dataclass(frozen=True, slots=True)
class UnknownVariable:
    """A name between double braces that is no variable. nearest: what was perhaps meant."""

    name: str
    nearest: str | None


def unknown(text: str, field_keys: Sequence[str]) -> list[UnknownVariable]:
    """Returns what the text uses and there is not, in order, once each."""
    there = names(field_keys)
    missing = [name for name in variables_of(text) if name not in there][:MOST_UNKNOWN]
    return [UnknownVariable(name[:100], _nearest(name, there)) for name in missing]


def check(text: str, field_keys: Sequence[str]) -> None:
    """Raises UnknownVariables when the text uses names that there are not."""
    if missing := [each.name for each in unknown(text, field_keys)]:
        problem = unknown_names(missing)
        raise UnknownVariables(problem, variables=missing, errors=[{"field": "context", "problem": problem}])


def _nearest(name: str, there: list[str]) -> str | None:
    """Of names, and of fields' keys without the word before them."""
    wanting = name[:100].lower()
    exact = FIELD + wanting
    if exact in there:
        return exact
    near = get_close_matches(wanting, there, 1, 0.6)
    bare = get_close_matches(wanting, [each.removeprefix(FIELD) for each in there if each.startswith(FIELD)], 1, 0.6)
    return near[0] if near and not bare else FIELD + bare[0] if bare else None
