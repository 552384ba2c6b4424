"""The edge of the API: paces, tags, other origins, request ids, and what becomes of a session that ended."""

import base64
import hashlib
import http.client
import json
import re
from urllib.parse import urlsplit

import pytest

from recado.kernel.error_codes import CODES
from tests.rigs.people import Person, member, newcomer, verified
from tests.rigs.product import Product


def preflight(product: Product, origin: str, path: str = "/v1/me") -> http.client.HTTPResponse:
    where = urlsplit(product.stack.url)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=10)
    headers = {"Origin": origin, "Access-Control-Request-Method": "PATCH"}
    connection.request("OPTIONS", path, headers=headers | {"Access-Control-Request-Headers": "authorization"})
    return connection.getresponse()


def spend(product: Product, name: str, requests: int) -> None:
    """As if the caller had made so many requests in this minute."""
    caller = hashlib.sha256(name.encode()).digest()
    product.admin(
        "insert into request_counts values (%(c)s, %(n)s, now() + interval '40 seconds') on conflict (caller) "
        "do update set requests = %(n)s, until = now() + interval '40 seconds'",
        {"c": caller, "n": requests},
    )


def test_an_answer_says_how_much_of_the_minute_is_left(product: Product) -> None:
    ana = member(product)
    first, second = ana.call("GET", "/v1/me"), ana.call("GET", "/v1/me")
    assert int(first.headers["ratelimit-limit"]) == 1_000_000
    assert int(first.headers["ratelimit-remaining"]) == int(second.headers["ratelimit-remaining"]) + 1
    assert 0 < int(second.headers["ratelimit-reset"]) <= 60


def test_who_asks_too_often_waits_and_nobody_else_does(product: Product) -> None:
    ana, eva = member(product), member(product)
    name = f"user:{ana.call('GET', '/v1/me').body['id']}"
    spend(product, name, 1_000_000)
    said = ana.call("GET", "/v1/me")
    assert (said.status, said.body["code"]) == (429, "too_many_requests")
    left = "select extract(epoch from until - now())::float8 as seconds from request_counts where caller = %s"
    (row,) = product.admin(left, (hashlib.sha256(name.encode()).digest(),))
    assert row["seconds"] <= int(said.headers["retry-after"]) <= 40
    assert eva.call("GET", "/v1/me").status == 200


def test_a_minute_later_the_count_begins_anew(product: Product) -> None:
    ana = member(product)
    spend(product, f"user:{ana.call('GET', '/v1/me').body['id']}", 1_000_000)
    product.admin("update request_counts set until = now() - interval '1 second'")
    assert ana.call("GET", "/v1/me").status == 200


def test_an_unchanged_answer_is_not_sent_again(product: Product) -> None:
    ana = member(product)
    first = ana.call("GET", "/v1/me")
    for tag in (first.headers["etag"], f'"other", W/{first.headers["etag"]}'):
        said = ana.call("GET", "/v1/me", **{"If-None-Match": tag})
        assert (said.status, said.body) == (304, {})
    assert ana.call("GET", "/v1/me", **{"If-None-Match": '"other"'}).status == 200
    assert member(product).call("GET", "/v1/me", **{"If-None-Match": first.headers["etag"]}).status == 200


def test_a_page_of_any_origin_may_call_and_read_the_headers(product: Product) -> None:
    asked = preflight(product, "https://panel.example")
    assert (asked.status, asked.headers["access-control-allow-origin"]) == (204, "*")
    assert "PATCH" in asked.headers["access-control-allow-methods"]
    assert "idempotency-key" in asked.headers["access-control-allow-headers"]
    said = newcomer(product).call("GET", "/v1/me", Origin="https://panel.example")
    assert (said.status, said.headers["access-control-allow-origin"]) == (401, "*")
    assert "ratelimit-remaining" in said.headers["access-control-expose-headers"]


def test_without_an_origin_nothing_is_said_of_origins(product: Product) -> None:
    assert not [name for name in newcomer(product).call("GET", "/v1/me").headers if name.startswith("access-control")]


def test_every_answer_names_its_request(product: Product) -> None:
    ana: Person = member(product)
    for said in (ana.call("GET", "/v1/me"), ana.call("GET", "/v1/nowhere"), newcomer(product).call("GET", "/v1/me")):
        assert said.headers["x-request-id"]
        assert said.body.get("request_id", said.headers["x-request-id"]) == said.headers["x-request-id"]


def test_an_access_token_ends_with_its_session(product: Product) -> None:
    ana = member(product)
    assert ana.post("auth/log-out", refresh_token=ana.refresh).status == 204
    said = ana.call("GET", "/v1/me")
    assert (said.status, said.body["code"]) == (401, "session_ended")


def test_a_member_who_was_removed_is_out_at_once(product: Product) -> None:
    ana = member(product)
    me = ana.call("GET", "/v1/me").body
    product.admin("delete from memberships where user_id = %s", (me["id"],))
    assert ana.call("GET", "/v1/me").body["business_id"] is None


def test_the_document_is_served_as_it_is_kept(product: Product) -> None:
    said = newcomer(product).call("GET", "/v1/openapi.json")
    assert (said.status, said.body["openapi"]) == (200, "3.1.0")
    assert "/v1/auth/log-in" in said.body["paths"]


def test_the_documentation_page_brings_everything_it_needs(product: Product) -> None:
    page = product.request("GET", "/v1/docs")
    assert (page.status, page.content_type) == (200, "text/html; charset=utf-8")
    (script,) = re.findall(rb'src="([^"]+)"', page.body)
    found = product.request("GET", script.decode())
    assert (found.status, found.content_type) == (200, "text/javascript; charset=utf-8")
    assert b"Redoc" in found.body


def test_no_answer_is_for_browsers_to_guess_about_and_where_tls_ended_it_stays(product: Product) -> None:
    ana = member(product)
    for path in ("/v1/me", "/v1/nowhere", "/nowhere", "/health", "/ready"):
        plain = ana.call("GET", path)
        assert plain.headers["x-content-type-options"] == "nosniff", path
        assert "strict-transport-security" not in plain.headers, path
        behind = ana.call("GET", path, **{"X-Forwarded-Proto": "https"})
        assert behind.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains", path


@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"-Infinity", b"1e999", b'[1, {"a": -1e400}]'])
def test_a_number_json_does_not_have_is_refused_wherever_it_stands(product: Product, number: bytes) -> None:
    ana = verified(product)
    said = ana.call("POST", "/v1/contacts", b'{"phone": "5215512345678", "fields": {"n": %s}}' % number)
    assert (said.status, said.body["code"]) == (400, "invalid")


def test_a_cursor_with_half_a_character_is_refused(product: Product) -> None:
    ana = verified(product)
    cursor = base64.urlsafe_b64encode(b'["\\ud800", "018f0000-0000-7000-8000-000000000001"]').decode().rstrip("=")
    said = ana.call("GET", f"/v1/contacts?sort=name&cursor={cursor}")
    assert (said.status, said.body["code"]) == (400, "cursor_invalid")


@pytest.mark.parametrize(
    ("header", "language", "words"),
    [
        ({}, "en", "The e-mail address or the password is not right."),
        ({"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"}, "es", "El correo o la contraseña no son correctos."),
        ({"Accept-Language": "fr"}, "en", "The e-mail address or the password is not right."),
    ],
)
def test_a_problem_is_told_in_spanish_to_who_prefers_it(
    product: Product, header: dict[str, str], language: str, words: str
) -> None:
    said = newcomer(product).call("POST", "/v1/auth/log-in", {"email": "x@example.com", "password": "wrong"}, **header)
    assert (said.body["code"], said.body["detail"]) == ("wrong_credentials", words)
    assert said.headers["content-language"] == language


def test_what_the_router_refuses_is_told_in_the_same_languages(product: Product) -> None:
    spanish = {"Accept-Language": "es"}
    nowhere = newcomer(product).call("GET", "/v1/nowhere", **spanish)
    wrong_method = newcomer(product).call("DELETE", "/v1/auth/log-in", **spanish)
    assert [said.body["detail"] for said in (nowhere, wrong_method)] == [
        "No existe, o no puedes saber de ello.", "El método no se usa en esta ruta.",
    ]  # fmt: skip


def test_the_documents_name_every_code(product: Product) -> None:
    document = json.loads(product.request("GET", "/v1/openapi.json").body)
    problem = document["components"]["schemas"]["Problem"]
    assert problem["properties"]["code"]["enum"] == sorted(CODES)
    assert problem["x-codes"]["window_closed"] == CODES["window_closed"].en
