"""HTTP events: API Gateway's HTTP API (payload 2.0) in and out of the REST API shape that Chalice understands."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any
from urllib.parse import parse_qs

from recado.kernel.errors import NotFound

Event = dict[str, Any]


def from_http_api_v2(event: Event, routes: Iterable[str]) -> Event:
    """The same request as a REST API proxy event, matched to one of the app's routes. NotFound when none matches."""
    http = event["requestContext"]["http"]
    path, stage = event["rawPath"], event["requestContext"].get("stage", "$default")
    if stage != "$default":
        path = path.removeprefix(f"/{stage}") or "/"
    resource, parameters = match(path, routes)
    headers = dict(event.get("headers") or {})
    if event.get("cookies"):
        headers["cookie"] = "; ".join(event["cookies"])
    query = parse_qs(event.get("rawQueryString") or "", keep_blank_values=True)
    return {
        "resource": resource,
        "path": path,
        "httpMethod": http["method"],
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": {name: values[-1] for name, values in query.items()} or None,
        "multiValueQueryStringParameters": query or None,
        "pathParameters": parameters or None,
        "stageVariables": event.get("stageVariables"),
        "requestContext": {
            **event["requestContext"],
            "httpMethod": http["method"],
            "resourcePath": resource,
            "path": path,
            "identity": {"sourceIp": http.get("sourceIp", ""), "userAgent": http.get("userAgent", "")},
        },
        "body": event.get("body"),
        "isBase64Encoded": event.get("isBase64Encoded", False),
    }


def to_http_api_v2(response: Event) -> Event:
    """A REST API proxy answer as payload 2.0 has it: repeated headers joined, cookies in a list of their own."""
    headers = {name.lower(): value for name, value in (response.get("headers") or {}).items()}
    many: Mapping[str, list[str]] = {n.lower(): v for n, v in (response.get("multiValueHeaders") or {}).items()}
    cookies = list(many.get("set-cookie", ()))
    if "set-cookie" in headers:
        cookies.append(headers.pop("set-cookie"))
    headers.update({name: ", ".join(values) for name, values in many.items() if name != "set-cookie"})
    answer = {
        "statusCode": response["statusCode"],
        "headers": {"content-type": "application/json", **headers},
        "body": response.get("body", ""),
        "isBase64Encoded": response.get("isBase64Encoded", False),
    }
    return {**answer, "cookies": cookies} if cookies else answer


def guard_headers(secure: bool) -> dict[str, str]:
    """Headers of every answer: no guessing of types, and where TLS ended (`secure`) nothing but TLS from now on."""
    headers = {"x-content-type-options": "nosniff"}
    if secure:
        headers["strict-transport-security"] = "max-age=31536000; includeSubDomains"
    return headers


def match(path: str, routes: Iterable[str]) -> tuple[str, dict[str, str]]:
    """The most literal route that matches: fixed text before `{name}` before `{name+}`. NotFound when none does."""
    for route in sorted(routes, key=lambda r: (r.count("+}"), r.count("{"), -len(r))):
        matched = _pattern(route).fullmatch(path)
        if matched:
            return route, matched.groupdict()
    raise NotFound


@cache
def _pattern(route: str) -> re.Pattern[str]:
    pieces = re.split(r"\{(\w+)(\+?)\}", route)
    text = re.escape(pieces[0])
    for name, greedy, literal in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        text += f"(?P<{name}>{'.+' if greedy else '[^/]+'}){re.escape(literal)}"
    return re.compile(text)
