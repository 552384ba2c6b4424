"""Tokens that are not good: expired, tampered with, unsigned, another's. Refused, and nothing changed."""

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import jwt
import pytest

from recado.accounts import access
from recado.kernel.clock import now
from recado.platform import crypto, jwts
from tests.rigs.people import Person, verified
from tests.rigs.product import Product

Claims = dict[str, Any]


@pytest.fixture(scope="module")
def ana(product: Product) -> Person:
    return verified(product)


def claims(token: str) -> Claims:
    body = token.split(".")[1]
    found: Claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return found


def unsigned(token: str, algorithm: str) -> str:
    head = base64.urlsafe_b64encode(json.dumps({"alg": algorithm, "typ": "JWT"}).encode()).decode().rstrip("=")
    return f"{head}.{token.split('.')[1]}."


def tampered(token: str) -> str:
    head, _, signature = token.split(".")
    body = base64.urlsafe_b64encode(json.dumps(claims(token) | {"sub": str(uuid4())}).encode()).decode().rstrip("=")
    return f"{head}.{body}.{signature}"


def signed(token: str, **changed: Any) -> str:
    """The same claims with some changed, signed with our own key."""
    key_id, key = next(iter(crypto.derived_keys(f"jwt:{access.AUDIENCE}").items()))
    return jwt.encode(claims(token) | changed, key, algorithm=jwts.ALGORITHM, headers={"kid": key_id})


BAD: dict[str, Callable[[str], str]] = {
    "expired": lambda token: signed(token, exp=int((now() - timedelta(seconds=6)).timestamp())),
    "of the future": lambda token: signed(token, iat=int((now() + timedelta(hours=1)).timestamp())),
    "for another audience": lambda token: signed(token, aud="another"),
    "of another issuer": lambda token: signed(token, iss="another"),
    "of a session that never was": lambda token: signed(token, sid=str(uuid4())),
    "of somebody else's session": lambda token: signed(token, sub=str(uuid4())),
    "alg none": lambda token: unsigned(token, "none"),
    "alg None": lambda token: unsigned(token, "None"),
    "without a signature": lambda token: unsigned(token, "HS256"),
    "tampered with": tampered,
    "signed with another key": lambda token: jwt.encode(claims(token), "x" * 32, algorithm="HS256"),
    "cut": lambda token: token[:-3],
    "an API key nobody made": lambda _: "rk_" + "x" * 43,
    "SQL": lambda _: "rk_' or true --",
    "no token": lambda _: "",
    "huge": lambda _: "a" * 6000,
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_token_is_refused_and_nothing_is_changed(product: Product, ana: Person, name: str) -> None:
    thief = Person(product, ana.email, access=BAD[name](ana.access) or "x")
    before = ana.call("GET", "/v1/me").body
    for method, path, body in (("GET", "/v1/me", None), ("PATCH", "/v1/me", {"name": "Otra"})):
        said = thief.call(method, path, body)
        assert (said.status, said.headers["content-type"]) == (401, "application/problem+json")
    assert ana.call("GET", "/v1/me").body == before


def test_a_business_one_does_not_belong_to_is_none_though_the_token_names_it(product: Product, ana: Person) -> None:
    other = verified(product).call("GET", "/v1/me").body["business_id"]
    said = Person(product, "", access=signed(ana.access, biz=other)).call("GET", "/v1/business")
    assert (said.status, said.body["code"]) == (403, "forbidden")


def test_line_breaks_in_what_is_sent_make_no_line_in_the_log(product: Product, ana: Person) -> None:
    mark = f"forged-{uuid4().hex}"
    forged = f'\n{{"level":"ERROR","message":"{mark}"}}\n'
    ana.call("GET", f"/v1/{mark}%0a%7b%22level%22%3a%22ERROR%22%7d")
    ana.call("PATCH", "/v1/me", {"name": forged, mark: forged})
    ana.call("GET", f"/v1/me?cursor={mark}%0a", **{"User-Agent": mark, "Idempotency-Key": mark})
    log = (product.stack.home / "logs" / "host.log").read_text()
    for line in log.splitlines():
        assert line.startswith("{"), "a line of the log that is no record"
        assert json.loads(line)["message"] != mark
