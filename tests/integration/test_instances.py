"""A business's WhatsApp numbers over HTTP, on the whole product and the simulated Meta."""

from typing import Any

import pytest

from tests.rigs.graph_numbers import at_meta, changed, faulty, owner
from tests.rigs.people import Person, Said, member
from tests.rigs.product import Product

Json = dict[str, Any]
SECRETS = ("access_token", "app_secret")


@pytest.fixture
def ana(product: Product) -> Person:
    return owner(product)


def refused(said: Said, status: int, code: str, field: str = "") -> None:
    assert (said.status, said.body.get("code")) == (status, code), said
    assert said.headers["content-type"] == "application/problem+json"
    assert [each["field"] for each in said.body.get("errors", [])] == ([field] if field else [])


def connected(ana: Person, given: Json) -> Json:
    said = ana.post("instances", **given)
    assert said.status == 201, said
    return said.body


def stored(product: Product, given: Json) -> list[Json]:
    return product.admin("select * from instances where channel_id = %s", (given["phone_number_id"],))


def trail(product: Product, thing: str) -> list[Json]:
    return product.admin("select action, before, after from audit where thing_id = %s order by id", (thing,))


# Connecting


def test_a_number_is_connected_and_shown_with_what_meta_says_of_it(product: Product, ana: Person) -> None:
    given = at_meta(product)
    made = connected(ana, given)
    assert (made["state"], made["name"], made["verified_name"]) == ("active", "La Espiga", "La Espiga")
    assert (made["phone_number_id"], made["account_id"]) == (given["phone_number_id"], given["account_id"])
    assert (made["quality_rating"], made["messaging_limit"], made["throughput"]) == ("GREEN", "TIER_2K", "STANDARD")
    assert (made["name_status"], made["number_status"]) == ("APPROVED", "CONNECTED")
    assert made["checked_at"]
    assert made["health"] == {"last_webhook_at": None, "webhook_verified": False}
    one = ana.call("GET", f"/v1/instances/{made['id']}")
    assert one.status == 200
    assert one.body == {name: value for name, value in made.items() if name != "webhook"}
    assert ana.call("GET", "/v1/instances").body == {"items": [one.body], "next": None}
    for said in (str(made), str(one)):
        assert not [name for name in SECRETS if given[name] in said]


def test_the_secrets_of_a_number_are_sealed_and_masked_in_the_audit_trail(product: Product, ana: Person) -> None:
    given = at_meta(product)
    made = connected(ana, given)
    (row,) = stored(product, given)
    assert given["access_token"].encode() not in bytes(row["token_sealed"])
    (line,) = trail(product, made["id"])
    assert line["action"] == "instance.created"
    assert (line["after"]["access_token"], line["after"]["app_secret"]) == ("•••", "•••")
    assert line["after"]["phone_number_id"] == given["phone_number_id"]


def test_metas_handshake_and_a_signed_body_pass_with_what_was_shown(product: Product, ana: Person) -> None:
    given = at_meta(product)
    made = connected(ana, given)
    webhook = made["webhook"]
    assert webhook["url"].startswith(f"{product.stack.url}/webhooks/whatsapp/")
    again = ana.call("GET", f"/v1/instances/{made['id']}/webhook")
    assert (again.status, again.body) == (200, webhook)
    path = webhook["url"].removeprefix(product.stack.url)
    shake = f"{path}?hub.mode=subscribe&hub.challenge=4711&hub.verify_token={webhook['verify_token']}"
    answer = product.request("GET", shake)
    assert (answer.status, answer.body) == (200, b"4711")
    changed(product, given, facts={"webhook_configuration": {"application": webhook["url"]}})
    checked = ana.call("POST", f"/v1/instances/{made['id']}/check")
    assert checked.body["health"]["webhook_verified"] is True


def test_who_waits_for_a_slow_meta_is_told_in_seconds_and_nothing_is_stored(product: Product, ana: Person) -> None:
    given = at_meta(product)
    faulty(product, given, "accounts", "latency", ms=8_000)  # who waited longer than that would have been answered
    refused(ana.post("instances", **given), 504, "whatsapp_timed_out")
    assert stored(product, given) == []
    assert connected(ana, given)["state"] == "active"


def test_somebody_whose_address_is_not_confirmed_connects_nothing(product: Product) -> None:
    given = at_meta(product)
    refused(member(product).post("instances", **given), 403, "email_not_verified")
    assert stored(product, given) == []


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"access_token": "EAAnobodys"}, "token_invalid", "access_token"),
        ({"app_secret": "0" * 32}, "app_secret_wrong", "app_secret"),
        ({"account_id": "999"}, "account_unknown", "account_id"),
        ({"phone_number_id": "999"}, "number_unknown", "phone_number_id"),
    ],
)
def test_what_meta_does_not_confirm_is_named_by_its_field_and_nothing_is_stored(
    product: Product, ana: Person, wrong: Json, code: str, field: str
) -> None:
    given = at_meta(product) | wrong
    said = ana.post("instances", **given)
    refused(said, 400, code, field)
    assert not [name for name in SECRETS if given[name] in str(said)]
    assert ana.call("GET", "/v1/instances").body["items"] == []


def test_a_number_of_another_account_of_the_same_token_is_refused(product: Product, ana: Person) -> None:
    given = at_meta(product)
    app = {"access_token": given["access_token"], "app_secret": given["app_secret"]}
    other = at_meta(product, **app)
    crossed = given | {"phone_number_id": other["phone_number_id"]}
    refused(ana.post("instances", **crossed), 400, "number_not_in_account", "phone_number_id")


def test_a_token_without_the_permissions_or_for_other_accounts_is_refused(product: Product, ana: Person) -> None:
    given = at_meta(product)
    changed(product, given, scopes=["whatsapp_business_management"])
    said = ana.post("instances", **given)
    refused(said, 400, "token_lacks_permission", "access_token")
    assert said.body["permissions"] == ["whatsapp_business_messaging"]
    changed(product, given, scopes=["whatsapp_business_management", "whatsapp_business_messaging"], limited_to=["1"])
    refused(ana.post("instances", **given), 400, "token_lacks_permission", "access_token")


@pytest.mark.parametrize(
    ("target", "kind", "more"),
    [
        ("accounts", "error", {"code": 2}),
        ("accounts", "error", {"code": 80007}),
        ("accounts", "drop", {}),
        ("accounts", "html", {"status": 502}),
    ],
)
def test_while_graph_is_down_or_slow_the_answer_is_503_and_nothing_is_stored(
    product: Product, ana: Person, target: str, kind: str, more: Json
) -> None:
    given = at_meta(product)
    faulty(product, given, target, kind, **more)
    refused(ana.post("instances", **given), 503, "whatsapp_unavailable")
    assert stored(product, given) == []
    connected(ana, given)


def test_a_number_is_connected_once_whoever_tries(product: Product, ana: Person) -> None:
    given = at_meta(product)
    connected(ana, given)
    for person in (ana, owner(product)):
        said = person.post("instances", **given)
        refused(said, 409, "number_taken")
        assert "business" not in said.body["detail"]
    assert len(stored(product, given)) == 1


def test_two_numbers_of_one_app_share_its_webhook(product: Product, ana: Person) -> None:
    first = at_meta(product, app_id="777001")
    app = {"access_token": first["access_token"], "app_secret": first["app_secret"]}
    second = at_meta(product, app_id="777001", **app)
    assert connected(ana, first)["webhook"] == connected(ana, second)["webhook"]


# Looking after


def test_a_number_is_renamed(product: Product, ana: Person) -> None:
    made = connected(ana, at_meta(product))
    said = ana.call("PATCH", f"/v1/instances/{made['id']}", {"name": "Sucursal Roma"})
    assert (said.status, said.body["name"]) == (200, "Sucursal Roma")
    line = trail(product, made["id"])[-1]
    assert (line["before"], line["after"]) == ({"name": "La Espiga"}, {"name": "Sucursal Roma"})


def test_a_check_keeps_what_meta_says_now_and_warns_when_it_is_worse(product: Product, ana: Person) -> None:
    given = at_meta(product)
    made = connected(ana, given)
    changed(product, given, facts={"quality_rating": "RED", "throughput": {"level": "HIGH"}})
    said = ana.call("POST", f"/v1/instances/{made['id']}/check")
    assert (said.status, said.body["quality_rating"], said.body["throughput"]) == (200, "RED", "HIGH")
    events = product.admin("select type, severity from events where data->>'instance_id' = %s", (made["id"],))
    assert {"type": "instance.quality_rating_changed", "severity": "warning"} in events
    assert {"type": "instance.throughput_changed", "severity": "info"} in events
    faulty(product, given, "objects", "error", code=2)
    refused(ana.call("POST", f"/v1/instances/{made['id']}/check"), 503, "whatsapp_unavailable")


def test_a_number_whose_token_meta_refuses_is_stopped_and_a_new_token_lets_it_go_on(
    product: Product, ana: Person
) -> None:
    given = at_meta(product)
    made = connected(ana, given)
    new = f"EAAnew{product.serial()}"
    changed(product, given, access_token=new)
    said = ana.call("POST", f"/v1/instances/{made['id']}/check")
    assert (said.body["state"], said.body["state_reason"]) == ("stopped", "token_invalid")
    path = f"instances/{made['id']}/token"
    refused(ana.post(path, access_token="EAAstillwrong"), 400, "token_invalid", "access_token")
    assert ana.call("GET", f"/v1/instances/{made['id']}").body["state"] == "stopped"
    said = ana.post(path, access_token=new)
    assert (said.status, said.body["state"], said.body["state_reason"]) == (200, "active", None)
    assert ana.call("POST", f"/v1/instances/{made['id']}/check").body["state"] == "active"
    line = trail(product, made["id"])[-1]
    assert (line["action"], line["after"]) == ("instance.token_rotated", {"access_token": "•••"})


def test_a_token_of_another_app_is_refused(product: Product, ana: Person) -> None:
    made = connected(ana, at_meta(product))
    other = at_meta(product)
    said = ana.post(f"instances/{made['id']}/token", access_token=other["access_token"])
    refused(said, 400, "token_of_other_app", "access_token")


def test_deleting_needs_a_disabled_number_and_frees_it_for_others(product: Product, ana: Person) -> None:
    given = at_meta(product)
    made = connected(ana, given)
    path = f"/v1/instances/{made['id']}"
    refused(ana.call("DELETE", path), 409, "instance_not_disabled")
    assert ana.call("POST", f"{path}/disable").body["state"] == "disabled"
    assert ana.call("DELETE", path).status == 204
    refused(ana.call("GET", path), 404, "not_found")
    assert ana.call("GET", "/v1/instances").body["items"] == []
    (row,) = product.admin("select state, token_sealed, meta_app_id from instances where id = %s", (made["id"],))
    assert row == {"state": "deleted", "token_sealed": None, "meta_app_id": None}
    webhook = made["webhook"]["url"].removeprefix(product.stack.url)
    assert product.request("GET", f"{webhook}?hub.mode=subscribe&hub.verify_token=x").status == 404
    connected(owner(product), given)


def test_nobody_reaches_another_businesss_number(product: Product, ana: Person) -> None:
    given = at_meta(product)
    made = connected(ana, given)
    eva, path = owner(product), f"/v1/instances/{made['id']}"
    asked = [
        eva.call("GET", path),
        eva.call("PATCH", path, {"name": "Mío"}),
        eva.call("DELETE", path),
        *(eva.call("POST", f"{path}/{verb}") for verb in ("check", "enable", "disable")),
        eva.call("POST", f"{path}/token", {"access_token": given["access_token"]}),
        eva.call("POST", f"{path}/app-secret", {"app_secret": given["app_secret"]}),
        eva.call("GET", f"{path}/webhook"),
        eva.call("GET", f"{path}/profile"),
        eva.call("PATCH", f"{path}/profile", {"about": "Mío"}),
    ]
    assert {said.status for said in asked} == {404}
    assert ana.call("GET", path).body == {name: value for name, value in made.items() if name != "webhook"}


# Profile


def test_the_profile_is_metas_and_changes_only_what_is_given(product: Product, ana: Person) -> None:
    given = at_meta(product)
    path = f"/v1/instances/{connected(ana, given)['id']}/profile"
    empty = {"about": "", "address": "", "description": "", "email": "", "websites": [], "vertical": ""}
    assert ana.call("GET", path).body == empty
    first = {"about": "Pan del día", "websites": ["https://espiga.example"], "vertical": "GROCERY"}
    assert ana.call("PATCH", path, first).body == empty | first
    assert ana.call("PATCH", path, {"email": "hola@espiga.example"}).body["about"] == "Pan del día"
    refused(ana.call("PATCH", path, {"about": ""}), 400, "invalid", "about")
    refused(ana.call("PATCH", path, {"email": "espiga"}), 400, "profile_refused", "")
