"""What pydantic refuses, as the product's own Invalid; and which JSON PostgreSQL can keep."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from recado.kernel.errors import Invalid
from recado.kernel.words import Words

MOST_PROBLEMS = 20
MOST_DEPTH = 8
MOST_LENGTH = 200
_SPANISH = {  # by pydantic's type of error; its own text is the English
    "bool_parsing": "debe ser verdadero o falso",
    "bool_type": "debe ser verdadero o falso",
    "date_from_datetime_parsing": "debe ser una fecha",
    "datetime_from_date_parsing": "debe ser una fecha con hora",
    "datetime_parsing": "debe ser una fecha con hora",
    "dict_type": "debe ser un objeto",
    "extra_forbidden": "este campo no existe",
    "finite_number": "debe ser un número finito",
    "float_parsing": "debe ser un número",
    "float_type": "debe ser un número",
    "greater_than_equal": "debe ser {ge} o más",
    "int_from_float": "debe ser un número entero",
    "int_parsing": "debe ser un número entero",
    "int_type": "debe ser un número entero",
    "json_invalid": "no es JSON que se entienda",
    "less_than_equal": "debe ser {le} o menos",
    "list_type": "debe ser una lista",
    "literal_error": "debe ser uno de: {expected}",
    "missing": "falta",
    "model_attributes_type": "debe ser un objeto",
    "model_type": "debe ser un objeto",
    "string_pattern_mismatch": "no tiene la forma que se pide ({pattern})",
    "string_too_long": "tiene más de {max_length} caracteres",
    "string_too_short": "tiene menos de {min_length} caracteres",
    "string_type": "debe ser un texto",
    "timezone_aware": "le falta la zona horaria",
    "too_long": "tiene más de {max_length} elementos",
    "too_short": "tiene menos de {min_length} elementos",
    "tuple_type": "debe ser una lista",
    "union_tag_invalid": "debe ser uno de: {expected_tags}",
    "union_tag_not_found": "falta {discriminator}",
    "uuid_parsing": "no es un id",
    "uuid_type": "no es un id",
}


class Wrong(ValueError):
    """What a validator of ours says of a value."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def invalid(error: ValidationError, detail: Words, given: object) -> Invalid:
    """Returns the refusal with each wrong field and its problem, quoting nothing of what was given."""
    problems = error.errors(include_url=False, include_input=False)[:MOST_PROBLEMS]
    return Invalid(
        detail, errors=[{"field": _field(each["loc"], given), "problem": _problem(each)} for each in problems]
    )


@contextmanager
def refusing(detail: Words, given: object = None) -> Iterator[None]:
    """Raises Invalid in place of a ValidationError. given: what is read, where its fields are to be named exactly."""
    try:
        yield
    except ValidationError as error:
        raise invalid(error, detail, given) from error


def _field(path: tuple[int | str, ...], given: object) -> str:
    """Returns the field as it is in what was given: pydantic also names the kind it took an object for (`type`)."""
    names: list[str] = []
    tagged = False  # whether the kind of the object at hand was passed already
    for at, name in enumerate(path):
        if isinstance(given, dict) and not tagged and name in (given.get("type"), given.get("kind")):
            is_field = name in given and at == len(path) - 1
            if not is_field:
                tagged = True
                continue
        names.append(str(name))
        given, tagged = _inside(given, name), False
    return ".".join(names)[:100]


def _inside(given: object, name: int | str) -> object:
    if isinstance(given, dict):
        return given.get(name)
    return given[name] if isinstance(given, list) and isinstance(name, int) and name < len(given) else None


def _problem(error: ErrorDetails) -> Words:
    context = error.get("ctx", {})
    if isinstance(wrong := context.get("error"), Wrong):
        return wrong.words
    english = error["msg"][:MOST_LENGTH]
    spanish = _SPANISH.get(error["type"])
    return Words(spanish.format_map(context)[:MOST_LENGTH] if spanish else english, english)


def check_storable(value: Any, depth: int = 0) -> Any:
    """Returns the JSON as it is. Raises Wrong for NUL, half of a surrogate pair, or more than eight levels."""
    if depth > MOST_DEPTH:
        raise Wrong(Words("tiene demasiados niveles", "nested too deeply"))
    if isinstance(value, str) and ("\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value)):
        raise Wrong(Words("tiene un carácter que no se puede guardar", "has a character that cannot be stored"))
    if isinstance(value, dict):
        for name, each in value.items():
            check_storable(name, depth)
            check_storable(each, depth + 1)
    elif isinstance(value, list):
        for each in value:
            check_storable(each, depth + 1)
    return value
