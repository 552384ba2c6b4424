"""Holds every refusal a test meets against the API's document: its code is listed for that operation and status."""

import json
import re
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from functions.crm_api.routes.docs import whole_document

Json = dict[str, Any]
# Of the edge before any operation: a body that is too large is not even read, a process died or ran out of time.
BEFORE_THE_OPERATION = frozenset({"too_large", "crashed", "timed_out", "internal", "request_timeout"})


def check(method: str, path: str, status: int, body: Json) -> None:
    """Fails when this refusal is one that the document does not tell of. What is no operation is passed over."""
    operation = _operation(method, urlsplit(path).path)
    code = body.get("code")
    if operation is None or status < 400 or code in BEFORE_THE_OPERATION:
        return
    codes = operation["responses"].get(str(status), {}).get("x-codes", [])
    assert code in codes, f"{method} {path} answered {status} {code}, and the document lists {codes}"


def _operation(method: str, path: str) -> Json | None:
    for pattern, operations in _patterns():
        if pattern.fullmatch(path):
            operation: Json | None = operations.get(method.lower())
            return operation
    return None


@cache
def _patterns() -> list[tuple[re.Pattern[str], Json]]:
    """Returns the paths as patterns, fixed ones before those with parameters."""
    paths = json.loads(whole_document())["paths"]
    fixed_first = sorted(paths, key=lambda path: ("{" in path, path))
    return [(re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), paths[path]) for path in fixed_first]
