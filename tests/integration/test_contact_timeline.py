"""What was done to a contact: its timeline and its merges, as the API lists them."""

from typing import Any

from tests.rigs.desk import Desk, desk, hired
from tests.rigs.people import Json
from tests.rigs.product import Product


def timeline(at: Desk, contact: str, **query: str) -> list[Json]:
    items: list[Json] = at.get(f"contacts/{contact}/timeline", **query)["items"]
    return items


def walked(at: Desk, path: str) -> list[Json]:
    """All pages of a list, two a page."""
    found: list[Json] = []
    cursor: dict[str, str] = {}
    while True:
        page = at.get(path, limit="2", **cursor)
        found += page["items"]
        if page["next"] is None:
            return found
        cursor = {"cursor": page["next"]}


def done(at: Desk, method: str, path: str, body: Any = None) -> Json:
    said = at.person.call(method, f"/v1/{path}", body)
    assert said.status < 300, said
    return said.body


def test_a_timeline_tells_what_the_team_did_to_a_contact_and_to_no_other(product: Product) -> None:
    at = desk(product)
    conversation, other = at.heard(product.customer()), at.heard(product.customer())
    contact, another = (at.get(f"conversations/{each}")["contact"]["id"] for each in (conversation, other))
    tag = done(at, "POST", "tags", {"name": "VIP"})["id"]
    done(at, "PATCH", f"contacts/{contact}", {"name": "Secreta"})
    done(at, "POST", "contacts/tags", {"contacts": [contact, another], "add": [tag]})
    done(at, "POST", f"contacts/{contact}/assignee", {"user_id": str(at.user_id)})
    done(at, "POST", f"contacts/{contact}/notes", {"text": "ojo"})
    done(at, "POST", f"conversations/{conversation}/close", {})
    done(at, "PATCH", f"contacts/{another}", {"name": "Otra"})
    entries = timeline(at, contact)
    assert [each["action"] for each in entries] == [
        "conversation.closed", "note.written", "contact.assigned", "contacts.tagged", "contact.changed",
        "contact.created",
    ]  # fmt: skip
    by_action = {each["action"]: each for each in entries}
    assert by_action["contact.changed"]["changes"] == [{"field": "name", "before": None, "after": None}]
    assert by_action["contact.assigned"]["changes"] == [
        {"field": "assigned_to", "before": None, "after": str(at.user_id)}
    ]
    assert by_action["contacts.tagged"]["changes"] == [
        {"field": "added", "before": None, "after": [tag]}, {"field": "removed", "before": None, "after": []},
    ]  # fmt: skip
    assert by_action["conversation.closed"]["thing_id"] == conversation
    assert {each["actor_name"] for each in entries[:-1]} == {at.get("me")["name"]}
    assert (entries[-1]["actor_kind"], entries[-1]["at"]) == ("system", at.get(f"contacts/{contact}")["created_at"])
    assert another not in str(entries)
    assert "Secreta" not in str(entries)
    assert walked(at, f"contacts/{contact}/timeline") == entries
    assert [each["action"] for each in timeline(at, another)] == [
        "contact.changed", "contacts.tagged", "contact.created",
    ]  # fmt: skip


def test_an_advisor_sees_the_timeline_of_their_own_contacts_alone(product: Product) -> None:
    at = desk(product)
    advisor = hired(product, at.line, "ADVISOR")
    at.line.change("update businesses set advisors_see_all = false")
    contacts = [at.get(f"conversations/{at.heard(product.customer())}")["contact"]["id"] for _ in range(2)]
    done(at, "POST", f"contacts/{contacts[0]}/assignee", {"user_id": str(advisor.user_id)})
    assert [each["action"] for each in timeline(advisor, contacts[0])] == ["contact.assigned", "contact.created"]
    for path in ("timeline", "merges"):
        assert advisor.person.call("GET", f"/v1/contacts/{contacts[1]}/{path}").status == 404


def test_a_contact_that_a_person_made_says_so_and_no_more(product: Product) -> None:
    at = desk(product)
    contact = done(at, "POST", "contacts", {"phone": f"+{product.customer()}"})["id"]
    (entry,) = timeline(at, contact)
    assert (entry["action"], entry["actor_id"]) == ("contact.created", str(at.user_id))


def test_merges_of_a_contact_are_listed_with_whether_they_can_be_undone(product: Product) -> None:
    at = desk(product)
    survivor, *sources = (at.get(f"conversations/{at.heard(product.customer())}")["contact"]["id"] for _ in range(4))
    done(at, "PATCH", f"contacts/{sources[0]}", {"name": "Ana"})
    merges = [done(at, "POST", f"contacts/{survivor}/merge", {"contact_id": each})["merge_id"] for each in sources]
    done(at, "POST", f"contact-merges/{merges[1]}/undo")
    at.line.change("update contact_merges set merged_at = now() - interval '31 days' where id = %s", (merges[2],))
    listed = walked(at, f"contacts/{survivor}/merges")
    assert [each["id"] for each in listed] == merges[::-1]
    assert [each["can_undo"] for each in listed] == [False, False, True]
    assert [each["undone_at"] is None for each in listed] == [True, False, True]
    assert (listed[2]["source_id"], listed[2]["source_name"]) == (sources[0], "Ana")
    for each in listed:
        undone = at.person.call("POST", f"/v1/contact-merges/{each['id']}/undo")
        assert undone.status == (200 if each["can_undo"] else 409)
    assert at.get(f"contacts/{sources[0]}/merges")["items"] == []
    assert "contact.merged" in [each["action"] for each in timeline(at, survivor)]
