"""Idempotency-Key: a write is carried out once, whoever repeats it, whenever, and whatever dies in between."""

import os
from typing import Any
from uuid import UUID, uuid4

import pytest

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.platform import idempotency
from recado.platform.db import database
from tests.rigs.people import PASSWORD, TERMS, Person, member, newcomer
from tests.rigs.product import Product
from tests.rigs.races import Racer, line_to_test, race

PROCESSES = 8


def write_once(key: str, business: str, fate: str) -> str:
    """Claims a key and writes under it, dying or dawdling where its fate is. Returns what became of it."""
    claim = idempotency.claim("somebody", key, b"POST /v1/things {}")
    if isinstance(claim, idempotency.Answer):
        return "replayed"
    with claim.marking():
        if fate == "dawdles":
            line_to_test().send("claimed")
            line_to_test().recv()
        with database().tenant(UUID(business)) as tx:
            activity.audit(tx, Actor(UUID(business), "system"), "test.written", key, None)
            if fate == "dies before the commit":
                os._exit(9)
        if fate == "dies after the commit":
            os._exit(9)
    claim.keep(idempotency.Answer(201, {}, "{}"))
    return "done"


@pytest.fixture
def business(product: Product) -> str:
    return str(member(product).call("GET", "/v1/me").body["business_id"])


def run(product: Product, key: str, business: str, fate: str = "") -> Any:
    """Returns what became of one process that writes under the key."""
    (result,) = race([(write_once, key, business, fate)], product.stack.environment)
    return result


def written(product: Product, key: str) -> int:
    return int(product.admin("select count(*) as n from audit where thing = %s", (key,))[0]["n"])


def let_a_minute_pass(product: Product) -> None:
    product.admin("update idempotency set started_at = started_at - interval '2 minutes'")


def test_of_eight_processes_with_one_key_one_writes(product: Product, business: str) -> None:
    key = str(uuid4())
    ended = race([(write_once, key, business, "")] * PROCESSES, product.stack.environment)
    assert ended.count("done") == 1
    assert set(ended) <= {"done", "replayed", "idempotency_in_progress"}
    assert written(product, key) == 1
    assert run(product, key, business) == "replayed"


def test_after_a_death_before_the_commit_the_repetition_writes(product: Product, business: str) -> None:
    key = str(uuid4())
    assert run(product, key, business, "dies before the commit") == 9
    assert run(product, key, business) == "idempotency_in_progress"
    let_a_minute_pass(product)
    assert run(product, key, business) == "done"
    assert written(product, key) == 1


def test_after_a_death_after_the_commit_the_repetition_is_told_and_writes_nothing(
    product: Product, business: str
) -> None:
    key = str(uuid4())
    assert run(product, key, business, "dies after the commit") == 9
    let_a_minute_pass(product)
    assert run(product, key, business) == "idempotency_outcome_unknown"
    assert written(product, key) == 1


def test_a_process_whose_claim_passed_to_another_cannot_commit_any_more(product: Product, business: str) -> None:
    key = str(uuid4())
    slow = Racer(write_once, product.stack.environment)
    slow.ready()
    slow.start(key, business, "dawdles")
    assert slow.hear() == "claimed"
    let_a_minute_pass(product)
    assert run(product, key, business) == "done"
    slow.say("go on")
    assert slow.result() == "idempotency_in_progress"
    assert written(product, key) == 1


def test_a_repeated_request_gets_the_first_answer_and_changes_nothing(product: Product) -> None:
    ana = member(product)
    mine = ana.call("GET", "/v1/me").body["business_id"]
    key = {"Idempotency-Key": f"switch-{uuid4()}"}
    first = ana.call("POST", "/v1/me/business", {"business_id": mine}, **key)
    second = ana.call("POST", "/v1/me/business", {"business_id": mine}, **key)
    assert (first.status, second.status) == (200, 200)
    assert second.body == first.body
    assert "idempotency-replayed" not in first.headers
    assert second.headers["idempotency-replayed"] == "true"


def test_the_same_key_with_another_body_or_route_is_a_conflict(product: Product) -> None:
    ana = member(product)
    mine = ana.call("GET", "/v1/me").body["business_id"]
    key = {"Idempotency-Key": str(uuid4())}
    assert ana.call("POST", "/v1/me/business", {"business_id": mine}, **key).status == 200
    for path, body in (("me/business", {"business_id": str(uuid4())}), ("auth/resend-verification", None)):
        said = ana.call("POST", f"/v1/{path}", body, **key)
        assert (said.status, said.body["code"]) == (409, "idempotency_key_reused")


def test_a_refused_request_leaves_its_key_free(product: Product) -> None:
    ana = member(product)
    mine = ana.call("GET", "/v1/me").body["business_id"]
    key = {"Idempotency-Key": str(uuid4())}
    assert ana.call("POST", "/v1/me/business", {"business_id": str(uuid4())}, **key).status == 404
    assert ana.call("POST", "/v1/me/business", {"business_id": mine}, **key).status == 200


def test_one_key_used_by_two_people_is_two_keys(product: Product) -> None:
    key = {"Idempotency-Key": "the-same"}
    for person in (member(product), member(product)):
        mine = person.call("GET", "/v1/me").body["business_id"]
        said = person.call("POST", "/v1/me/business", {"business_id": mine}, **key)
        assert (said.status, "idempotency-replayed" in said.headers) == (200, False)


def test_an_answer_given_in_one_business_is_given_in_no_other_nor_to_who_left_it(product: Product) -> None:
    ana = member(product)
    me = ana.call("GET", "/v1/me").body
    mine, theirs = me["business_id"], member(product).call("GET", "/v1/me").body["business_id"]
    product.admin("insert into memberships (business_id, user_id, role) values (%s, %s, 'ADMIN')", (theirs, me["id"]))
    key, customer = {"Idempotency-Key": str(uuid4())}, {"phone": f"+{product.customer()}", "name": "Luz"}
    in_theirs = ana.post("me/business", business_id=theirs).body["access_token"]
    in_mine = ana.post("me/business", business_id=mine).body["access_token"]
    ana.access = in_theirs
    first = ana.call("POST", "/v1/contacts", customer, **key)
    ana.access = in_mine
    second = ana.call("POST", "/v1/contacts", customer, **key)
    assert (first.status, second.status) == (201, 201)
    assert "idempotency-replayed" not in second.headers
    assert first.body["id"] != second.body["id"]
    product.admin("delete from memberships where business_id = %s and user_id = %s", (theirs, me["id"]))
    ana.access = in_theirs
    assert ana.call("POST", "/v1/contacts", customer, **key).status == 403
    switch, body = {"Idempotency-Key": str(uuid4())}, {"business_id": mine}
    assert "idempotency-replayed" not in ana.call("POST", "/v1/me/business", body, **switch).headers
    ana.access = in_mine
    again = ana.call("POST", "/v1/contacts", customer, **key)
    assert (again.body["id"], again.headers["idempotency-replayed"]) == (second.body["id"], "true")


def test_a_refresh_repeated_from_another_network_gets_the_same_tokens(product: Product) -> None:
    ana, key = member(product), {"Idempotency-Key": str(uuid4())}
    first = ana.call("POST", "/v1/auth/refresh", {"refresh_token": ana.refresh}, **key)
    elsewhere = Person(product, ana.email)
    second = elsewhere.call("POST", "/v1/auth/refresh", {"refresh_token": ana.refresh}, **key)
    assert (first.status, second.status, second.body) == (200, 200, first.body)
    elsewhere.access = second.body["access_token"]
    assert elsewhere.call("GET", "/v1/me").status == 200, "the session was not ended as if its token had been stolen"


def test_strangers_with_the_same_key_do_not_meet(product: Product) -> None:
    key = {"Idempotency-Key": "sign-up-1"}
    for person in (newcomer(product), newcomer(product)):
        new = {
            "email": person.email,
            "password": PASSWORD,
            "name": "Ana",
            "business_name": "La Espiga",
            "terms_version": TERMS,
        }
        said = person.call("POST", "/v1/auth/sign-up", new, **key)
        assert (said.status, "idempotency-replayed" in said.headers) == (202, False)
        shouted = person.call("POST", "/v1/auth/sign-up", {**new, "email": new["email"].upper()}, **key)
        assert (shouted.status, shouted.body["code"]) == (409, "idempotency_key_reused"), "the same address"


@pytest.mark.parametrize("key", ["", "x" * 256, "tab\tbed", "ñ"])
def test_a_key_that_is_none_is_refused(product: Product, key: str) -> None:
    said = member(product).call("POST", "/v1/me/business", {"business_id": str(uuid4())}, **{"Idempotency-Key": key})
    assert (said.status, said.body["code"]) == (400, "invalid")


def test_kept_answers_are_sealed(product: Product) -> None:
    ana: Person = member(product)
    mine = ana.call("GET", "/v1/me").body["business_id"]
    said = ana.call("POST", "/v1/me/business", {"business_id": mine}, **{"Idempotency-Key": str(uuid4())})
    rows = product.admin("select answer_sealed from idempotency where answer_sealed is not null")
    token = said.body["access_token"].encode()
    assert rows
    assert not any(token in bytes(row["answer_sealed"]) for row in rows)
