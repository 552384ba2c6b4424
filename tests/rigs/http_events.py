"""Events of an HTTP API."""

from typing import Any


def request(path: str, method: str = "GET", **more: Any) -> dict[str, Any]:
    """An HTTP API event, payload 2.0, as AWS documents it."""
    http = {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1", "userAgent": "agent"}
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {},
        "requestContext": {"http": http, "stage": "$default", "requestId": "id"},
        "isBase64Encoded": False,
        **more,
    }
