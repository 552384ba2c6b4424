"""Bad input to the accounts' routes: always a clear 4xx, and nothing changed."""

import json
import re
from typing import Any
from uuid import uuid4

import pytest

from recado.runtime.permissions import Permission
from tests.rigs.api_routes import routes
from tests.rigs.people import PASSWORD, TERMS, Person, newcomer, verified
from tests.rigs.product import Product
from tests.rigs.sampling import parameters, sample

NEW = {
    "email": "x@example.com",
    "password": PASSWORD,
    "name": "Ana",
    "business_name": "La Espiga",
    "terms_version": TERMS,
}
# Of super admins nobody else learns more than that they may not.
WITH_BODY = [(each.method, each.path) for each in routes() if each.body and each.permission is not Permission.PLATFORM]
BAD_BODIES: dict[str, bytes] = {
    "empty": b"",
    "not JSON": b"{",
    "a list": b"[]",
    "null": b"null",
    "a number": b"1e999",
    "invalid UTF-8": b'{"email": "\xff\xfe"}',
    "a lone surrogate": b'{"email": "\\ud800@example.com", "password": "\\udfff"}',
    "NUL": b'{"email": "a\\u0000@example.com", "password": "\\u0000"}',
    "a raw NUL": b'\x00{"email": "a@example.com"}',
    "unknown fields": json.dumps(NEW | {"role": "OWNER", "__proto__": {}, "x" * 5000: 1}).encode(),
    "deep": b"[" * 20_000,
    "deep objects": b'{"a":' * 10_000,
    "too large": b'{"email": "' + b"a" * 200_000 + b'"}',
}


SAMPLED = {
    (method, path, kind) for method, path in WITH_BODY for kind in sample(f"{method} {path}", list(BAD_BODIES), 3)
} | {(*sample(kind, WITH_BODY, 1)[0], kind) for kind in BAD_BODIES}  # three of each route, and each at some route


def test_a_sample_has_every_route_and_every_kind_of_bad_body() -> None:
    assert {(method, path) for method, path, _ in SAMPLED} == set(WITH_BODY)
    assert {kind for _, _, kind in SAMPLED} == BAD_BODIES.keys()


@pytest.fixture(scope="module")
def ana(product: Product) -> Person:
    return verified(product)


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    parameters(
        [(method, path, kind) for method, path in WITH_BODY for kind in BAD_BODIES],
        SAMPLED,
        lambda method, path, kind: f"{method} {path}-{kind}",
    ),
)
def test_a_bad_body_is_refused_in_words_that_do_not_repeat_it(ana: Person, method: str, path: str, kind: str) -> None:
    said = ana.call(method, re.sub(r"\{\w+\}", str(uuid4()), path), BAD_BODIES[kind])
    assert said.status in {400, 413}, said
    assert said.headers["content-type"] == "application/problem+json"
    assert len(json.dumps(said.body)) < 5000
    assert "Traceback" not in json.dumps(said.body)


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": 5}, {"email": None}, {"email": ["a@example.com"]}, {"email": "x" * 300}, {"email": "no address"},
        {"password": "short"}, {"password": "x" * 201}, {"password": 1234567890123}, {"name": ""}, {"name": "   "},
        {"name": "x" * 201}, {"name": "a\x00b"}, {"name": "a\nb"}, {"business_name": {"$gt": ""}}, {"language": "fr"},
        {"timezone": "Mars/Olympus"}, {"timezone": "../../etc/passwd"}, {"timezone": "America"},
        {"timezone": "x" * 500}, {"timezone": "/etc/localtime"}, {"currency": "pesos"}, {"currency": "mxn"},
    ],
)  # fmt: skip
def test_a_wrong_field_makes_nobody(product: Product, wrong: dict[str, Any]) -> None:
    eve = newcomer(product)
    said = eve.sign_up(**wrong)
    assert (said.status, said.headers["content-type"]) == (400, "application/problem+json")
    assert eve.mails() == []
    assert product.admin("select from users where email = %s", (eve.email,)) == []


def test_sql_in_a_field_is_only_text(product: Product) -> None:
    eve, name = newcomer(product), "Robert'); drop table users; -- %s {0} $1"
    assert eve.sign_up(name=name, business_name=name).status == 202
    assert eve.log_in("' or 1=1 --").status == 401
    assert eve.log_in().status == 200
    me = eve.call("GET", "/v1/me").body
    assert (me["name"], me["businesses"][0]["name"]) == (name, name)


def test_other_content_types_and_methods_are_refused(ana: Person) -> None:
    said = ana.call("POST", "/v1/auth/log-in", b"email=a", **{"Content-Type": "application/x-www-form-urlencoded"})
    assert (said.status, said.headers["content-type"]) == (415, "application/problem+json")
    for method, path, status in (
        ("GET", "/v1/auth/log-in", 405),
        ("DELETE", "/v1/me", 405),
        ("GET", "/v1/nowhere", 404),
        ("GET", "/v1/", 404),
    ):
        said = ana.call(method, path)
        assert (said.status, said.headers["content-type"]) == (status, "application/problem+json")


def test_ten_megabytes_are_refused(ana: Person, product: Product) -> None:
    body = b'{"email": "' + b"a" * (11 * 1024 * 1024) + b'"}'
    answer = product.request("POST", "/v1/auth/log-in", body, {"Content-Type": "application/json"})
    assert answer.status == 413
    assert ana.call("GET", "/v1/me").status == 200
