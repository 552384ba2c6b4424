"""WSGI requests as HTTP API events."""

import io
from typing import Any

import pytest

from recado.kernel.errors import TooLarge
from recado.runtime.host.proxies import Proxies
from recado.runtime.host.template import Function
from recado.runtime.host.wsgi import Application, Loaded, read_body, to_event


def environ(body: bytes = b"", **more: Any) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/echo/x",
        "QUERY_STRING": "a=1&a=2",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_X_HUB_SIGNATURE_256": "sha256=1",
        "wsgi.input": io.BytesIO(body),
        **more,
    }


def function(*routes: tuple[str, str]) -> Function:
    return Function("t", "t.app.handler", 10, 1, {}, routes, (), ())


def answer_of(app: Application, request: dict[str, Any]) -> tuple[str, dict[str, str], bytes]:
    seen: list[Any] = []
    body = b"".join(app(request, lambda status, headers: seen.append((status, dict(headers)))))
    return seen[0][0], seen[0][1], body


def test_headers_are_lower_case_and_cookies_apart() -> None:
    event = to_event(environ(HTTP_COOKIE="a=1; b=2"), "/echo/x", "POST /echo/{name}", b"{}")
    assert event["headers"]["x-hub-signature-256"] == "sha256=1"
    assert event["cookies"] == ["a=1", "b=2"]
    assert "cookie" not in event["headers"]
    assert (event["body"], event["isBase64Encoded"], event["rawQueryString"]) == ("{}", False, "a=1&a=2")


def test_bytes_that_are_no_text_travel_as_base64() -> None:
    event = to_event(environ(), "/", "", b"\xff\xfe")
    assert (event["body"], event["isBase64Encoded"]) == ("//4=", True)


def test_announced_length_over_the_limit_is_refused_before_reading() -> None:
    class Untouchable:
        def read(self, _size: int) -> bytes:
            raise AssertionError("it was read")

    with pytest.raises(TooLarge):
        read_body({"CONTENT_LENGTH": "11", "wsgi.input": Untouchable()}, limit=10)


def test_unannounced_body_over_the_limit_is_refused() -> None:
    with pytest.raises(TooLarge):
        read_body({"wsgi.input": io.BytesIO(b"x" * 11)}, limit=10)


def test_function_gets_the_event_and_its_answer_is_written() -> None:
    def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
        assert context.get_remaining_time_in_millis() > 9000
        text = event["requestContext"]["http"]["method"] + event["rawPath"]
        return {"statusCode": 201, "headers": {"x-a": "1"}, "body": text, "cookies": ["c=1"]}

    app = Application([Loaded(function(("POST", "/echo/{name}")), handler)], {})
    status, headers, body = answer_of(app, environ())
    assert (status, headers["x-a"], headers["set-cookie"], body) == ("201 Created", "1", "c=1", b"POST/echo/x")


@pytest.mark.parametrize("change", [{"PATH_INFO": "/nowhere"}, {"REQUEST_METHOD": "PUT"}])
def test_route_the_template_lacks_is_not_found(change: dict[str, str]) -> None:
    app = Application([Loaded(function(("POST", "/echo/{name}")), lambda *_: {})], {})
    status, headers, _ = answer_of(app, environ() | change)
    assert (status, headers["content-type"]) == ("404 Not Found", "application/problem+json")


def test_function_that_raises_answers_500_without_its_words() -> None:
    def handler(*_: object) -> dict[str, Any]:
        raise ValueError("the customer's words")

    status, _, body = answer_of(Application([Loaded(function(("POST", "/echo/{name}")), handler)], {}), environ())
    assert status == "500 Internal Server Error"
    assert b"customer" not in body


def test_behind_a_trusted_proxy_the_function_sees_the_client_s_address() -> None:
    seen: list[Any] = []

    def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
        seen.append(event["requestContext"]["http"]["sourceIp"])
        return {"statusCode": 204}

    app = Application([Loaded(function(("POST", "/echo/{name}")), handler)], {}, proxies=Proxies.named("127.0.0.0/8"))
    answer_of(app, environ(HTTP_X_FORWARDED_FOR="203.0.113.9"))
    assert seen == ["203.0.113.9"]
