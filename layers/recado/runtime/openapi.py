"""The OpenAPI 3.1 document of an app's routes, from their declarations alone.

python -m recado.runtime.openapi functions.crm_api.app      prints it
"""

import importlib
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
from recado.runtime.api import WRITES, Route, route_of
from recado.runtime.permissions import Permission

Json = dict[str, Any]

REF = "#/components/schemas/{model}"
TEXTS = {
    304: "Nothing changed since the answer with this ETag",
    400: "The request cannot be understood, or a rule of the business forbids it",
    401: "Nobody could be established as the one who asks",
    403: "The one who asks may not do this",
    404: "There is no such thing, or the one who asks may not know of it",
    409: "The thing is in a state that does not allow this, or the Idempotency-Key belongs to another request",
    413: "The body is too large",
    415: "The body is not JSON",
    429: "Too many requests; Retry-After says how many seconds to wait",
    503: "Something this depends on did not answer; the same request may succeed later",
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
IDEMPOTENCY_KEY: Json = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Repeating a request with the same key within 24 hours answers what the first one did.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}
IF_NONE_MATCH: Json = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of an earlier answer: 304 when nothing changed.",
    "schema": {"type": "string"},
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
            "securitySchemes": {
                "person": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
                "key": {"type": "http", "scheme": "bearer", "bearerFormat": "rk_…"},
            },
        },
    }


def declared(app: Chalice) -> Iterator[Route]:
    """Every route of the app that was registered through `recado.runtime.api.route`."""
    for methods in app.routes.values():
        for entry in methods.values():
            if route := route_of(inspect.unwrap(entry.view_function, stop=lambda f: hasattr(f, "route"))):
                yield route


Mode = Literal["validation", "serialization"]
References = dict[Any, Json]  # by model and mode


def _schemas(routes: list[Route]) -> tuple[Json, References]:
    models: list[tuple[type[BaseModel], Mode]] = []
    for each in routes:
        models += [(each.body, "validation")] if each.body else []
        models += [(each.gives, "serialization")] if each.gives else []
    references, definitions = models_json_schema(list(dict.fromkeys(models)), ref_template=REF)
    return dict(sorted(definitions.get("$defs", {}).items())), references


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
        "parameters": [*_path_parameters(route), *_query_parameters(route), *_headers(route)],
        "responses": _responses(route, references),
    }
    if route.body:
        content = {"application/json": {"schema": references[route.body, "validation"]}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _subject(route: Route) -> tuple[str, str]:
    """Returns the name of the file a route is in, as a heading, and what it says of itself."""
    about = (inspect.getdoc(sys.modules[route.view.__module__]) or "").partition(": ")[2].partition("\n")[0]
    return route.view.__module__.rsplit(".", 1)[-1].replace("_", " ").capitalize(), about[:1].upper() + about[1:]


def _security(permission: Permission) -> list[Json]:
    if permission is Permission.PUBLIC:
        return []
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


def _headers(route: Route) -> list[Json]:
    return [IDEMPOTENCY_KEY] if route.method in WRITES else [IF_NONE_MATCH] if route.gives else []


def _responses(route: Route, references: References) -> Json:
    problems = {400, 429, 503}
    if route.permission is not Permission.PUBLIC:
        problems |= {401, 403}
    else:
        problems |= {401}
    if route.parameters:
        problems |= {404}
    if route.method in WRITES:
        problems |= {404, 409}
    if route.body:
        problems |= {413, 415}
    good: Json = {"description": "Done" if route.status == 204 else "What was asked for"}
    if route.gives:
        good["content"] = {"application/json": {"schema": references[route.gives, "serialization"]}}
    responses: Json = {str(route.status): good}
    if route.method == "GET" and route.gives:
        responses["304"] = {"description": TEXTS[304]}
    for status in sorted(problems):
        content = {"application/problem+json": {"schema": {"$ref": REF.format(model="Problem")}}}
        responses[str(status)] = {"description": TEXTS[status], "content": content}
    return responses


def text(app: Chalice, title: str) -> str:
    """Returns the document as it is kept in the repository and served."""
    written = json.dumps(document(app, title), indent=1, ensure_ascii=False)
    return re.sub(r"\bPage_(\w+?)_(?=\")", r"\1Page", written) + "\n"  # pydantic names Page[Contact] Page_Contact_


if __name__ == "__main__":
    module = importlib.import_module(sys.argv[1])
    sys.stdout.write(text(module.app, module.TITLE))
