"""API keys and the audit trail over HTTP, on the whole product."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from recado.runtime.permissions import SCOPES
from tests.rigs.people import Json, Person, Said, member, verified
from tests.rigs.product import Product


@pytest.fixture
def ana(product: Product) -> Person:
    return verified(product)


def made(person: Person, **more: Any) -> Json:
    said = person.post("api-keys", **{"name": "Tienda", "scopes": ["audit:read"], **more})
    assert said.status == 201, said
    return said.body


def program(person: Person, secret: str) -> Person:
    """A program that has this key."""
    return Person(person.product, "", access=secret)


def refused(said: Said, status: int, code: str) -> None:
    assert (said.status, said.body.get("code")) == (status, code), said


def join(product: Product, person: Person, to: Person, role: str) -> None:
    """Makes somebody a member of another's business, and works there."""
    business = to.call("GET", "/v1/me").body["business_id"]
    me = person.call("GET", "/v1/me").body["id"]
    product.admin("insert into memberships (business_id, user_id, role) values (%s, %s, %s)", (business, me, role))
    person.access = person.post("me/business", business_id=business).body["access_token"]


def test_a_key_is_shown_once_and_stored_only_as_its_digest(ana: Person, product: Product) -> None:
    body = made(ana, scopes=["team:read", "business:read", "team:read"])
    secret, key = body["secret"], body["key"]
    assert secret.startswith("rk_")
    assert len(secret) == 3 + 43, "256 bits"
    assert (key["name"], key["scopes"], key["revoked_at"]) == ("Tienda", ["business:read", "team:read"], None)
    assert secret.startswith(key["prefix"])
    assert len(key["prefix"]) == 11
    (row,) = product.admin("select * from api_keys where id = %s", (key["id"],))
    assert bytes(row["digest"]) == hashlib.sha256(secret.encode()).digest()
    assert secret[11:] not in str(ana.call("GET", "/v1/api-keys").body) + str(row)


def test_a_key_works_until_it_is_revoked_and_its_use_is_seen(ana: Person) -> None:
    body = made(ana)
    shop = program(ana, body["secret"])
    assert shop.call("GET", "/v1/audit").status == 200
    (key,) = ana.call("GET", "/v1/api-keys").body["items"]
    assert key["last_used_at"] is not None
    assert ana.call("DELETE", f"/v1/api-keys/{key['id']}").status == 204
    refused(shop.call("GET", "/v1/audit"), 401, "unauthorized")
    refused(ana.call("DELETE", f"/v1/api-keys/{key['id']}"), 404, "not_found")
    (key,) = ana.call("GET", "/v1/api-keys").body["items"]
    assert key["revoked_at"] is not None


def test_a_key_works_until_it_expires(ana: Person, product: Product) -> None:
    later = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    body = made(ana, expires_at=later)
    shop = program(ana, body["secret"])
    assert shop.call("GET", "/v1/audit").status == 200
    product.admin("update api_keys set expires_at = now() where id = %s", (body["key"]["id"],))
    assert shop.call("GET", "/v1/audit").status == 401
    for never in ("2026-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00"):
        refused(ana.post("api-keys", name="x", scopes=["audit:read"], expires_at=never), 400, "invalid")


def test_a_key_may_do_what_its_scopes_say_and_never_manage_keys_people_or_the_platform(ana: Person) -> None:
    shop = program(ana, made(ana, scopes=list(SCOPES))["secret"])
    assert shop.call("GET", "/v1/audit").status == 200
    narrow = program(ana, made(ana, scopes=["business:read"])["secret"])
    refused(narrow.call("GET", "/v1/audit"), 403, "forbidden")
    for method, path, body in (
        ("GET", "/v1/api-keys", None), ("POST", "/v1/api-keys", {"name": "x", "scopes": ["audit:read"]}),
        ("DELETE", f"/v1/api-keys/{uuid4()}", None), ("GET", "/v1/me", None), ("GET", "/v1/me/sessions", None),
        ("GET", "/v1/admin/events", None), ("GET", "/v1/admin/users", None),
    ):  # fmt: skip
        refused(shop.call(method, path, body), 403, "forbidden")


def test_only_verified_owners_and_admins_manage_keys(ana: Person, product: Product) -> None:
    hasty = member(product)
    refused(hasty.post("api-keys", name="x", scopes=["audit:read"]), 403, "email_not_verified")
    admin, advisor = verified(product), verified(product)
    join(product, admin, ana, "ADMIN")
    join(product, advisor, ana, "ADVISOR")
    key = made(admin)["key"]
    for method, path in (
        ("GET", "/v1/api-keys"), ("DELETE", f"/v1/api-keys/{key['id']}"), ("GET", "/v1/audit"),
    ):  # fmt: skip
        refused(advisor.call(method, path), 403, "forbidden")
    refused(advisor.post("api-keys", name="x", scopes=["team:read"]), 403, "forbidden")


def test_another_businesss_keys_and_changes_are_not_there(ana: Person, product: Product) -> None:
    key = made(ana)["key"]
    bea = verified(product)
    assert bea.call("GET", "/v1/api-keys").body["items"] == []
    refused(bea.call("DELETE", f"/v1/api-keys/{key['id']}"), 404, "not_found")
    assert bea.call("GET", f"/v1/audit?thing_id={key['id']}").body["items"] == []
    assert ana.call("GET", "/v1/api-keys").body["items"][0]["revoked_at"] is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""}, {"name": "a\x00b"}, {"scopes": []}, {"scopes": ["everything"]}, {"scopes": "audit:read"},
        {"scopes": ["audit:read"] * 50}, {"expires_at": "tomorrow"}, {"expires_at": "2030-01-01T00:00:00"},
        {"expires_at": 4102444800}, {"business_id": "x"},
    ],
)  # fmt: skip
def test_a_bad_key_is_refused(ana: Person, wrong: Json) -> None:
    refused(ana.post("api-keys", **{"name": "x", "scopes": ["audit:read"], **wrong}), 400, "invalid")
    assert ana.call("GET", "/v1/api-keys").body["items"] == []


def test_a_business_has_at_most_a_hundred_keys_that_work(ana: Person, product: Product) -> None:
    business = ana.call("GET", "/v1/me").body["business_id"]
    product.admin(
        "insert into api_keys (id, business_id, name, digest, prefix, scopes) "
        "select gen_random_uuid(), %s, 'x', sha256(gen_random_uuid()::text::bytea), 'rk_', '{}' "
        "from generate_series(1, 99)",
        (business,),
    )
    key = made(ana)["key"]
    refused(ana.post("api-keys", name="x", scopes=["audit:read"]), 409, "conflict")
    assert ana.call("DELETE", f"/v1/api-keys/{key['id']}").status == 204
    made(ana)


# The audit trail


def test_keys_are_audited_with_who_when_and_what(ana: Person) -> None:
    body = made(ana)
    ana.call("DELETE", f"/v1/api-keys/{body['key']['id']}")
    me = ana.call("GET", "/v1/me").body
    revoked, created = ana.call("GET", "/v1/audit").body["items"]
    assert (revoked["action"], revoked["before"], revoked["after"]) == ("key.revoked", {"name": "Tienda"}, {})
    assert (created["action"], created["thing"], created["thing_id"]) == ("key.created", "api_key", body["key"]["id"])
    assert created["after"] == {"name": "Tienda", "scopes": ["audit:read"], "expires_at": None}
    assert (created["actor_kind"], created["actor_id"], created["actor_name"], created["actor_role"]) == (
        "user", me["id"], "Ana", "OWNER",
    )  # fmt: skip
    assert created["request_id"]
    assert body["secret"] not in str(created)


def test_the_trail_can_be_filtered_and_paged(ana: Person, product: Product) -> None:
    admin = verified(product)
    join(product, admin, ana, "ADMIN")
    keys = [made(who, name=f"{n}")["key"]["id"] for n, who in enumerate((ana, admin, ana))]
    ana.call("DELETE", f"/v1/api-keys/{keys[0]}")

    def things(query: str) -> list[str]:
        items = ana.call("GET", f"/v1/audit?{query}").body["items"]
        return [f"{each['action'].removeprefix('key.')} {keys.index(each['thing_id'])}" for each in items]

    assert things("") == ["revoked 0", "created 2", "created 1", "created 0"]
    assert things("action=key.c") == ["created 2", "created 1", "created 0"]
    assert things(f"actor_id={admin.call('GET', '/v1/me').body['id']}") == ["created 1"]
    assert things(f"thing_id={keys[0]}&thing=api_key") == ["revoked 0", "created 0"]
    assert things("thing=member") == []
    middle = ana.call("GET", "/v1/audit").body["items"][1]["at"].replace("+", "%2B")
    assert things(f"from={middle}") == ["revoked 0", "created 2"]
    assert things(f"to={middle}") == ["created 1", "created 0"]
    first = ana.call("GET", "/v1/audit?limit=3").body
    assert len(first["items"]) == 3
    last = ana.call("GET", f"/v1/audit?limit=3&cursor={first['next']}").body
    assert ([each["action"] for each in last["items"]], last["next"]) == (["key.created"], None)


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=101", "cursor=e30", "cursor=!", "actor_id=x", "from=yesterday", "from=2026-01-01T00:00:00",
     "action=%00", "thing=' or 1=1", "since=2026-01-01T00:00:00Z", "nonsense=1", "thing_id=1&thing_id=2"],
)  # fmt: skip
def test_a_bad_query_is_refused(ana: Person, query: str) -> None:
    said = ana.call("GET", f"/v1/audit?{query.replace(' ', '%20')}")
    assert said.status == 400, said


def test_a_key_that_acts_is_named_and_the_system_is_not(ana: Person, product: Product) -> None:
    key = made(ana)["key"]
    business = ana.call("GET", "/v1/me").body["business_id"]
    for kind, who in (("key", key["id"]), ("system", None)):
        product.admin(
            "insert into audit (id, business_id, actor_kind, actor_id, action, thing) "
            "values (gen_random_uuid(), %s, %s, %s, 'x.y', 'x')",
            (business, kind, who),
        )
    items = ana.call("GET", "/v1/audit?action=x.").body["items"]
    assert {(each["actor_kind"], each["actor_name"]) for each in items} == {("key", "Tienda"), ("system", None)}
