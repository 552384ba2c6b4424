"""Templates of external tools are filled as values; arguments, results and names keep to what is allowed."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from recado.agent.external import checks, results, secrets, templates
from recado.agent.external.arguments import arguments_of
from recado.agent.external.model import Definition
from recado.agent.external.templates import HeaderBroken
from recado.agent.tools import registry
from recado.agent.tools.tool import strict_schema
from recado.platform.links import Answer

HOSTILE = '"}], "admin": true, {{secret.clave}}\r\n\\u0000'
PARAMETERS = [
    {"name": "copy", "type": "integer", "required": False},
    {"name": "talla", "enum": ["S", "M"]},
    {"name": "tienda", "source": "fixed", "value": "centro"},
]


def definition(**more: Any) -> Definition:
    return Definition.model_validate({"name": "una_mas", "description": "x", "url": "https://example.com/"} | more)


def answer(body: Any, status: int = 200) -> Answer:
    return Answer(status, (), body if isinstance(body, bytes) else json.dumps(body).encode())


@pytest.mark.parametrize("value", ["x", HOSTILE, 3, 2.5, True, None])
def test_a_text_that_is_a_placeholder_becomes_the_value_itself(value: Any) -> None:
    made = templates.filled({"a": "{{ x }}", "b": ["{{x}}", 1], "{{x}}": "{{y}}"}, {"x": value})
    assert made == {"a": value, "b": [value, 1], "{{x}}": None}


def test_a_value_within_a_text_is_written_and_not_looked_at_again() -> None:
    values = {"x": "{{secret.clave}}", "secret.clave": "abcd", "n": 3, "none": None, "yes": True}
    assert templates.filled("a {{x}} {{n}}{{none}} {{yes}}", values) == "a {{secret.clave}} 3 true"


@pytest.mark.parametrize("value", ["a\r\nX-B: 1", "a\nb", "a\x00b", "\ud83d"])
def test_a_value_that_is_no_header_is_refused(value: str) -> None:
    with pytest.raises(HeaderBroken):
        templates.header("Bearer {{x}}", {"x": value})


def test_the_model_gives_what_is_its_to_give_and_nothing_else() -> None:
    made = arguments_of(definition(parameters=PARAMETERS))
    schema = strict_schema(made)
    assert (set(schema["properties"]), schema["required"]) == ({"copy", "talla"}, ["copy", "talla"])
    assert made.model_validate({"copy": None, "talla": "S"}).model_dump(mode="json") == {"copy": None, "talla": "S"}
    for wrong in ({"talla": "S"}, {"copy": "1", "talla": "S"}, {"copy": 1, "talla": "L"}, {"copy": True, "talla": "S"}):
        with pytest.raises(ValidationError):
            made.model_validate(wrong)
    with pytest.raises(ValidationError):
        made.model_validate({"copy": 1, "talla": "S", "tienda": "norte"})


def test_paths_pick_what_the_model_is_shown() -> None:
    data = {"pedido": {"lineas": [{"n": "a", "p": 1}, {"n": "b"}], "dueño": "x"}, "otro": 1}
    picked = results.picked(data, ["pedido.lineas.*.p", "pedido.lineas.1.n", "no.hay", "otro"])
    assert picked == {"pedido.lineas.*.p": [1], "pedido.lineas.1.n": "b", "otro": 1}


@pytest.mark.parametrize("most", [100, 101, 140, 4000])
@pytest.mark.parametrize("text", ["a" * 9000, '"' * 9000, "\\" * 9000, "ñ\n" * 9000, "🥐" * 9000])
def test_what_the_model_is_shown_has_a_bound(text: str, most: int) -> None:
    assert len(json.dumps(results.bounded({"texto": text}, most), ensure_ascii=False)) <= most


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"<html>", "no_es_json"),
        (b"[" * 100_000, "no_es_json"),
        (b"NaN", "no_es_json"),
        (b"1e999", "no_es_json"),
        (b"\xff\xfe", "no_es_json"),
        (b'"' + b"x" * 300_000 + b'"', "demasiado_grande"),
        (b"", None),
        (b'{"a\\u0000": "\\ud83d"}', None),
    ],
)
def test_whatever_a_server_says_is_read_or_refused(body: bytes, code: str | None) -> None:
    result, failed = results.read(answer(body), definition(), [])
    assert failed == code
    json.dumps(result, ensure_ascii=False).encode()


def test_a_secret_is_cut_wherever_a_server_says_it() -> None:
    said = {"a": 'x clave"/ñ y', "clave%22%2F%C3%B1": ["clave%22/%C3%B1"], "n": 1234}
    shown, _ = results.read(answer(said), definition(), ['clave"/ñ', "1234"])
    assert "clave" not in json.dumps(shown)
    assert "1234" not in json.dumps(shown)
    assert secrets.cut({"a": "b"}, []) == {"a": "b"}


def test_no_tool_of_a_business_has_the_name_of_one_of_ours() -> None:
    assert registry.names() <= checks.BUILT_IN
