"""What outgoing webhooks will tell of contacts is written with its effect, or not at all."""

import json
from typing import Any

import pytest

from recado.activity import emit
from recado.platform.db import database
from tests.rigs.cast import Cast, assemble
from tests.rigs.contact_imports import imported
from tests.rigs.contacts import created
from tests.rigs.people import Person
from tests.rigs.product import Product
from tests.rigs.waiting import eventually


@pytest.fixture
def cast(product: Product) -> Cast:
    return assemble(product)


@pytest.fixture
def owner(cast: Cast) -> Person:
    return cast.people["OWNER"]


def emitted(product: Product, cast: Cast) -> list[tuple[str, Any]]:
    """Type and data of each message, oldest first."""
    rows = product.admin(
        "select type, body from webhook_messages where business_id = %s order by at, id", (cast.business,)
    )
    bodies = [(row["type"], json.loads(row["body"])) for row in rows]
    assert all(body["type"] == kind and body["business_id"] == str(cast.business) for kind, body in bodies)
    return [(kind, body["data"]) for kind, body in bodies]


def test_making_changing_and_deleting_a_contact_is_told_with_ids_only(
    cast: Cast, owner: Person, product: Product
) -> None:
    made = created(owner, product, name="Secreto", email="secreto@example.com")
    path = f"/v1/contacts/{made['id']}"
    assert owner.call("PATCH", path, {"name": "Otra", "archived": True}).status == 200
    assert owner.call("PATCH", path, {"name": "Otra"}).status == 200
    assert owner.call("PATCH", path, {"opted_out": True}).status == 200
    assert owner.call("DELETE", path).status in (200, 204)
    links = {"links": {"self": path}}
    assert emitted(product, cast) == [
        ("contact.created", {"contact_id": made["id"], **links}),
        ("contact.updated", {"contact_id": made["id"], "changed": ["archived", "name"], **links}),
        ("contact.updated", {"contact_id": made["id"], "changed": ["opted_out"], **links}),
        ("contact.opted_out", {"contact_id": made["id"], **links}),
        ("contact.deleted", {"contact_id": made["id"]}),
    ]
    bodies = product.admin("select body from webhook_messages where business_id = %s", (cast.business,))
    assert not [row for row in bodies if "ecreto" in row["body"] or made["phone"] in row["body"]]


def test_what_fails_is_told_to_nobody(cast: Cast, owner: Person, product: Product) -> None:
    made = created(owner, product)
    before = emitted(product, cast)
    assert owner.post("contacts", phone=made["phone"]).status == 409
    assert owner.call("PATCH", f"/v1/contacts/{made['id']}", {"fields": {"ninguno": 1}}).status == 400
    assert emitted(product, cast) == before


def test_merging_and_undoing_it_are_told(cast: Cast, owner: Person, product: Product) -> None:
    one, other = created(owner, product), created(owner, product)
    merged = owner.call("POST", f"/v1/contacts/{one['id']}/merge", {"contact_id": other["id"]})
    assert merged.status in (200, 201), merged.body
    assert emitted(product, cast)[-1] == (
        "contact.merged",
        {
            "contact_id": one["id"],
            "merged_contact_id": other["id"],
            "links": {"self": f"/v1/contacts/{one['id']}"},
        },
    )
    assert owner.call("POST", f"/v1/contact-merges/{merged.body['merge_id']}/undo").status == 200
    kind, data = emitted(product, cast)[-1]
    assert (kind, data["unmerged_contact_id"]) == ("contact.unmerged", other["id"])


def test_imported_contacts_are_told_each(cast: Cast, owner: Person, product: Product) -> None:
    imported(owner, "phone,name\n+525570310001,Ana\n+525570310002,Eva\n")
    assert [kind for kind, _ in emitted(product, cast)] == ["contact.created"] * 2
    imported(owner, "phone,name,email\n+525570310001,,ana@example.com\n")
    (kind, data) = emitted(product, cast)[-1]
    assert (kind, data["changed"]) == ("contact.updated", ["email"])


def test_a_customer_who_writes_for_the_first_time_is_told_once(product: Product) -> None:
    line, customer = product.line(bot=False), product.customer()
    line.say(customer)
    line.say(customer)
    eventually(lambda: len(line.messages()) == 2)
    rows = line.rows("select type from webhook_messages")
    assert [row["type"] for row in rows] == ["contact.created"]


def test_what_was_kept_long_enough_is_forgotten(cast: Cast, owner: Person, product: Product) -> None:
    created(owner, product)
    created(owner, product)
    product.admin(
        "update webhook_messages set at = now() - interval '31 days' where id = "
        "(select id from webhook_messages where business_id = %s order by id limit 1)",
        (cast.business,),
    )
    eventually(lambda: len(emitted(product, cast)) == 1)


def test_an_event_rolls_back_with_its_effect(cast: Cast, product: Product) -> None:
    def fail() -> None:
        with database().tenant(cast.business) as tx:
            emit.emit(tx, cast.business, "contact.deleted", {"contact_id": "x"})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert emitted(product, cast) == []
