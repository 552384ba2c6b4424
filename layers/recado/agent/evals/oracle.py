"""An oracle that knows nothing of how answers are checked: which numbers of a text stand nowhere in its sources."""

import re
from collections.abc import Iterable

_NUMBER = re.compile(r"\d[\d.,:]*\d|\d")
_SPOKEN = re.compile(
    r"\b(?:doscientos|trescientos|cuatrocientos|quinientos|seiscientos|setecientos|ochocientos|novecientos|mil)\b"
    r"(?: (?:cien|ciento|doscientos|cuatrocientos|cincuenta|y|[a-z]+ta))*"
)


def numbers(text: str) -> set[str]:
    """Returns the numbers of a text as plain digits; cents of nothing left out; big number words as they are."""
    plain = {re.sub(r"[.,:]", "", re.sub(r"[.,]00$", "", each)).lstrip("0") or "0" for each in _NUMBER.findall(text)}
    return plain | {match[0] for match in _SPOKEN.finditer(text.lower())}


def unfounded(text: str, sources: Iterable[str], least: int = 3) -> set[str]:
    """Returns the numbers of a text that none of its sources has; `least`: digits of a number alone that counts."""
    there = set[str]().union(*map(numbers, sources))
    return {each for each in numbers(text) - there if not each.isdigit() or len(each) >= least}
