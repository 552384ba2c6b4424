"""Reading case files: what is wrong in one is said with its file and line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from tests.evals.cases_format import Caso

CASES = Path(__file__).parent / "cases"


class CaseInvalid(ValueError):
    """A file is no list of cases; the text names its line."""


def read_all(folder: Path = CASES) -> list[Caso]:
    """Returns the cases of a folder's files, by file and place. Raises CaseInvalid; also for a name two cases have."""
    cases: list[Caso] = []
    for file in sorted(folder.glob("*.yaml")):
        cases += read(file)
    names = [case.nombre for case in cases]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise CaseInvalid(f"dos casos se llaman {', '.join(twice)}")
    return cases


def read(file: Path) -> list[Caso]:
    """Returns the cases of one file. Raises CaseInvalid."""
    try:
        node = yaml.compose(file.read_text(), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CaseInvalid(f"{file.name}:{line}: {error.problem}") from error
    if not isinstance(node, yaml.SequenceNode):
        raise CaseInvalid(f"{file.name}:1: no es una lista de casos")
    for key in _repeated(node):
        raise CaseInvalid(f"{file.name}:{key.start_mark.line + 1}: {key.value} está dos veces")
    return [_case(file, each) for each in node.value]


def _case(file: Path, node: yaml.Node) -> Caso:
    value = yaml.SafeLoader("").construct_document(node)
    try:
        return Caso.model_validate(value)
    except ValidationError as error:
        wrong = [
            f"{file.name}:{_line(node, each['loc'])}: {'.'.join(map(str, each['loc']))}: {each['msg']}"
            for each in error.errors()
        ]
        raise CaseInvalid("\n".join(wrong)) from error


def _line(node: yaml.Node, place: tuple[int | str, ...]) -> int:
    """Returns the line of a place, or of the nearest thing around it that the file has."""
    for step in place:
        inner = _within(node, step)
        if inner is not None:
            node = inner
    return node.start_mark.line + 1


def _within(node: yaml.Node, step: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        inner: yaml.Node = node.value[step]
        return inner
    return None


def _repeated(node: yaml.Node) -> Iterator[Any]:
    """Keys that stand twice in one mapping, of which YAML would silently take the last."""
    if isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _repeated(each)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield key
            seen.add(key.value)
            yield from _repeated(value)
