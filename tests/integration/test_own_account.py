"""What people see and change of themselves, over HTTP."""

from uuid import uuid4

import pytest

from recado.runtime.permissions import SCOPES
from tests.rigs.cast import assemble, key
from tests.rigs.people import PASSWORD, Person, aged, member
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
    aged(ana)
    assert ana.post("auth/refresh", refresh_token=ana.refresh).status == 401
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


def test_one_sees_what_one_may_do_where_and_with_which_second_factor(product: Product) -> None:
    cast = assemble(product)
    may = {role: set(cast.people[role].call("GET", "/v1/me").body["scopes"]) for role in ("OWNER", "ADMIN", "ADVISOR")}
    assert may["ADVISOR"] < may["ADMIN"] == may["OWNER"] == set(SCOPES)
    for scope in ("messages:send", "contacts:write"):
        assert scope in may["ADVISOR"]
    owner = cast.people["OWNER"].call("GET", "/v1/me").body
    assert (owner["super_admin"], owner["second_factor_enabled"], owner["second_factor_required"]) == (False,) * 3
    admin = cast.people["super admin"].call("GET", "/v1/me").body
    names = ("super_admin", "second_factor_required", "second_factor_enabled", "second_factor_passed")
    assert [admin[name] for name in names] == [True] * 4
    product.admin("delete from memberships where user_id = %s", (cast.ids["ADVISOR"],))
    nowhere = cast.people["ADVISOR"].call("GET", "/v1/me").body
    assert (nowhere["business_id"], nowhere["scopes"], nowhere["businesses"]) == (None, [], [])


def test_a_key_reads_what_it_may_do_and_nobody_else_asks_so(product: Product) -> None:
    cast = assemble(product)
    limited = key(product, cast.business, ["contacts:read"])
    said = limited.call("GET", "/v1/api-key")
    assert (said.status, said.body["scopes"], said.body["business_id"]) == (200, ["contacts:read"], str(cast.business))
    assert said.body["standing"]["state"] == "trial"
    assert cast.people["OWNER"].call("GET", "/v1/api-key").status == 403
    product.admin("update api_keys set revoked_at = now() where business_id = %s", (cast.business,))
    assert limited.call("GET", "/v1/api-key").status == 401


def test_the_switcher_shows_every_business_with_role_and_standing(product: Product) -> None:
    ana, cast = member(product), assemble(product)
    me = ana.call("GET", "/v1/me").body
    product.admin(
        "insert into memberships (business_id, user_id, role) values (%s, %s, 'ADVISOR')", (cast.business, me["id"])
    )
    product.admin("update businesses set suspended_at = now() where id = %s", (cast.business,))
    first, second = ana.call("GET", "/v1/me").body["businesses"]
    assert (first["role"], first["standing"]["state"]) == ("OWNER", "trial")
    assert (second["id"], second["role"], second["standing"]["state"]) == (str(cast.business), "ADVISOR", "suspended")
    assert second["standing"]["since"]
