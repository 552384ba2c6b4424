"""Conversations and their history over the API: lists, filters, pages, what is folded, marks, the bot, notes."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from recado.kernel import phones
from tests.rigs.desk import Desk, desk
from tests.rigs.people import Json
from tests.rigs.product import Product
from tests.rigs.waiting import eventually


def ids(answer: Json) -> list[str]:
    return [each["id"] for each in answer["items"]]


def walked(at: Desk, path: str, **query: str) -> list[str]:
    """The ids of all pages of a list, two a page."""
    found: list[str] = []
    cursor = ""
    while True:
        page = at.get(path, limit="2", **query, **({"cursor": cursor} if cursor else {}))
        found += ids(page)
        if page["next"] is None:
            return found
        cursor = page["next"]


def test_conversations_are_listed_newest_first_with_contact_preview_and_window(product: Product) -> None:
    at = desk(product)
    people = [product.customer() for _ in range(5)]
    for number, phone in enumerate(people):
        at.line.message(at.line.say(phone, f"hola {number}"))
    listed = at.get("conversations")["items"]
    assert {each["contact"]["phone"] for each in listed} == set(map(phones.e164, people))
    assert sorted(listed, key=lambda each: (each["last_message_at"], each["id"]), reverse=True) == listed
    first = next(each for each in listed if each["contact"]["phone"] == phones.e164(people[0]))
    assert (first["last_message"]["text"], first["unread"]) == ("hola 0", 1)
    opened = datetime.fromisoformat(first["window_expires_at"]) - datetime.fromisoformat(first["last_message_at"])
    assert opened == timedelta(hours=24)
    assert walked(at, "conversations") == [each["id"] for each in listed]
    assert at.get(f"conversations/{first['id']}") == first


def test_each_filter_shows_its_conversations_and_no_other(product: Product) -> None:
    at = desk(product)
    phones = {name: product.customer() for name in ("read", "mine", "archived", "bot off", "plain")}
    where = {name: at.heard(phone) for name, phone in phones.items()}
    contact = {name: at.get(f"conversations/{where[name]}")["contact"]["id"] for name in where}
    assert at.post(f"conversations/{where['read']}/read").status == 204
    at.line.change("update contacts set assigned_to = %s where id = %s", (at.user_id, contact["mine"]))
    at.line.change("update contacts set archived_at = now() where id = %s", (contact["archived"],))
    at.line.change("update businesses set bot_enabled = true")
    assert at.post(f"conversations/{where['bot off']}/bot", enabled=False).body["bot"]["on"] is False

    def shown(**query: str) -> set[str]:
        found = walked(at, "conversations", **query)
        return {name for name, each in where.items() if each in found}

    here = set(where) - {"archived"}
    assert shown() == here
    assert shown(archived="yes") == {"archived"}
    assert shown(archived="any") == set(where)
    assert shown(unread="true") == here - {"read"}
    assert shown(unread="false") == {"read"}
    assert shown(assigned_to="me") == shown(assigned_to=str(at.user_id)) == {"mine"}
    assert shown(assigned_to="nobody") == here - {"mine"}
    assert shown(bot="off") == shown(waiting="true") == {"bot off"}
    assert shown(bot="on") == shown(waiting="false") == here - {"bot off"}
    assert shown(instance_id=str(at.line.instance_id)) == here
    assert shown(instance_id=str(at.user_id)) == set()
    assert shown(contact_id=contact["plain"]) == {"plain"}


def test_a_row_says_who_has_the_contact_and_its_tags_and_lists_are_searched_narrowed_and_counted(
    product: Product,
) -> None:
    at = desk(product)
    ana, luis = product.customer(), product.customer()
    of_ana, of_luis = at.heard(ana, "hola"), at.heard(luis, "hola")
    contact = at.get(f"conversations/{of_ana}")["contact"]["id"]
    made = at.post("tags", name="VIP", colour="#112233").body
    assert at.post("contacts/tags", contacts=[contact], add=[made["id"]]).status in (200, 204)
    assert at.person.call("PATCH", f"/v1/contacts/{contact}", {"name": "Ximena Núñez"}).status == 200
    assert at.post(f"contacts/{contact}/assignee", user_id=str(at.user_id)).status in (200, 204)
    row = at.get(f"conversations/{of_ana}")
    assert row["contact"]["tags"] == [{"id": made["id"], "name": "VIP", "colour": "#112233"}]
    assert row["contact"]["assignee_name"] == at.get("me")["name"]
    assert (row["state"], row["state_by"], row["state_at"]) == ("open", None, row["created_at"])
    for search in ("ximena", "nunez xim", ana, f"+{ana[:2]} {ana[2:7]} {ana[7:]}", "ximna"):
        assert ids(at.get("conversations", search=search)) == [of_ana], search
    assert ids(at.get("conversations", search="nadie")) == []
    assert ids(at.get("conversations", search="ximena", tag=made["id"], state="open", unread="true")) == [of_ana]
    assert ids(at.get("conversations", search="ximena", state="closed")) == []
    numbers = f"instance_id={at.line.instance_id}&instance_id={at.user_id}"
    assert set(ids(at.person.call("GET", f"/v1/conversations?{numbers}").body)) == {of_ana, of_luis}
    assert ids(at.get("conversations", sort="waiting")) == [of_ana, of_luis], "the first to write waits longest"
    assert at.person.call("POST", f"/v1/conversations/{of_luis}/close", {}).status == 200
    assert ids(at.get("conversations", state="closed")) == [of_luis]
    counted = at.person.call("GET", "/v1/conversations/counts")
    assert counted.body == {
        "all": 2, "unread": 2, "waiting": 1, "handed_over": 0, "mine": 1, "unassigned": 1, "open": 1, "snoozed": 0,
        "closed": 1,
    }  # fmt: skip
    unchanged = at.person.call("GET", "/v1/conversations/counts", **{"If-None-Match": counted.headers["etag"]})
    assert unchanged.status == 304
    narrowed = at.get("conversations/counts", tag=made["id"], state="open")
    assert (narrowed["all"], narrowed["unassigned"], narrowed["closed"]) == (1, 0, 0)
    many = "&".join(["instance_id=" + str(at.line.instance_id)] * 11)
    assert at.person.call("GET", f"/v1/conversations?{many}").status == 400


def test_a_history_is_walked_in_both_directions_and_misses_nothing(product: Product) -> None:
    at = desk(product)
    phone = product.customer()
    conversation = at.heard(phone, "0")
    for number in range(1, 9):
        at.line.message(at.line.say(phone, str(number)))
    path = f"conversations/{conversation}/messages"
    newest = at.get(path, limit="4")
    assert [each["text"] for each in newest["items"]] == ["5", "6", "7", "8"]
    before = at.get(path, limit="4", cursor=newest["older"])
    assert [each["text"] for each in before["items"]] == ["1", "2", "3", "4"]
    first = at.get(path, limit="4", cursor=before["older"])
    assert ([each["text"] for each in first["items"]], first["older"]) == (["0"], None)
    forward, cursor = [], None
    while True:
        page = at.get(path, limit="4", towards="newer", **({"cursor": cursor} if cursor else {}))
        forward += [each["text"] for each in page["items"]]
        cursor = page["newer"]
        if not page["items"]:
            break
    assert forward == [str(number) for number in range(9)]
    at.line.message(at.line.say(phone, "9"))
    assert [each["text"] for each in at.get(path, towards="newer", cursor=cursor)["items"]] == ["9"]


def test_edits_deletions_and_reactions_are_shown_on_the_message_they_are_about(product: Product) -> None:
    at = desk(product)
    phone = product.customer()
    wamid = at.line.say(phone, "a las 5")
    at.line.message(wamid)
    gone = at.line.say(phone, "no era para ti")
    at.line.message(gone)
    conversation = at.conversation(phone)
    sent = at.send(conversation, type="text", body="¿mañana?")
    eventually(lambda: at.message(conversation, sent["id"])["status"] == "delivered")
    ours = at.line.sent()[0]["id"]
    nodes: list[dict[str, Any]] = [
        {
            "type": "edit",
            "edit": {"original_message_id": wamid, "message": {"type": "text", "text": {"body": "a las 6"}}},
        },
        {"type": "revoke", "revoke": {"original_message_id": gone}},
        {"type": "reaction", "reaction": {"message_id": ours, "emoji": "👍"}},
        {"type": "reaction", "reaction": {"message_id": ours, "emoji": "❤️"}},
    ]
    for number, node in enumerate(nodes):
        body = at.line.text_node(phone, "") | node | {"timestamp": str(int(time.time()) + number)}
        at.line.post(at.line.envelope("messages", at.line.value(messages=[body])))
        product.ingested()
    first = at.history(conversation)[0]
    reaction = at.send(conversation, type="reaction", message_id=first["id"], emoji="🎉")
    assert (reaction["kind"], reaction["content"]["message_id"]) == ("reaction", first["id"])
    edited, revoked, question = at.history(conversation)
    assert (edited["text"], edited["edited_at"] is None) == ("a las 6", False)
    assert (revoked["text"], revoked["content"], revoked["revoked_at"] is None) == (None, None, False)
    assert (edited["content"]["body"], edited["context"]["before"]) == ("a las 6", ["a las 5"])
    assert [(each["direction"], each["emoji"]) for each in question["reactions"]] == [("in", "❤️")]
    assert [(each["direction"], each["emoji"]) for each in edited["reactions"]] == [("out", "🎉")]
    at.send(conversation, type="reaction", message_id=first["id"], emoji="")
    assert at.history(conversation)[0]["reactions"] == []


def test_reading_and_typing_show_at_meta_and_nothing_stays_unread(product: Product) -> None:
    at = desk(product)
    phone = product.customer()
    conversation = at.heard(phone)
    assert at.post(f"conversations/{conversation}/read").status == 204
    assert at.get(f"conversations/{conversation}")["unread"] == 0
    eventually(lambda: len(at.line.receipts()) == 1)
    assert at.post(f"conversations/{conversation}/read").status == 204  # nothing new: Meta is not asked again
    assert at.post(f"conversations/{conversation}/typing").status == 204
    eventually(lambda: len(at.line.receipts()) == 2)


def test_the_bot_pauses_when_a_person_answers_and_a_person_can_switch_it(product: Product) -> None:
    at = desk(product, bot=True)
    phone = product.customer()
    conversation = at.heard(phone)
    at.line.settled(1)
    at.send(conversation, type="text", body="yo sigo")
    bot = at.get(f"conversations/{conversation}")["bot"]
    pause = datetime.fromisoformat(bot["paused_until"]) - datetime.now(UTC)
    assert (bot["on"], bot["enabled"]) == (False, True)
    assert timedelta(minutes=1) < pause
    assert at.get("conversations", waiting="true")["items"] == []
    at.line.message(at.line.say(phone, "¿hola?"))
    assert ids(at.get("conversations", waiting="true")) == [conversation]
    on = at.post(f"conversations/{conversation}/bot", enabled=True).body["bot"]
    assert on == {"on": True, "enabled": True, "paused_until": None}
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    paused = at.post(f"conversations/{conversation}/bot", enabled=True, paused_until=tomorrow.isoformat()).body["bot"]
    assert (paused["on"], datetime.fromisoformat(paused["paused_until"])) == (False, tomorrow)
    for number in (1_900_000_000, 1.9e9, True):
        refused = at.post(f"conversations/{conversation}/bot", enabled=True, paused_until=number)
        assert (refused.status, refused.body["errors"][0]["field"]) == (400, "paused_until")
    late = (datetime.now(UTC) + timedelta(days=800)).isoformat()
    refused = at.post(f"conversations/{conversation}/bot", enabled=True, paused_until=late)
    assert (refused.status, refused.body["errors"][0]["field"]) == (400, "paused_until")
    changes = at.line.rows("select after from audit where action = 'contact.bot_changed' order by at")
    assert [each["after"]["bot_enabled"] for each in changes] == [True, True]


def test_a_note_stands_in_the_history_and_is_never_sent_nor_told_to_the_agent(product: Product) -> None:
    at = desk(product, bot=True)
    phone = product.customer()
    conversation = at.heard(phone)
    at.line.settled(1)
    noted = at.post(f"conversations/{conversation}/notes", text="cliente difícil")
    assert (noted.status, noted.body["kind"], noted.body["author_id"]) == (201, "note", str(at.user_id))
    assert UUID(noted.body["id"])
    assert at.history(conversation)[-1]["text"] == "cliente difícil"
    at.line.say(phone, "¿cuánto cuesta la concha?")
    at.line.settled(2)
    assert "difícil" not in str([call["body"] for call in at.line.asked()])
    assert at.get(f"conversations/{conversation}")["last_message"]["kind"] == "text"
