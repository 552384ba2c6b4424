"""A tool: its name and arguments as the model is told them, and what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

from recado.agent.model import Json, ToolOutcome, TurnContext
from recado.vendors.llm.model import ToolSpec


class Arguments(BaseModel):
    """What a tool is called with. No field has a default: strict mode wants every one, None where it may be missing."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class Tool:
    """name, description: in the language of the prompt's rules. effect: it does more than look something up.
    calls_people: all it does is call a person, which nothing keeps the model from."""

    name: str
    description: str
    arguments: type[Arguments]
    run: Callable[[TurnContext, Any], ToolOutcome]
    effect: bool = False
    calls_people: bool = False

    def spec(self) -> ToolSpec:
        """Returns it as the model is told of it."""
        return ToolSpec(self.name, self.description, strict_schema(self.arguments))


def strict_schema(arguments: type[BaseModel]) -> Json:
    """Returns the JSON Schema of arguments as strict mode takes it: closed objects, no references, no titles."""
    schema = arguments.model_json_schema()
    definitions = schema.pop("$defs", {})
    written: Json = _written(schema, definitions)
    return written


def _written(value: Any, definitions: Json) -> Any:
    if isinstance(value, list):
        return [_written(each, definitions) for each in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        return _written(definitions[value["$ref"].rsplit("/", 1)[1]], definitions)
    plain = {
        name: {key: _written(each, definitions) for key, each in inner.items()}
        if name == "properties"
        else _written(inner, definitions)
        for name, inner in value.items()
        if name != "title" or not isinstance(inner, str)
    }
    if plain.get("type") == "object":
        plain |= {"additionalProperties": False, "required": list(plain.get("properties", {}))}
    return plain
