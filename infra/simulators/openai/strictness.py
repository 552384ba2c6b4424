"""What OpenAI checks before it thinks: schemas in strict mode, and that a turn's items are all there."""

from typing import Any

from infra.simulators.openai.state import State
from infra.simulators.openai.wire import ApiError

Json = dict[str, Any]


def check_tools(tools: list[Json]) -> None:
    """Raises ApiError for a strict tool whose schema is not one for strict mode (structured outputs guide)."""
    for index, tool in enumerate(tools):
        function = tool.get("function") or tool
        if function.get("strict"):
            name = function.get("name")
            _check(function.get("parameters") or {}, (), f"function '{name}'", f"tools[{index}].parameters")


def check_answer(form: Json) -> None:
    """Raises ApiError for the schema of an answer that strict mode does not take."""
    if form.get("type") == "json_schema" and form.get("strict"):
        _check(form.get("schema") or {}, (), f"response_format '{form.get('name')}'", "text.format.schema")


def check_items(state: State, items: list[Json], *, stored: bool) -> None:
    """Raises ApiError when calls lack their output or their reasoning, or reasoning its content.

    With `store: false` the vendor knows a reasoning item only by the encrypted content it brings along.
    """
    answered = {item.get("call_id") for item in items if item.get("type") == "function_call_output"}
    given = {item.get("id") for item in items if item.get("type") == "reasoning"}
    for item in items:
        kind, known_as = item.get("type"), str(item.get("id"))
        if kind == "reasoning" and not stored and not item.get("encrypted_content"):
            text = f"Item with id '{known_as}' not found. Items are not persisted when `store` is set to false."
            raise ApiError(404, text, param="input")
        if kind == "function_call":
            if item.get("call_id") not in answered:
                raise ApiError(400, f"No tool output found for function call {item.get('call_id')}.", param="input")
            needed = state.reasoning_of.get(known_as)
            if needed and needed not in given:
                text = (
                    f"Item '{known_as}' of type 'function_call' was provided without its required 'reasoning' item: "
                    f"'{needed}'."
                )
                raise ApiError(400, text, param="input")


def _check(schema: Json, where: tuple[str, ...], what: str, param: str) -> None:
    problem = _problem(schema)
    if problem:
        text = f"Invalid schema for {what}: In context={where}, {problem}"
        raise ApiError(400, text, param=param, code="invalid_function_parameters")
    for name, inner in (schema.get("properties") or {}).items():
        _check(inner, (*where, "properties", name), what, param)
    if isinstance(schema.get("items"), dict):
        _check(schema["items"], (*where, "items"), what, param)
    for index, inner in enumerate(schema.get("anyOf") or []):
        _check(inner, (*where, "anyOf", str(index)), what, param)


def _problem(schema: Json) -> str:
    for word in ("oneOf", "allOf", "not", "default"):
        if word in schema:
            return f"'{word}' is not permitted."
    if schema.get("type") != "object":
        return ""
    if schema.get("additionalProperties") is not False:
        return "'additionalProperties' is required to be supplied and to be false."
    missing = sorted(set(schema.get("properties") or {}) - set(schema.get("required") or []))
    if missing:
        return (
            "'required' is required to be supplied and to be an array including every key in properties. "
            f"Missing '{missing[0]}'."
        )
    return ""
