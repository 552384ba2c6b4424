"""An example for every shape of the document: built from its schema, with the values a reader expects of a name."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Json = dict[str, Any]
PREFIX = "#/components/schemas/"
VALUES = yaml.safe_load(Path(__file__).with_name("example_values.yaml").read_text())
DEEPEST = 8  # a shape that holds its own kind ends here
PLACEHOLDER = "…"  # of a text for which nothing was written down; a test finds it
MISSING = object()
PYTHON: dict[Any, tuple[type, ...]] = {
    "string": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,), "object": (dict,), None: (object,),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """What an example is for. owner: the shape that the field `name` is of. depth: shapes within shapes."""

    name: str = ""
    owner: str = ""
    depth: int = 0

    @property
    def value(self) -> Any:
        """What is shown of it; MISSING where nothing was written down."""
        return VALUES["shapes"].get(self.owner, {}).get(self.name, VALUES["fields"].get(self.name, MISSING))


def example(schema: Json, components: Json, field: Field = Field()) -> Any:
    """Returns a value that fits the schema; the schema's own `examples` and what is written down of the field first."""
    if "examples" in schema:
        return schema["examples"][0]
    if "$ref" in schema:
        return _of_shape(schema["$ref"].removeprefix(PREFIX), components, field)
    if "const" in schema:
        return schema["const"]
    if choices := schema.get("oneOf") or schema.get("anyOf"):
        return _of_choices(choices, components, field)
    if "enum" in schema:
        return field.value if field.value in schema["enum"] else schema["enum"][0]
    return _of_type(schema, components, field)


def _of_shape(shape: str, components: Json, field: Field) -> Any:
    inside = Field(field.name, shape if "properties" in components[shape] else field.owner, field.depth)
    return example(components[shape], components, inside)


def _of_choices(choices: list[Json], components: Json, field: Field) -> Any:
    """Returns an example of the first choice that is not null; of null deep inside, or where that is written down."""
    if any(each.get("type") == "null" for each in choices) and (field.depth >= DEEPEST or field.value is None):
        return None
    return example(next(each for each in choices if each.get("type") != "null"), components, field)


def _of_type(schema: Json, components: Json, field: Field) -> Any:
    kind = schema.get("type")
    if "properties" in schema:
        inside = [(name, Field(name, field.owner, field.depth + 1)) for name in schema["properties"]]
        return {name: example(schema["properties"][name], components, each) for name, each in inside}
    if kind == "array":
        return _of_array(schema, components, field)
    if field.value is not MISSING and isinstance(field.value, PYTHON[kind]):
        return field.value
    if kind == "string":
        return VALUES["formats"].get(schema.get("format", ""), PLACEHOLDER)
    if kind in ("integer", "number"):
        return schema.get("default") or max(schema.get("minimum", 1), 1)
    return {} if kind == "object" else schema.get("default", True) if kind == "boolean" else PLACEHOLDER


def _of_array(schema: Json, components: Json, field: Field) -> Any:
    if isinstance(field.value, list):
        return field.value
    if field.depth >= DEEPEST and not schema.get("minItems"):
        return []
    item = example(schema.get("items", {}), components, Field(field.name, field.owner, field.depth + 1))
    return [item] * max(1, schema.get("minItems", 0))
