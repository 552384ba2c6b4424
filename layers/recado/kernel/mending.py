"""Reading JSON that others wrote as a model: what does not fit is left out, what is too long is cut."""

from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

MOST_ROUNDS: Final = 12  # each may uncover what lies deeper
MOST_PROBLEMS: Final = 5_000
_GONE: Final = object()
Model = TypeVar("Model", bound=BaseModel)
Path = tuple[int | str, ...]


def mended(model: type[Model], value: dict[str, Any], context: dict[str, Any] | None = None) -> Model | None:
    """Returns the model of what can be read of the value: the rest is cut or left out. None when too little is left."""
    for _ in range(MOST_ROUNDS):
        try:
            return model.model_validate(value, context=context)
        except ValidationError as error:
            if error.error_count() > MOST_PROBLEMS:
                return None
            kept = _kept(value, error.errors(include_url=False, include_input=False))
            if kept is _GONE or kept == value:
                return None
            value = kept
    return None


def _kept(value: Any, problems: list[ErrorDetails]) -> Any:
    """Returns the value without what the problems are about, or with it cut."""
    # What is wrong inside a list may be all that is wrong with the list.
    outer = {each["loc"][:length] for each in problems for length in range(len(each["loc"]))}
    paths: dict[Path, int | None] = {}
    for each in problems:
        if each["loc"] not in outer:
            lacking = each["type"] == "missing"  # then all that lacks it is left out
            path = _inside(value, each["loc"][:-1] if lacking else each["loc"])
            paths[path] = None if path in paths else _longest(each)
    # From the last of a list to its first: what is left out moves nothing that is still to be looked at.
    for path in sorted(paths, key=lambda path: [str(at).zfill(6) for at in path], reverse=True):
        value = _changed(value, path, paths[path])
    return value


def _inside(value: Any, location: Path) -> Path:
    """Returns the place as it is in the value: pydantic also names which of several models it tried there."""
    path: list[int | str] = []
    for at in location:
        inside = isinstance(value, dict) and at in value
        if inside or (isinstance(value, list | tuple) and isinstance(at, int) and at < len(value)):
            value = value[at]
            path.append(at)
    return tuple(path)


def _longest(problem: ErrorDetails) -> int | None:
    """Returns how long a text or a list may be that is too long; None for any other problem."""
    if problem["type"] not in ("string_too_long", "too_long"):
        return None
    return int(problem["ctx"]["max_length"])


def _changed(value: Any, path: Path, longest: int | None) -> Any:
    """Returns the value with what is at the path cut to `longest`, or left out."""
    if not path:
        return _GONE if longest is None or isinstance(value, dict) else value[:longest]
    at = path[0]
    inner = _changed(value[at], path[1:], longest)
    if isinstance(value, dict):
        return {name: each for name, each in value.items() if name != at} if inner is _GONE else value | {at: inner}
    position = int(at)
    return [*value[:position], *([] if inner is _GONE else [inner]), *value[position + 1 :]]
