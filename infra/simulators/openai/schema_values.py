"""Values that fit a JSON schema: for the arguments of a tool, and for structured output."""

import json
from typing import Any

Json = dict[str, Any]


def arguments(schema: Json, text: str) -> str:
    """Arguments for a tool whose required strings are about `text`."""
    return json.dumps(instance(schema, text), ensure_ascii=False)


def instance(schema: Json, text: str, root: Json | None = None) -> Any:
    """The plainest value the schema allows; free strings become `text`."""
    root = schema if root is None else root
    if "$ref" in schema:
        target: Any = root
        for step in str(schema["$ref"]).removeprefix("#/").split("/"):
            target = target.get(step, {})
        return instance(target, text, root)
    if "const" in schema or schema.get("enum"):
        return schema.get("const", (schema.get("enum") or [None])[0])
    if choices := schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf"):
        return instance(choices[0], text, root)
    return _typed(schema, text, root)


def _typed(schema: Json, text: str, root: Json) -> Any:
    kind = schema.get("type", "object" if "properties" in schema else "string")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        inner = schema.get("properties") or {}
        return {name: instance(inner.get(name, {}), text, root) for name in schema.get("required", [])}
    if kind == "array":
        return [instance(schema.get("items") or {}, text, root) for _ in range(int(schema.get("minItems", 0)))]
    if kind == "string":
        return text[: int(schema.get("maxLength", len(text) or 1))]
    return {"integer": int(schema.get("minimum", 0)), "number": schema.get("minimum", 0), "boolean": False}.get(kind)
