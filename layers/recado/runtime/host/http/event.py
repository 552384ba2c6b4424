"""A request as API Gateway's HTTP API event (payload 2.0), and a function's answer as what goes to the client."""

import base64
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote_to_bytes

Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """A request, read whole. Header names are lower case; of a repeated header the values are joined by commas."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes = b""
    protocol: str = "HTTP/1.1"


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes to the client."""

    status: int
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""


def parse_target(target: bytes) -> tuple[str, str]:
    """Path, decoded, and query of a request's target; an address in full loses its scheme and host."""
    raw, _, query = target.partition(b"?")
    if not raw.startswith(b"/") and b"://" in raw:
        raw = b"/" + raw.partition(b"://")[2].partition(b"/")[2]
    return unquote_to_bytes(raw).decode("utf-8", "replace"), query.decode("latin-1")


def join_headers(pairs: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers by name. Cookies are joined as one header of theirs would be."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in pairs:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        separator = "; " if name == "cookie" else ","
        headers[name] = f"{headers[name]}{separator}{value}" if name in headers else value
    return headers


def to_event(request: Request, route_key: str, source_ip: str, request_id: str) -> Event:
    """Returns the request as an HTTP API event without its body."""
    headers = dict(request.headers)
    cookies = [c.strip() for c in headers.pop("cookie", "").split(";") if c.strip()]
    now = time.time()
    host = headers.get("host", "")
    event: Event = {
        "version": "2.0",
        "routeKey": route_key,
        "rawPath": request.path,
        "rawQueryString": request.query,
        "headers": headers,
        "requestContext": {
            "accountId": "000000000000",
            "apiId": "host",
            "domainName": host,
            "domainPrefix": host.split(".")[0],
            "http": {
                "method": request.method,
                "path": request.path,
                "protocol": request.protocol,
                "sourceIp": source_ip,
                "userAgent": headers.get("user-agent", ""),
            },
            "requestId": request_id,
            "routeKey": route_key,
            "stage": "$default",
            "time": datetime.fromtimestamp(now, UTC).strftime("%d/%b/%Y:%H:%M:%S +0000"),
            "timeEpoch": int(now * 1000),
        },
        "isBase64Encoded": False,
    }
    return {**event, "cookies": cookies} if cookies else event


def with_body(event: Event, body: bytes) -> Event:
    """Returns the event with its body: text stays text; what is not UTF-8 goes as base64, as API Gateway sends it."""
    if not body:
        return event
    try:
        return {**event, "body": body.decode()}
    except UnicodeDecodeError:
        return {**event, "body": base64.b64encode(body).decode(), "isBase64Encoded": True}


def to_reply(answer: dict[str, Any]) -> Reply:
    """Returns a Lambda answer (payload 2.0) as a reply. Lengths are the front's business."""
    body = answer.get("body") or ""
    data = base64.b64decode(body) if answer.get("isBase64Encoded") else str(body).encode()
    headers = [(name.lower(), str(value)) for name, value in (answer.get("headers") or {}).items()]
    headers += [("set-cookie", cookie) for cookie in answer.get("cookies", ())]
    return Reply(int(answer.get("statusCode", 200)), [h for h in headers if h[0] != "content-length"], data)
