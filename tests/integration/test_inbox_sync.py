"""Delta sync over the API: what changed, who is told of it, and cursors that are too old."""

from datetime import timedelta
from uuid import UUID, uuid4

from functions.crm_api.schemas.sync import KINDS
from recado.activity import sync
from recado.kernel import pages, phones
from recado.kernel.clock import now
from tests.rigs.cast import key
from tests.rigs.desk import Desk, desk, hired
from tests.rigs.people import Json
from tests.rigs.product import Product
from tests.rigs.waiting import eventually


def of_contact(contact: str, conversation: str) -> dict[str, set[str]]:
    """What is gone with a contact."""
    return {kind: set() for kind in KINDS} | {"contacts": {contact}, "conversations": {conversation}}


def caught_up(at: Desk, cursor: str) -> tuple[dict[str, dict[str, Json]], dict[str, set[str]], str]:
    """Everything since the cursor: things by kind and id, ids of what is gone, and the next cursor."""
    things: dict[str, dict[str, Json]] = {kind: {} for kind in KINDS}
    gone: dict[str, set[str]] = {kind: set() for kind in KINDS}
    while True:
        delta = at.get("sync", cursor=cursor, limit="3")
        for kind in KINDS:
            things[kind] |= {each.get("id") or each["user_id"]: each for each in delta[kind]}
            gone[kind] |= set(delta["gone"][kind])
        cursor = delta["next"]
        if not delta["more"]:
            return things, gone, cursor


def from_now_on(at: Desk) -> str:
    """A cursor behind all that has happened. While any transaction of before is running, those behind it are ahead."""
    newest = at.line.rows("select coalesce(max(xid::text::bigint), 0) as xid from changes")[0]["xid"]

    def fact() -> str | None:
        cursor = str(at.get("sync")["next"])
        return cursor if int(pages.decode(cursor)[0] or 0) > newest else None

    return str(eventually(fact))


def test_what_happens_in_the_inbox_comes_with_the_next_call_and_not_again(product: Product) -> None:
    at = desk(product)
    at.heard(product.customer(), "antes")
    cursor = from_now_on(at)
    phone = product.customer()
    conversation = at.heard(phone, "hola")
    sent = at.send(conversation, type="text", body="¿sí?")
    at.reached(conversation, sent["id"], "delivered")

    def complete() -> tuple[dict[str, dict[str, Json]], dict[str, set[str]], str] | None:
        found = caught_up(at, cursor)
        return found if found[0]["messages"].get(sent["id"], {}).get("status") == "delivered" else None

    things, gone, following = eventually(complete)
    assert {each["text"] for each in things["messages"].values()} == {"hola", "¿sí?"}
    assert list(things["conversations"]) == [conversation]
    assert [each["phone"] for each in things["contacts"].values()] == [phones.e164(phone)]
    assert not any(gone.values())
    nothing = at.person.call("GET", f"/v1/sync?cursor={following}")
    assert (nothing.body["messages"], nothing.body["conversations"], nothing.body["more"]) == ([], [], False)
    tag = nothing.headers["etag"]
    assert at.person.call("GET", f"/v1/sync?cursor={following}", **{"If-None-Match": tag}).status == 304


def test_a_late_status_that_changes_nothing_is_not_told(product: Product) -> None:
    at = desk(product)
    conversation = at.heard(product.customer())
    sent = at.send(conversation, type="text", body="¿sí?")
    at.reached(conversation, sent["id"], "delivered")
    told = {"id": at.line.sent()[0]["id"], "timestamp": str(int(now().timestamp())), "recipient_id": "5215500000000"}
    at.line.post(at.line.envelope("messages", at.line.value(statuses=[told | {"status": "played"}])))
    at.reached(conversation, sent["id"], "played")
    cursor = from_now_on(at)
    at.line.post(at.line.envelope("messages", at.line.value(statuses=[told | {"status": "read"}])))
    eventually(lambda: at.line.rows("select from message_statuses where status = 'read'"))
    from_now_on(at)
    assert caught_up(at, cursor)[0]["messages"] == {}


def test_a_reaction_an_edit_and_a_stored_file_bring_the_message_they_are_about(product: Product) -> None:
    at = desk(product)
    phone = product.customer()
    wamid = at.line.say(phone, "hola")
    message_id = str(at.line.message(wamid)["id"])
    cursor = from_now_on(at)
    node = at.line.text_node(phone, "") | {"type": "reaction", "reaction": {"message_id": wamid, "emoji": "👍"}}
    at.line.post(at.line.envelope("messages", at.line.value(messages=[node])))
    at.line.message(node["id"])
    things, _, _ = eventually(lambda: (found := caught_up(at, cursor))[0]["messages"] and found)
    assert [each["emoji"] for each in things["messages"][message_id]["reactions"]] == ["👍"]


def test_an_advisor_is_told_what_comes_into_and_leaves_their_sight_and_nothing_else(product: Product) -> None:
    at = desk(product)
    ana, luis = hired(product, at.line, "ADVISOR"), hired(product, at.line, "ADVISOR")
    conversation = at.heard(product.customer())
    contact = at.get(f"conversations/{conversation}")["contact"]["id"]
    at.post(f"contacts/{contact}/assignee", user_id=str(ana.user_id))
    cursors = {each.user_id: from_now_on(each) for each in (ana, luis)}
    at.post(f"contacts/{contact}/assignee", user_id=str(luis.user_id))
    at.heard(product.customer(), "de nadie")
    things, gone, _ = eventually(lambda: (found := caught_up(ana, cursors[ana.user_id]))[1]["contacts"] and found)
    assert gone == of_contact(contact, conversation)
    assert not any(things.values())
    things, gone, _ = eventually(lambda: (found := caught_up(luis, cursors[luis.user_id]))[0]["contacts"] and found)
    assert (list(things["contacts"]), list(things["conversations"])) == ([contact], [conversation])
    assert not any(gone.values())


def test_what_was_deleted_is_told_as_gone(product: Product) -> None:
    at = desk(product)
    conversation = at.heard(product.customer())
    contact = at.get(f"conversations/{conversation}")["contact"]["id"]
    cursor = from_now_on(at)
    at.line.change("delete from contacts where id = %s", (contact,))
    _, gone, _ = eventually(lambda: (found := caught_up(at, cursor))[1]["contacts"] and found)
    assert gone == of_contact(contact, conversation)


def test_all_that_a_panel_shows_is_told_with_what_is_gone_of_it(product: Product) -> None:
    at = desk(product)
    conversation = at.heard(product.customer())
    contact = at.get(f"conversations/{conversation}")["contact"]["id"]
    cursor = from_now_on(at)
    tag = at.post("tags", name="Frecuente").body["id"]
    field = at.post("contact-fields", key="talla", label_es="Talla", label_en="Size", type="text").body["id"]
    at.person.call(
        "PATCH", f"/v1/contacts/{contact}", {"email": "a@b.example", "tags": [tag], "fields": {"talla": "M"}}
    )
    note = at.post(f"contacts/{contact}/notes", text="paga en efectivo").body["id"]
    reply = at.post("canned-replies", shortcut="hola", text="¿qué tal?").body["id"]
    instance = str(at.line.instance_id)
    at.line.change("update instances set name = 'Mostrador' where id = %s", (instance,))
    at.person.call("PATCH", "/v1/team/me", {"away": True})
    at.person.call("PATCH", "/v1/me", {"name": "Ana Nueva"})

    def complete() -> tuple[dict[str, dict[str, Json]], dict[str, set[str]], str] | None:
        delta = caught_up(at, cursor)
        return delta if any(each["name"] == "Ana Nueva" for each in delta[0]["members"].values()) else None

    things, gone, following = eventually(complete)
    card = things["contacts"][contact]
    assert (card["email"], card["fields"], [each["id"] for each in card["tags"]]) == (
        "a@b.example",
        {"talla": "M"},
        [tag],
    )
    assert things["contact_notes"][note]["contact_id"] == contact
    assert (things["contact_fields"][field]["key"], things["canned_replies"][reply]["text"]) == ("talla", "¿qué tal?")
    assert things["instances"][instance]["name"] == "Mostrador"
    assert [each["away"] for each in things["members"].values()] == [True]
    assert not any(gone.values())
    for path in (
        f"tags/{tag}", f"contact-fields/{field}", f"contacts/{contact}/notes/{note}", f"canned-replies/{reply}",
    ):  # fmt: skip
        assert at.person.call("DELETE", f"/v1/{path}").status == 204
    things, gone, _ = eventually(lambda: (delta := caught_up(at, following))[1]["canned_replies"] and delta)
    lost = {"tags": {tag}, "contact_fields": {field}, "contact_notes": {note}, "canned_replies": {reply}}
    assert gone == {kind: set() for kind in KINDS} | lost
    assert things["contacts"][contact]["tags"] == []


def test_a_key_hears_of_what_its_scopes_may_read(product: Product) -> None:
    at = desk(product)
    cursor = from_now_on(at)
    reader = key(product, at.line.business_id, ["messages:read"])
    at.post("tags", name="Frecuente")
    at.post("canned-replies", shortcut="hola", text="¿qué tal?")

    def heard() -> Json | None:
        delta = reader.call("GET", f"/v1/sync?cursor={cursor}").body
        return delta if delta["canned_replies"] else None

    assert eventually(heard)["tags"] == []


def test_a_cursor_too_old_or_of_another_database_is_refused_with_410_and_nonsense_with_400(product: Product) -> None:
    at = desk(product)
    place = pages.decode(at.get("sync")["next"])
    old = pages.encode((place[0], "", UUID(int=0), now() - timedelta(days=7, minutes=1)))
    ahead = pages.encode((str(2**62), "", UUID(int=0), now()))
    for cursor in (old, ahead):
        said = at.person.call("GET", f"/v1/sync?cursor={cursor}")
        assert (said.status, said.body["code"]) == (410, "cursor_expired")
    for cursor in (pages.encode(("x",)), pages.encode(("-1", "", uuid4(), now())), "AAAA"):
        assert at.person.call("GET", f"/v1/sync?cursor={cursor}").status == 400


def test_changes_nobody_can_ask_for_any_more_are_forgotten(product: Product) -> None:
    at = desk(product)
    at.heard(product.customer())
    product.admin("update changes set at = now() - interval '9 days' where business_id = %s", (at.line.business_id,))
    at.heard(product.customer())
    count = "select count(*) filter (where at < now() - interval '8 days') as old, count(*) as kept from changes"
    sync.forget()
    eventually(lambda: at.line.rows(count)[0]["old"] == 0)
    assert at.line.rows(count)[0]["kept"] > 0
