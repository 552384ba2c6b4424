"""Requests as HTTP API events, and answers of functions as replies."""

import pytest

from recado.runtime.host.http.event import Request, join_headers, parse_target, to_event, to_reply, with_body


def test_cookies_stand_apart_and_repeated_headers_are_joined() -> None:
    headers = join_headers([(b"cookie", b"a=1"), (b"x-a", b"1"), (b"cookie", b"b=2"), (b"x-a", b"2")])
    event = to_event(Request("POST", "/echo/x", "a=1&a=2", headers), "POST /echo/{name}", "203.0.113.9", "r1")
    assert event["cookies"] == ["a=1", "b=2"]
    assert event["headers"] == {"x-a": "1,2"}
    assert (event["rawQueryString"], event["requestContext"]["http"]["sourceIp"]) == ("a=1&a=2", "203.0.113.9")


def test_text_travels_as_text_and_other_bytes_as_base64() -> None:
    assert with_body({}, "{é}".encode()) == {"body": "{é}"}
    assert with_body({}, b"\xff\xfe") == {"body": "//4=", "isBase64Encoded": True}
    assert with_body({"isBase64Encoded": False}, b"") == {"isBase64Encoded": False}


@pytest.mark.parametrize(
    ("target", "path", "query"),
    [
        (b"/echo/jo%C3%A3o?q=%C3%A3", "/echo/joão", "q=%C3%A3"),
        (b"http://example.com/a/b?c", "/a/b", "c"),
        (b"/a?b=http://c/d", "/a", "b=http://c/d"),
        (b"http://example.com", "/", ""),
        (b"*", "*", ""),
        (b"/%FF", "/\ufffd", ""),
    ],
)
def test_target_is_split_and_decoded(target: bytes, path: str, query: str) -> None:
    assert parse_target(target) == (path, query)


def test_cookies_and_base64_of_an_answer_become_headers_and_bytes() -> None:
    answer = {"statusCode": 201, "headers": {"X-A": 1, "Content-Length": "999"}, "body": "//4=", "cookies": ["c=1"]}
    reply = to_reply({**answer, "isBase64Encoded": True})
    assert (reply.status, reply.body) == (201, b"\xff\xfe")
    assert reply.headers == [("x-a", "1"), ("set-cookie", "c=1")]
