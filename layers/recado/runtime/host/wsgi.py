"""WSGI to Lambda: a request becomes API Gateway's HTTP API event, the handler's answer a response."""

import base64
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from recado.kernel.errors import NotFound, TooLarge
from recado.kernel.log import logger
from recado.runtime import problem
from recado.runtime.failure import describe
from recado.runtime.host.context import Context
from recado.runtime.host.cors import Cors
from recado.runtime.host.function import Handler
from recado.runtime.host.proxies import Proxies
from recado.runtime.host.template import Function
from recado.runtime.http import match

MAX_BODY = 10 * 1024 * 1024  # API Gateway's limit

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], object]
log = logger("host")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A function and its handler, imported in this process."""

    function: Function
    handler: Handler


class Application:
    """The WSGI application of an HTTP process: the template's routes, and `extra` answers by path (/health)."""

    def __init__(
        self,
        functions: list[Loaded],
        extra: Mapping[str, Callable[[], dict[str, Any]]],
        cors: Cors | None = None,
        proxies: Proxies | None = None,
    ) -> None:
        self._extra = extra
        self._cors, self._proxies = cors or Cors(), proxies or Proxies()
        self._routes: dict[str, dict[str, Loaded]] = {}
        for loaded in functions:
            for method, path in loaded.function.routes:
                self._routes.setdefault(path, {})[method] = loaded

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        request_id = str(uuid4())
        try:
            answer = self._answer(environ, request_id)
        except (NotFound, TooLarge) as refusal:
            answer = problem.from_error(refusal, request_id)
        except Exception as error:  # noqa: BLE001  as API Gateway does when a function raises
            log.error("function failed", extra={"request_id": request_id, **describe(error)})
            answer = problem.answer(500, "internal", request_id=request_id)
        return _write(self._cors.added(answer, environ.get("HTTP_ORIGIN", "")), start_response)

    def _answer(self, environ: Environ, request_id: str) -> dict[str, Any]:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace") or "/"
        if path in self._extra:
            return self._extra[path]()
        preflight = self._cors.preflight(environ["REQUEST_METHOD"], _headers(environ))
        if preflight:
            return preflight
        template, _ = match(path, self._routes)
        methods = self._routes[template]
        loaded = methods.get(environ["REQUEST_METHOD"]) or methods.get("ANY")
        if loaded is None:  # API Gateway answers 404, not 405, to a method it has no route for
            raise NotFound
        context = Context(loaded.function)
        context.aws_request_id = request_id
        environ["REMOTE_ADDR"] = self._proxies.client(environ)
        event = to_event(environ, path, f"{environ['REQUEST_METHOD']} {template}", read_body(environ))
        answer: dict[str, Any] = loaded.handler(event, context)
        return answer


def read_body(environ: Environ, limit: int = MAX_BODY) -> bytes:
    """The body. TooLarge before reading when its length says so, else as soon as it is seen."""
    if int(environ.get("CONTENT_LENGTH") or 0) > limit:
        raise TooLarge
    data: bytes = environ["wsgi.input"].read(limit + 1)
    if len(data) > limit:
        raise TooLarge
    return data


def to_event(environ: Environ, path: str, route_key: str, body: bytes) -> dict[str, Any]:
    """The request as an HTTP API event, payload format 2.0."""
    headers = _headers(environ)
    cookies = [c.strip() for c in headers.pop("cookie", "").split(";") if c.strip()]
    now = time.time()
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": route_key,
        "rawPath": path,
        "rawQueryString": environ.get("QUERY_STRING", ""),
        "headers": headers,
        "requestContext": {
            "accountId": "000000000000",
            "apiId": "host",
            "domainName": headers.get("host", ""),
            "domainPrefix": headers.get("host", "").split(".")[0],
            "http": {
                "method": environ["REQUEST_METHOD"],
                "path": path,
                "protocol": environ.get("SERVER_PROTOCOL", ""),
                "sourceIp": environ.get("REMOTE_ADDR", ""),
                "userAgent": headers.get("user-agent", ""),
            },
            "requestId": str(uuid4()),
            "routeKey": route_key,
            "stage": "$default",
            "time": datetime.fromtimestamp(now, UTC).strftime("%d/%b/%Y:%H:%M:%S +0000"),
            "timeEpoch": int(now * 1000),
        },
        "isBase64Encoded": False,
    }
    if cookies:
        event["cookies"] = cookies
    if body:
        event["body"], event["isBase64Encoded"] = _encode(body)
    return event


def _headers(environ: Environ) -> dict[str, str]:
    headers = {n[5:].replace("_", "-").lower(): v for n, v in environ.items() if n.startswith("HTTP_")}
    for name in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        if environ.get(name):
            headers[name.replace("_", "-").lower()] = environ[name]
    return headers


def _encode(body: bytes) -> tuple[str, bool]:
    """Text stays text; what is not UTF-8 goes as base64, as API Gateway sends what it takes for binary."""
    try:
        return body.decode(), False
    except UnicodeDecodeError:
        return base64.b64encode(body).decode(), True


def _write(answer: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    status = int(answer.get("statusCode", 200))
    body = answer.get("body") or ""
    data = base64.b64decode(body) if answer.get("isBase64Encoded") else str(body).encode()
    headers = [(name, str(value)) for name, value in (answer.get("headers") or {}).items()]
    headers += [("set-cookie", cookie) for cookie in answer.get("cookies", ())]
    headers = [h for h in headers if h[0].lower() != "content-length"]
    if answer.get("statusCode") not in (204, 304):
        headers.append(("content-length", str(len(data))))
    start_response(f"{status} {HTTPStatus(status).phrase}", headers)
    return [data]
