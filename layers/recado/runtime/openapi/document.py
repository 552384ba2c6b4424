"""The document itself: paths, parameters, answers and what they are made of."""

import inspect
import json
import re
import sys
from collections.abc import Iterator
from typing import Any, Literal
from uuid import UUID

from chalice.app import Chalice
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from recado.kernel.error_codes import CODES
from recado.runtime.api import Route, route_of
from recado.runtime.openapi import headers
from recado.runtime.openapi.errors import codes_by_status
from recado.runtime.openapi.examples import example
from recado.runtime.openapi.named_enums import name_enums
from recado.runtime.permissions import Permission

Json = dict[str, Any]
Mode = Literal["validation", "serialization"]
References = dict[Any, Json]  # by model and mode

REF = "#/components/schemas/{model}"
TEXTS = {
    304: "Nothing changed since the answer with this ETag",
    400: "The request cannot be understood, or a rule of the business forbids it",
    401: "Nobody could be established as the one who asks",
    402: "The business is not in service",
    403: "The one who asks may not do this",
    404: "There is no such thing, or the one who asks may not know of it",
    409: "The thing is in a state that does not allow this, or the Idempotency-Key belongs to another request",
    410: "What this goes on from is not there any more",
    413: "The body is too large",
    415: "The body is not JSON",
    422: "What is asked for is understood, and cannot be done as it is",
    429: "Too many requests; Retry-After says how many seconds to wait",
    502: "WhatsApp refused, or answered what cannot be understood",
    503: "Something this depends on did not answer; the same request may succeed later",
    504: "Something this depends on is too slow; whether the request took effect is not known",
}
PROBLEM: Json = {
    "type": "object",
    "description": "RFC 9457. `code` is stable, for programs; `detail` is for people.",
    "required": ["type", "title", "status", "code", "request_id"],
    "x-codes": {code: words.en for code, words in sorted(CODES.items())},
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "enum": sorted(CODES), "description": "Each is explained by `x-codes`."},
        "detail": {"type": "string", "description": "In Spanish or English, as Accept-Language prefers."},
        "request_id": {"type": "string"},
        "retry_after": {"type": "integer", "description": "Seconds"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "problem"],
                "properties": {"field": {"type": "string"}, "problem": {"type": "string"}},
            },
        },
    },
}
SCHEMES: Json = {
    "person": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
    "key": {"type": "http", "scheme": "bearer", "bearerFormat": "rk_…"},
}
ABOUT = """Everything Recado does, for programs. Send `Authorization: Bearer` with an access token (15 minutes) or an
API key (`rk_…`). Lists come in pages: `next` is the `cursor` of the page that follows. Errors are problems (RFC 9457).
`RateLimit-*` headers say how much is left of this minute."""


def document(app: Chalice, title: str) -> Json:
    """The OpenAPI document, of what answers models. Its order is stable: the same code gives the same document."""
    routes = sorted((each for each in declared(app) if not each.text), key=lambda each: (each.path, each.method))
    schemas, references = _schemas(routes)
    paths: Json = {}
    for each in routes:
        paths.setdefault(each.path, {})[each.method.lower()] = _operation(each, references)
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "1", "description": ABOUT},
        "servers": [{"url": "/"}],
        "tags": [{"name": name, "description": about} for name, about in sorted({_subject(each) for each in routes})],
        "paths": paths,
        "components": {
            "schemas": {"Problem": PROBLEM, **schemas},
            "examples": _examples(schemas, references),
            "headers": headers.COMPONENTS,
            "securitySchemes": {name: SCHEMES[name] for name in _schemes_of(routes)},
        },
    }


def _schemes_of(routes: list[Route]) -> list[str]:
    """Returns the ways to sign in that some operation takes."""
    return sorted({name for each in routes for way in _security(each.permission) for name in way})


def _examples(schemas: Json, references: References) -> Json:
    """Returns an example of each body and answer, by the name of its shape."""
    names = sorted({_name_of(reference) for reference in references.values()})
    return {name: {"value": example({"$ref": REF.format(model=name)}, schemas)} for name in names}


def _name_of(reference: Json) -> str:
    return str(reference["$ref"]).rpartition("/")[2]


def _json(reference: Json) -> Json:
    """Returns what is said of a body: its shape, and an example of it."""
    shown = {"example": {"$ref": f"#/components/examples/{_name_of(reference)}"}}
    return {"application/json": {"schema": reference, "examples": shown}}


def declared(app: Chalice) -> Iterator[Route]:
    """Every route of the app that was registered through `recado.runtime.api.route`."""
    for methods in app.routes.values():
        for entry in methods.values():
            if route := route_of(inspect.unwrap(entry.view_function, stop=lambda f: hasattr(f, "route"))):
                yield route


def _schemas(routes: list[Route]) -> tuple[Json, References]:
    models: list[tuple[type[BaseModel], Mode]] = []
    for each in routes:
        models += [(each.body, "validation")] if each.body else []
        models += [(each.gives, "serialization")] if each.gives else []
    references, definitions = models_json_schema(list(dict.fromkeys(models)), ref_template=REF)
    return _untitled(dict(sorted(definitions.get("$defs", {}).items()))), references


def _untitled(value: Any) -> Any:
    """Returns it without pydantic's titles: they repeat names, and generators would name shapes by them."""
    if isinstance(value, list):
        return [_untitled(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {key: _untitled(each) for key, each in value.items() if key != "title" or not isinstance(each, str)}


def _operation(route: Route, references: References) -> Json:
    summary, _, more = inspect.cleandoc(route.view.__doc__ or route.view.__name__).partition("\n")
    rule = route.permission.rule
    allowed = [f"scope `{rule.scope}`"] if rule.scope else []
    allowed += [f"role {rule.role} or above"] if rule.role else []
    text = [more.strip(), f"Needs: {' or '.join(allowed)}." if allowed else ""]
    operation: Json = {
        "operationId": route.view.__name__,
        "tags": [_subject(route)[0]],
        "summary": summary.rstrip("."),
        "description": "\n\n".join(filter(None, text)),
        "security": _security(route.permission),
        "parameters": [*_path_parameters(route), *_query_parameters(route), *headers.of_request(route)],
        "responses": _responses(route, references),
    }
    if route.body:
        operation["requestBody"] = {"required": True, "content": _json(references[route.body, "validation"])}
    return operation


def _subject(route: Route) -> tuple[str, str]:
    """Returns the name of the file a route is in, as a heading, and what it says of itself."""
    about = (inspect.getdoc(sys.modules[route.view.__module__]) or "").partition(": ")[2].partition("\n")[0]
    return route.view.__module__.rsplit(".", 1)[-1].replace("_", " ").capitalize(), about[:1].upper() + about[1:]


def _security(permission: Permission) -> list[Json]:
    if permission is Permission.PUBLIC:
        return []
    if permission.rule.keys_only:
        return [{"key": []}]
    return [{"person": []}, {"key": []}] if permission.rule.scope else [{"person": []}]


def _path_parameters(route: Route) -> Iterator[Json]:
    for name, kind in route.parameters.items():
        schema: Json = {"type": "string", "format": "uuid"} if kind is UUID else {"type": "string", "minLength": 1}
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def _query_parameters(route: Route) -> Iterator[Json]:
    if route.query is None:
        return
    schema = route.query.model_json_schema(ref_template=REF)
    for name, each in schema["properties"].items():
        # A query has no null: leaving the name out is how to say it.
        choices = [choice for choice in each.get("anyOf", []) if choice.get("type") != "null"]
        kept = {key: value for key, value in each.items() if key not in {"anyOf", "title", "description", "default"}}
        kept |= (choices[0] if len(choices) == 1 else {"anyOf": choices}) if choices else {}
        if each.get("default") is not None:
            kept["default"] = each["default"]
        yield {
            "name": name,
            "in": "query",
            "required": name in schema.get("required", ()),
            "schema": kept,
            **({"description": each["description"]} if "description" in each else {}),
        }


def _responses(route: Route, references: References) -> Json:
    success: Json = {
        "description": "Done" if route.status == 204 else "The answer",
        "headers": headers.of_success(route),
    }
    if route.gives:
        success["content"] = _json(references[route.gives, "serialization"])
    responses: Json = {str(route.status): success}
    if route.method == "GET" and route.gives:
        responses["304"] = {"description": TEXTS[304], "headers": headers.of_success(route)}
    for status, codes in codes_by_status(route).items():
        responses[str(status)] = {
            "description": f"{TEXTS[status]}: {', '.join(f'`{code}`' for code in codes)}",
            "x-codes": codes,
            "headers": headers.of_problem(status),
            "content": {"application/problem+json": {"schema": {"$ref": REF.format(model="Problem")}}},
        }
    return responses


def text(app: Chalice, title: str) -> str:
    """Returns the document as it is kept in the repository and served."""
    written = json.dumps(name_enums(document(app, title)), indent=1, ensure_ascii=False)
    return re.sub(r"\bPage_(\w+?)_(?=\")", r"\1Page", written) + "\n"  # pydantic names Page[Contact] Page_Contact_
