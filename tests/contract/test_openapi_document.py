"""The document that describes the API: complete, with examples that fit, names that generators can use."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from functions.crm_api.routes.docs import whole_document
from recado.runtime.openapi.examples import PLACEHOLDER
from recado.runtime.openapi.merge import merge
from tests.rigs.api_routes import routes

Json = dict[str, Any]
DOCUMENT: Json = json.loads(whole_document())
SCHEMAS: Json = DOCUMENT["components"]["schemas"]
EXAMPLES: Json = DOCUMENT["components"]["examples"]
OPERATIONS: dict[str, Json] = {
    operation["operationId"]: operation for path in DOCUMENT["paths"].values() for operation in path.values()
}
BODIES = {each.body.__name__: each.body for each in routes() if each.body}


def everything(value: Any) -> Iterator[Json]:
    """Returns every object within a document, examples left out."""
    if isinstance(value, dict):
        yield value
        for key, each in value.items():
            if key != "examples":
                yield from everything(each)
    elif isinstance(value, list):
        for each in value:
            yield from everything(each)


def test_the_document_has_every_operation_of_every_function() -> None:
    assert sorted(OPERATIONS) == sorted(each.view.__name__ for each in routes() if not each.text)


def test_the_document_is_valid_openapi() -> None:
    assert DOCUMENT["openapi"] == "3.1.0"
    for schema in SCHEMAS.values():
        jsonschema_rs.meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})


def test_component_names_are_words_a_client_can_use() -> None:
    assert [name for name in SCHEMAS if not re.fullmatch(r"[A-Z][A-Za-z0-9]+", name)] == []


def test_choices_that_are_used_twice_have_a_name() -> None:
    used = Counter(tuple(each["enum"]) for each in everything(DOCUMENT) if len(each.get("enum", ())) > 1)
    assert [choices for choices, times in used.items() if times > 1] == [], "name them in openapi/named_enums.py"


def test_every_reference_leads_somewhere() -> None:
    for each in everything(DOCUMENT):
        if "$ref" in each:
            _, kind, group, name = each["$ref"].split("/")
            assert name in DOCUMENT[kind][group]


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_says_what_it_does_takes_and_answers(name: str) -> None:
    operation = OPERATIONS[name]
    assert operation["summary"]
    answers = operation["responses"]
    assert all(each["description"] for each in answers.values())
    bodies = [operation["requestBody"]] if "requestBody" in operation else []
    bodies += [each for status, each in answers.items() if status < "300" and "content" in each]
    assert all("examples" in each["content"]["application/json"] for each in bodies)
    problems = {status: each for status, each in answers.items() if status >= "400"}
    assert {"429", "503"} <= set(problems)
    assert [status for status, each in problems.items() if not each["x-codes"]] == []
    assert all("X-Request-Id" in each["headers"] for each in answers.values())


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_fits_its_shape(name: str) -> None:
    value = EXAMPLES[name]["value"]
    schema = {**SCHEMAS[name], "components": DOCUMENT["components"]}
    jsonschema_rs.Draft202012Validator(schema, validate_formats=True).validate(value)
    assert PLACEHOLDER not in json.dumps(value, ensure_ascii=False), "write a value down in openapi/example_values.yaml"
    if name in BODIES:
        BODIES[name].model_validate_json(json.dumps(value))


def test_functions_that_mean_different_things_by_one_name_are_refused() -> None:
    one = {"paths": {}, "components": {"schemas": {"Tag": {"type": "string"}}}, "tags": []}
    other = {"paths": {}, "components": {"schemas": {"Tag": {"type": "object"}}}, "tags": []}
    with pytest.raises(ValueError, match="Tag"):
        merge([one, other], "")
    assert merge([one, one], "https://api.recado.example")["servers"] == [{"url": "https://api.recado.example"}]
