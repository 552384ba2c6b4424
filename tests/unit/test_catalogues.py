"""The catalogues hold what the code writes, no more and no less: types of events, actions of the audit trail, codes."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

import recado
from recado.activity.kinds import AUDIT_ACTIONS, EVENT_TYPES
from recado.kernel.error_codes import CODES
from recado.kernel.errors import Conflict, Forbidden, Invalid, NotFound, RecadoError, TooMany, Unavailable
from recado.kernel.validation import check_storable, invalid, refusing
from recado.kernel.words import Words, preferred

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"[a-z_]+\.[a-z_]+")
PLACES = {
    "note": 3,
    "note_once": 3,
    "note_platform": 3,
    "note_platform_once": 2,
    "audit": 2,
}  # which argument names what happened
CHALICE = {"method_not_allowed", "unsupported_media_type", "bad_request"}
LEFT_OUT = ("__main__", "recording_child", "text_child")  # what is a program, not a module


@dataclass(frozen=True, slots=True)
class Written:
    """What the sources write: names as they are, and patterns of those made of parts, by file."""

    names: set[str]
    patterns: list[tuple[str, re.Pattern[str], set[str]]]

    def holds(self, name: str) -> bool:
        """Whether this name is written somewhere, whole or made of a part that the same file names."""
        if name in self.names:
            return True
        return any((match := pattern.fullmatch(name)) and match[1] in parts for _, pattern, parts in self.patterns)


def written(*functions: str) -> Written:
    """What calls of `activity.<function>` name, in all of the product."""
    names: set[str] = set()
    patterns: list[tuple[str, re.Pattern[str], set[str]]] = []
    for folder in ("layers", "functions", "sessions_host"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            tree = ast.parse(file.read_text())
            texts = {
                node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
            }
            for argument in _arguments(tree, functions):
                if isinstance(argument, ast.JoinedStr):
                    patterns.append((str(file.relative_to(ROOT)), _pattern(argument), texts))
                elif isinstance(argument, ast.Constant):
                    names.add(str(argument.value))
                else:  # a variable: what the file names at all
                    names |= {text for text in texts if NAMED.fullmatch(text)}
    return Written(names, patterns)


def _arguments(tree: ast.AST, functions: tuple[str, ...]) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in functions:
            of_activity = isinstance(node.func.value, ast.Name) and node.func.value.id == "activity"
            if of_activity and len(node.args) > PLACES[node.func.attr]:
                yield node.args[PLACES[node.func.attr]]


def _pattern(text: ast.JoinedStr) -> re.Pattern[str]:
    return re.compile("".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else "(.+)" for p in text.values))


def in_sql(table: str) -> set[str]:
    """What functions of SQL write into a table of what happened."""
    found: set[str] = set()
    for file in (ROOT / "infra" / "sql" / "functions").glob("*.sql"):
        for statement in re.findall(rf"insert into {table}\b.*?(?:;|\$\$)", file.read_text(), re.DOTALL):
            found |= set(re.findall(r"'([a-z_]+\.[a-z_]+)'", statement))
    return found


@pytest.mark.parametrize(
    ("catalogue", "functions", "table"),
    [
        (EVENT_TYPES, tuple(name for name in PLACES if name.startswith("note")), "events"),
        (frozenset(AUDIT_ACTIONS), ("audit",), "audit"),
    ],
    ids=["events", "audit"],
)
def test_the_catalogue_of_what_happens_is_what_is_written(
    catalogue: frozenset[str], functions: tuple[str, ...], table: str
) -> None:
    code, sql = written(*functions), in_sql(table)
    both = EVENT_TYPES | AUDIT_ACTIONS.keys()  # a file that names what happened by a variable may do both
    assert sorted(code.names - both) == []
    assert sorted(sql - catalogue) == []
    assert sorted(name for name in catalogue if not code.holds(name) and name not in sql) == []
    for file, pattern, _ in code.patterns:
        assert any(pattern.fullmatch(name) for name in catalogue), file
    assert all(NAMED.fullmatch(name) for name in catalogue)


def errors() -> set[type[RecadoError]]:
    """Every named situation of the product."""
    for module in pkgutil.walk_packages(recado.__path__, "recado."):
        if not module.name.endswith(LEFT_OUT):
            importlib.import_module(module.name)
    waiting, seen = [RecadoError], set[type[RecadoError]]()
    while waiting:
        kind = waiting.pop()
        seen.add(kind)
        waiting += [each for each in kind.__subclasses__() if each.__module__.startswith("recado.")]
    return seen


def test_every_code_of_an_error_is_in_the_catalogue() -> None:
    codes = {kind.code for kind in errors()}
    by_reason = {code for code in CODES if code.startswith(("audio_", "link_"))}  # of one class with several codes
    assert sorted(codes - CODES.keys()) == []
    assert sorted(CODES.keys() - codes - by_reason - CHALICE) == []


def test_every_code_says_something_in_both_languages() -> None:
    assert [code for code, words in CODES.items() if not (words.es.endswith(".") and words.en.endswith("."))] == []
    assert [code for code, words in CODES.items() if words.es == words.en] == []


MODULES_FOR_PEOPLE = (
    "accounts", "businesses", "crm", "inbox", "instances", "messaging", "sending", "team", "templates",
)  # fmt: skip
OF_A_CODE = {"FileInvalid", "RowInvalid"}  # their argument is a code, and its words are in import_words


def in_one_language(source: str, names: set[str]) -> list[int]:
    """Lines where one of these situations is given a text in place of Words."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in names
        and any(isinstance(each, ast.Constant | ast.JoinedStr) for each in node.args)
    ]


@pytest.mark.parametrize("module", MODULES_FOR_PEOPLE)
def test_what_people_of_a_business_are_told_is_in_both_languages(module: str) -> None:
    names = {kind.__name__ for kind in errors() if kind.status < 500} - OF_A_CODE
    files = (ROOT / "layers/recado" / module).rglob("*.py")
    assert [(file.name, lines) for file in files if (lines := in_one_language(file.read_text(), names))] == []


def test_a_text_in_one_language_is_found() -> None:
    source = 'raise NotFound("x")\nraise Conflict(f"{x}")\nraise NotFound(Words("a", "b"))\nraise NotFound'
    assert in_one_language(source, {"NotFound", "Conflict"}) == [1, 2]


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    name: Annotated[str, Field(max_length=3)]
    age: Annotated[int, Field(ge=18)] = 18
    json_value: Annotated[Any, AfterValidator(check_storable)] = None


@pytest.mark.parametrize(
    ("form", "field", "es"),
    [
        ({}, "name", "falta"),
        ({"name": "Ana Paz"}, "name", "tiene más de 3 caracteres"),
        ({"name": 1}, "name", "debe ser un texto"),
        ({"name": "Ana", "age": 17}, "age", "debe ser 18 o más"),
        ({"name": "Ana", "{x}": 1}, "{x}", "este campo no existe"),
        ({"name": "Ana", "json_value": ["\x00"]}, "json_value", "tiene un carácter que no se puede guardar"),
    ],
)
def test_what_a_form_lacks_is_told_in_the_readers_language_and_nothing_of_it_is_quoted(
    form: dict[str, Any], field: str, es: str
) -> None:
    with pytest.raises(Invalid) as caught, refusing(Words("no se acepta", "not accepted")):
        Form.model_validate(form)
    assert caught.value.data_in("es") == {"errors": [{"field": field, "problem": es}]}
    (problem,) = caught.value.data_in("en")["errors"]
    assert problem["problem"] != es
    assert "Ana Paz" not in str(problem)


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (("content", "text", "body"), "content.body"),
        (("content", "text"), "content"),
        (("content", "header", "image", "link"), "content.header.link"),
        (("content", "cards", 0, "email"), "content.cards.0.email"),
        (("content", "cards", 7, "email"), "content.cards.7.email"),
        (("other",), "other"),
    ],
)
def test_a_field_is_named_as_it_was_given(path: tuple[int | str, ...], field: str) -> None:
    card = {"email": "", "type": "email"}
    given = {"content": {"type": "text", "body": "", "header": {"kind": "image"}, "cards": [card]}}
    error = ValidationError.from_exception_data("form", [{"type": "missing", "loc": path, "input": None}])
    assert invalid(error, Words("no", "no"), given).data_in("en")["errors"][0]["field"] == field


def test_a_refusal_of_one_field_says_the_same_there_and_in_the_detail() -> None:
    error = Invalid.of_field("phone", Words("falta", "missing"))
    assert error.detail_in("es") == "falta"
    assert error.data_in("es") == {"errors": [{"field": "phone", "problem": "falta"}]}


@pytest.mark.parametrize(
    ("error", "es", "en"),
    [
        (NotFound(), CODES["not_found"].es, CODES["not_found"].en),
        (NotFound("no such key"), CODES["not_found"].es, "no such key"),
        (Unavailable("the queue is away"), CODES["unavailable"].es, "the queue is away"),
        (Forbidden(Words("solo personas", "only people")), "solo personas", "only people"),
        (Conflict("a hundred keys"), "a hundred keys", "a hundred keys"),
        (TooMany(7), "demasiados intentos: espera 7 segundos", "too many attempts: wait 7 seconds"),
    ],
)  # fmt: skip
def test_a_problem_is_told_in_the_readers_language(error: RecadoError, es: str, en: str) -> None:
    assert (error.detail_in("es"), error.detail_in("en")) == (es, en)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "en"), ("", "en"), ("es", "es"), ("es-MX,es;q=0.9,en;q=0.8", "es"), ("en-US,en;q=0.9,es;q=0.8", "en"),
        ("fr, es;q=0.3", "es"), ("de", "en"), ("*", "en"), ("es;q=0", "en"), ("es;q=x", "en"), ("es;q=nan, en", "en"),
        ("ES-419", "es"), ("en;q=0.1, es;q=0.2", "es"), (";;;,,=es", "en"), ("x," * 100_000 + "es", "en"),
    ],
)  # fmt: skip
def test_the_language_is_english_unless_spanish_is_preferred(header: str | None, language: str) -> None:
    assert preferred(header) == language
