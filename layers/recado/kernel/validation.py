"""What pydantic refuses, as the product's own Invalid; and which JSON PostgreSQL can keep."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pydantic import ValidationError

from recado.kernel.errors import Invalid
from recado.kernel.words import Words

MOST_PROBLEMS = 20
MOST_DEPTH = 8


def invalid(error: ValidationError, detail: Words) -> Invalid:
    """Returns the refusal with each wrong field and its problem, quoting nothing of what was given."""
    problems = error.errors(include_url=False, include_context=False, include_input=False)[:MOST_PROBLEMS]
    errors = [{"field": ".".join(map(str, each["loc"]))[:100], "problem": each["msg"][:200]} for each in problems]
    return Invalid(detail, errors=errors)


@contextmanager
def refusing(detail: Words) -> Iterator[None]:
    """Raises Invalid in place of a ValidationError."""
    try:
        yield
    except ValidationError as error:
        raise invalid(error, detail) from error


def check_storable(value: Any, depth: int = 0) -> Any:
    """Returns the JSON as it is. Raises ValueError for NUL, half of a surrogate pair, or more than eight levels."""
    if depth > MOST_DEPTH:
        raise ValueError("nested too deeply")
    if isinstance(value, str) and ("\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value)):
        raise ValueError("has a character that cannot be stored")
    if isinstance(value, dict):
        for name, each in value.items():
            check_storable(name, depth)
            check_storable(each, depth + 1)
    elif isinstance(value, list):
        for each in value:
            check_storable(each, depth + 1)
    return value
