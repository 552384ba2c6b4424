"""What people see and change of themselves, over HTTP."""

from uuid import uuid4

import pytest

from tests.rigs.people import PASSWORD, Person, member
from tests.rigs.product import Product
from tests.rigs.waiting import eventually

NEW = "a new password"


@pytest.fixture
def ana(product: Product) -> Person:
    return member(product)


def elsewhere(person: Person) -> Person:
    """The same person on another device."""
    found = Person(person.product, person.email)
    assert found.log_in().status == 200
    return found


def test_name_and_language_change_one_by_one(ana: Person) -> None:
    said = ana.call("PATCH", "/v1/me", {"name": "  Ana Belén "})
    assert (said.status, said.body["name"], said.body["language"]) == (200, "Ana Belén", "es")
    assert ana.call("PATCH", "/v1/me", {"language": "en"}).body["name"] == "Ana Belén"
    assert ana.call("GET", "/v1/me").body["language"] == "en"
    for wrong in ({"name": ""}, {"language": "fr"}, {"email": "eve@example.com"}, {"super_admin": True}):
        assert ana.call("PATCH", "/v1/me", wrong).status == 400


def test_another_password_ends_the_other_sessions_at_once(ana: Person) -> None:
    other = elsewhere(ana)
    assert ana.post("me/password", current=PASSWORD, new=NEW).status == 204
    assert ana.call("GET", "/v1/me").status == 200
    assert ana.post("auth/refresh", refresh_token=ana.refresh).status == 200
    assert other.call("GET", "/v1/me").status == 401
    assert other.post("auth/refresh", refresh_token=other.refresh).status == 401
    assert (ana.log_in().status, ana.log_in(NEW).status) == (401, 200)


def test_the_password_changes_only_for_who_knows_it(ana: Person) -> None:
    said = ana.post("me/password", current="not the password", new=NEW)
    assert (said.status, said.body["code"]) == (403, "wrong_password")
    assert ana.post("me/password", current=PASSWORD, new="short").status == 400
    for _ in range(9):
        ana.post("me/password", current="not the password", new=NEW)
    assert ana.post("me/password", current=PASSWORD, new=NEW).status == 429
    assert ana.log_in().status == 200


def test_sessions_are_listed_and_one_can_be_ended_from_another(ana: Person) -> None:
    other = elsewhere(ana)
    items = ana.call("GET", "/v1/me/sessions").body["items"]
    assert [each["current"] for each in items] == [False, True], "the one used last comes first"
    theirs = items[0]["id"]
    assert ana.call("DELETE", f"/v1/me/sessions/{theirs}").status == 204
    assert other.call("GET", "/v1/me").status == 401
    assert ana.call("DELETE", f"/v1/me/sessions/{theirs}").status == 404
    assert [each["current"] for each in ana.call("GET", "/v1/me/sessions").body["items"]] == [True]


def test_nobody_ends_anothers_session(ana: Person, product: Product) -> None:
    bea = member(product)
    (theirs,) = bea.call("GET", "/v1/me/sessions").body["items"]
    for unknown in (theirs["id"], uuid4()):
        assert ana.call("DELETE", f"/v1/me/sessions/{unknown}").status == 404
    assert bea.call("GET", "/v1/me").status == 200


def test_what_matters_of_accounts_is_in_the_event_log(ana: Person, product: Product) -> None:
    me = ana.call("GET", "/v1/me").body
    ana.post("me/password", current=PASSWORD, new=NEW)
    ana.post("auth/refresh", refresh_token=ana.refresh)
    ana.post("auth/refresh", refresh_token=ana.refresh)
    for _ in range(12):
        ana.log_in()
    found = eventually(
        lambda: product.admin(
            "select type, severity, business_id::text, data from events where data->>'user_id' = %s "
            "or type in ('session.reused', 'limit.reached') order by created_at",
            (me["id"],),
        )
    )
    kinds = {(row["type"], row["severity"], row["business_id"]) for row in found}
    assert kinds >= {
        ("account.opened", "info", me["business_id"]),
        ("account.password_changed", "info", None),
        ("session.reused", "warning", None),
        ("limit.reached", "warning", None),
    }
    assert [row["data"] for row in found if row["type"] == "limit.reached"][-1] == {"limit": "login:account"}
