"""HTTP API events to Chalice's shape and back."""

import base64
import json
from typing import Any

import pytest
from chalice.app import Chalice, Response

from recado.kernel.errors import Conflict, NotFound
from recado.runtime.handler import lambda_handler
from recado.runtime.http import from_http_api_v2, match, to_http_api_v2
from tests.rigs.http_events import request


def test_literal_route_wins_over_parameter_and_parameter_over_proxy() -> None:
    routes = ["/{proxy+}", "/a/{id}", "/a/new"]
    assert match("/a/new", routes) == ("/a/new", {})
    assert match("/a/7", routes) == ("/a/{id}", {"id": "7"})
    assert match("/a/7/b", routes) == ("/{proxy+}", {"proxy": "a/7/b"})


def test_path_outside_all_routes_is_not_found() -> None:
    with pytest.raises(NotFound):
        match("/b", ["/a"])


def test_repeated_query_values_and_blank_ones_survive() -> None:
    event = from_http_api_v2(request("/a", rawQueryString="q=1&q=2&empty=&c=x%2Cy"), ["/a"])
    assert event["multiValueQueryStringParameters"] == {"q": ["1", "2"], "empty": [""], "c": ["x,y"]}


def test_cookies_become_a_header() -> None:
    event = from_http_api_v2(request("/a", cookies=["a=1", "b=2"]), ["/a"])
    assert event["headers"]["cookie"] == "a=1; b=2"


def test_named_stage_is_no_part_of_the_path() -> None:
    event = request("/dev/a")
    event["requestContext"]["stage"] = "dev"
    assert from_http_api_v2(event, ["/a"])["path"] == "/a"


def test_cookies_set_by_an_answer_travel_in_their_own_list() -> None:
    answer = to_http_api_v2(
        {"statusCode": 200, "headers": {"X-A": "1"}, "multiValueHeaders": {"Set-Cookie": ["a=1", "b=2"]}, "body": ""}
    )
    assert answer["cookies"] == ["a=1", "b=2"]
    assert answer["headers"]["x-a"] == "1"


@pytest.fixture
def handler() -> Any:
    app = Chalice(app_name="t")

    @app.route("/raw/{name}", methods=["POST"], content_types=["application/json", "application/octet-stream"])
    def raw(name: str) -> dict[str, Any]:
        assert app.current_request is not None
        return {"name": name, "bytes": list(app.current_request.raw_body)}

    @app.route("/conflict")
    def conflict() -> None:
        raise Conflict("it is closed", state="closed")

    @app.route("/broken")
    def broken() -> None:
        raise ValueError("the customer's words")

    @app.route("/plain")
    def plain() -> Response:
        return Response("challenge", headers={"Content-Type": "text/plain"})

    return lambda_handler(app)


class Context:
    aws_request_id = "request-1"


def test_raw_bytes_reach_the_view_unchanged(handler: Any) -> None:
    body = base64.b64encode(b"\xff\x00").decode()
    headers = {"content-type": "application/octet-stream"}
    event = request("/raw/a b", "POST", body=body, isBase64Encoded=True, headers=headers)
    assert json.loads(handler(event, Context())["body"]) == {"name": "a b", "bytes": [255, 0]}


def test_named_situation_becomes_a_problem_with_its_code_and_data(handler: Any) -> None:
    answer = handler(request("/conflict"), Context())
    assert (answer["statusCode"], answer["headers"]["content-type"]) == (409, "application/problem+json")
    problem = json.loads(answer["body"])
    assert problem == {
        "type": "about:blank",
        "title": "Conflict",
        "status": 409,
        "code": "conflict",
        "detail": "it is closed",
        "state": "closed",
        "request_id": "request-1",
    }


def test_unknown_error_says_nothing_but_its_request_id(handler: Any) -> None:
    answer = handler(request("/broken"), Context())
    assert answer["statusCode"] == 500
    assert json.loads(answer["body"])["request_id"] == "request-1"
    assert "customer" not in answer["body"]


@pytest.mark.parametrize(
    ("path", "method", "headers", "status", "code"),
    [
        ("/nowhere", "GET", {}, 404, "not_found"),
        ("/conflict", "POST", {}, 405, "method_not_allowed"),
        ("/raw/a", "POST", {"content-type": "text/html"}, 415, "unsupported_media_type"),
    ],
)
def test_refusals_of_the_router_are_problems_too(
    handler: Any, path: str, method: str, headers: dict[str, str], status: int, code: str
) -> None:
    answer = handler(request(path, method, headers=headers, body="x"), Context())
    assert (answer["statusCode"], json.loads(answer["body"])["code"]) == (status, code)
    assert answer["headers"]["content-type"] == "application/problem+json"


def test_plain_text_answers_stay_plain(handler: Any) -> None:
    answer = handler(request("/plain"), Context())
    assert (answer["body"], answer["headers"]["content-type"]) == ("challenge", "text/plain")
