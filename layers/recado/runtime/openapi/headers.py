"""Headers of requests and answers, each described once under the document's components."""

from typing import Any

from recado.runtime.api import WRITES, Route

Json = dict[str, Any]

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
_WHOLE: Json = {"type": "integer", "minimum": 0}
COMPONENTS: Json = {
    "ETag": {"description": "Send it back in If-None-Match to hear only of changes", "schema": {"type": "string"}},
    "Idempotency-Replayed": {
        "description": "`true` where the answer is that of an earlier request with this Idempotency-Key",
        "schema": {"type": "string", "enum": ["true"]},
    },
    "RateLimit-Limit": {"description": "Requests allowed in a minute", "schema": _WHOLE},
    "RateLimit-Remaining": {"description": "Requests left in this minute", "schema": _WHOLE},
    "RateLimit-Reset": {"description": "Seconds until the minute is over", "schema": _WHOLE},
    "Retry-After": {"description": "Seconds to wait before the request is made again", "schema": _WHOLE},
    "X-Request-Id": {"description": "Names this request in the logs; tell it to support", "schema": {"type": "string"}},
}
PACE = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")


def of_request(route: Route) -> list[Json]:
    """Returns the headers a request to the route may bear, as parameters."""
    return [IDEMPOTENCY_KEY] if route.method in WRITES else [IF_NONE_MATCH] if route.gives else []


def of_success(route: Route) -> Json:
    """Returns the headers of the route's answers."""
    own = ("Idempotency-Replayed",) if route.method in WRITES else ("ETag",) if route.gives else ()
    return _named(*own, *PACE, "X-Request-Id")


def of_problem(status: int) -> Json:
    """Returns the headers of a refusal with this status."""
    return _named(*(("Retry-After",) if status in (429, 503) else ()), "X-Request-Id")


def _named(*names: str) -> Json:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
