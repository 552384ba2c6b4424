"""Closing, snoozing and reopening conversations: by the team, by the customer's next message, by time."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from recado.activity import emit
from recado.activity.model import Actor
from recado.crm import merge
from recado.messaging import state_store, states
from recado.messaging.state_store import DueSnooze
from tests.rigs.desk import Desk, desk
from tests.rigs.people import Json, Said
from tests.rigs.product import Product
from tests.rigs.waiting import eventually
from tests.rigs.web_line import WebLine, web_line


def change(at: Desk, conversation: str, what: str, **body: Any) -> Said:
    return at.person.call("POST", f"/v1/conversations/{conversation}/{what}", None if what == "reopen" else body)


def changed(at: Desk, conversation: str, what: str, **body: Any) -> Json:
    said = change(at, conversation, what, **body)
    assert said.status == 200, said.body
    return said.body


def state(at: Desk, conversation: str) -> str:
    return str(at.get(f"conversations/{conversation}")["state"])


def entries(at: Desk, conversation: str) -> list[tuple[str, str | None]]:
    """The state each line of the history tells of, and who is named there."""
    lines = [each for each in at.history(conversation) if each["kind"] == "state"]
    return [(each["content"]["state"], each["author_id"]) for each in lines]


def emitted(at: Desk) -> list[tuple[str, str]]:
    rows = at.line.rows("select type, body from webhook_messages where type like 'conversation.%%' order by at, id")
    return [(row["type"].partition(".")[2], json.loads(row["body"])["data"]["by"]) for row in rows]


def later(**more: float) -> str:
    return (datetime.now(UTC) + timedelta(**more)).isoformat()


def test_the_team_closes_snoozes_and_reopens_and_each_is_told_once(product: Product) -> None:
    at = desk(product)
    conversation = at.heard(product.customer())
    me, until = str(at.user_id), later(hours=3)
    cursor = at.get("sync")["next"]
    assert at.get(f"conversations/{conversation}")["state"] == "open"
    closed = changed(at, conversation, "close")
    assert (closed["state"], closed["state_by"], closed["snoozed_until"]) == ("closed", me, None)
    assert changed(at, conversation, "close") == closed, "who closed it first is kept"
    snoozed = changed(at, conversation, "snooze", until=until)
    assert (snoozed["state"], snoozed["snoozed_until"]) == ("snoozed", until.replace("+00:00", "Z"))
    assert changed(at, conversation, "snooze", until=until) == snoozed
    opened = changed(at, conversation, "reopen")
    assert (opened["state"], opened["snoozed_until"], opened["unread"]) == ("open", None, 1)
    assert changed(at, conversation, "reopen") == opened
    assert at.get(f"conversations/{conversation}") == opened
    assert entries(at, conversation) == [("closed", me), ("snoozed", me), ("open", me)]
    contents = [each["content"] for each in at.history(conversation) if each["kind"] == "state"]
    assert contents[1] == {"type": "state", "state": "snoozed", "until": snoozed["snoozed_until"]}
    assert emitted(at) == [("closed", "user"), ("snoozed", "user"), ("reopened", "user")]
    trail = at.line.rows("select action, after from audit where thing = 'conversation' order by id")
    assert [row["action"] for row in trail] == [
        "conversation.closed", "conversation.snoozed", "conversation.reopened",
    ]  # fmt: skip

    def synced() -> bool:
        delta = at.get("sync", cursor=cursor)
        lines = [each for each in delta["messages"] if each["kind"] == "state"]
        return opened in delta["conversations"] and len(lines) == 3

    eventually(synced)
    assert opened["last_message"]["kind"] == "text", "a change of state is no message"


def test_of_several_who_close_at_once_the_first_has_closed_it(product: Product) -> None:
    at = desk(product)
    conversation = at.heard(product.customer())
    with ThreadPoolExecutor(6) as pool:
        closed = list(pool.map(lambda _: changed(at, conversation, "close"), range(6)))
    assert {each["state_at"] for each in closed} == {closed[0]["state_at"]}
    assert (entries(at, conversation), emitted(at)) == ([("closed", str(at.user_id))], [("closed", "user")])


@pytest.mark.parametrize("until", [{"minutes": -1}, {"days": 400}], ids=["past", "too far"])
def test_a_snooze_ends_within_the_next_year(product: Product, until: dict[str, float]) -> None:
    at = desk(product)
    conversation = at.heard(product.customer())
    refused = change(at, conversation, "snooze", until=later(**until))
    assert (refused.status, refused.body["errors"][0]["field"]) == (400, "until")
    assert state(at, conversation) == "open"


def test_the_customers_next_message_opens_what_is_closed_or_snoozed_and_nothing_else_does(product: Product) -> None:
    at = desk(product)
    phone = product.customer()
    wamid = at.line.say(phone, "hola")
    at.line.message(wamid)
    conversation = at.conversation(phone)
    sent = at.send(conversation, type="text", body="¿sí?")
    at.reached(conversation, sent["id"], "delivered")
    ours = at.line.sent()[0]["id"]
    changed(at, conversation, "close")
    read = {"id": ours, "status": "read", "timestamp": str(int(time.time())), "recipient_id": phone}
    at.line.post(at.line.envelope("messages", at.line.value(statuses=[read])))
    nodes: list[Json] = [
        {"type": "reaction", "reaction": {"message_id": ours, "emoji": "👍"}},
        {
            "type": "edit",
            "edit": {"original_message_id": wamid, "message": {"type": "text", "text": {"body": "hola?"}}},
        },
        {"type": "revoke", "revoke": {"original_message_id": wamid}},
    ]
    for node in nodes:
        body = at.line.text_node(phone, "") | node
        at.line.post(at.line.envelope("messages", at.line.value(messages=[body])))
    at.reached(conversation, sent["id"], "read")
    product.ingested()
    at.send(conversation, type="text", body="¡hasta luego!")
    assert state(at, conversation) == "closed", "neither reactions, edits and statuses nor the team's own words open it"
    for how in ("close", "snooze"):
        changed(at, conversation, how, **({"until": later(days=3)} if how == "snooze" else {}))
        at.line.message(at.line.say(phone, "una cosa más"))
        opened = at.get(f"conversations/{conversation}")
        assert (opened["state"], opened["state_by"], opened["snoozed_until"]) == ("open", None, None)
    assert emitted(at)[-3:] == [("reopened", "customer"), ("snoozed", "user"), ("reopened", "customer")]


def test_a_message_that_was_stored_before_opens_nothing_when_it_is_told_again(product: Product) -> None:
    at = desk(product)
    phone = product.customer()
    body = at.line.envelope("messages", at.line.value(messages=[at.line.text_node(phone, "hola")]))
    for _ in range(2):
        at.line.post(body)
        product.ingested()
        conversation = at.conversation(phone)
        changed(at, conversation, "close")
    at.line.post(body)
    product.ingested()
    assert state(at, conversation) == "closed"
    assert emitted(at) == [("closed", "user")]


def test_over_whatsapp_web_the_customer_opens_it_and_the_owners_phone_does_not(product: Product) -> None:
    web: WebLine = web_line(product)
    at, phone = web.desk, product.customer()
    web.said("hola", phone=phone)
    conversation = at.conversation(phone)
    changed(at, conversation, "close")
    web.said("lo vemos mañana", phone=phone, mine=True)
    assert state(at, conversation) == "closed"
    web.said("gracias", phone=phone)
    assert state(at, conversation) == "open"


def test_a_message_that_comes_while_somebody_closes_is_not_hidden(product: Product) -> None:
    """Stored before the click, it refuses the click; stored after it, it opens the conversation again."""
    at = desk(product)
    phone = product.customer()
    conversation = at.heard(phone, "una")
    seen = at.history(conversation)[-1]["id"]
    at.line.message(at.line.say(phone, "otra"))
    for what, more in (("close", {}), ("snooze", {"until": later(hours=1)})):
        refused = change(at, conversation, what, seen_message_id=seen, **more)
        assert (refused.status, refused.body["code"]) == (409, "customer_wrote")
    strange = change(at, conversation, "close", seen_message_id=conversation)
    assert (strange.status, strange.body["errors"][0]["field"]) == (400, "seen_message_id")
    newest = at.history(conversation)[-1]["id"]
    with psycopg.connect(product.stack.environment["DATABASE_ADMIN_URL"]) as closing:
        closing.execute("update conversations set state = 'closed', state_at = now() where id = %s", (conversation,))
        wamid = at.line.say(phone, "y otra más")
        waiting = "select 1 from pg_locks where not granted and locktype = 'transactionid'"
        eventually(lambda: product.admin(waiting))
    at.line.message(wamid)
    assert state(at, conversation) == "open"
    assert changed(at, conversation, "close", seen_message_id=at.history(conversation)[-1]["id"])["state"] == "closed"
    assert newest != seen


def test_a_snooze_ends_by_itself_and_everybody_is_told(product: Product) -> None:
    at = desk(product)
    conversation = at.heard(product.customer())
    waiting_since = at.get(f"conversations/{conversation}")["waiting_since"]
    cursor = at.get("sync")["next"]
    changed(at, conversation, "snooze", until=later(seconds=3))
    assert at.get("conversations", waiting="true")["items"] == [], "what is set aside does not stand out"
    eventually(lambda: state(at, conversation) == "open")
    (row,) = at.get("conversations", waiting="true")["items"]
    assert (row["id"], row["waiting_since"], row["state_by"]) == (conversation, waiting_since, None)
    assert entries(at, conversation) == [("snoozed", str(at.user_id)), ("open", None)]
    assert emitted(at) == [("snoozed", "user"), ("reopened", "time")]
    eventually(lambda: [c["state"] for c in at.get("sync", cursor=cursor)["conversations"]] == ["open"])


def test_an_end_of_a_snooze_that_failed_halfway_leaves_nothing_and_is_made_up_for(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = desk(product)
    conversation = at.heard(product.customer())
    changed(at, conversation, "snooze", until=later(hours=2))
    statement = "update conversations set snoozed_until = now() - interval '1 second' where id = %s"

    def fails(*_: object) -> None:
        raise RuntimeError("the process dies here")

    with monkeypatch.context() as patch:
        due = DueSnooze(at.line.business_id, UUID(conversation))
        patch.setattr(emit, "emit", fails)
        patch.setattr(state_store, "snoozes_due", lambda *_: [due])
        at.line.change(statement, (conversation,))
        with pytest.raises(RuntimeError):
            states.end_due_snoozes()
    eventually(lambda: state(at, conversation) == "open")
    assert emitted(at) == [("snoozed", "user"), ("reopened", "time")]
    assert entries(at, conversation) == [("snoozed", str(at.user_id)), ("open", None)]


def test_whoever_wrote_into_a_closed_conversation_waits_from_then_on(product: Product) -> None:
    at = desk(product)
    phone = product.customer()
    conversation = at.heard(phone, "¿hay pan?")
    first = at.get(f"conversations/{conversation}")["waiting_since"]
    changed(at, conversation, "close")
    assert at.get("conversations", waiting="true")["items"] == []
    assert changed(at, conversation, "reopen")["waiting_since"] == first, "closed by mistake: they wait as before"
    changed(at, conversation, "close")
    at.line.message(at.line.say(phone, "¿y mañana?"))
    (row,) = at.get("conversations", waiting="true")["items"]
    assert row["waiting_since"] > first


def test_the_bot_answers_in_a_conversation_the_customer_reopens(product: Product) -> None:
    at = desk(product, bot=True)
    phone = product.customer()
    conversation = at.heard(phone)
    at.line.settled(1)
    changed(at, conversation, "close")
    at.line.say(phone, "¿cuánto cuesta la concha?")
    at.line.settled(2)
    assert state(at, conversation) == "open"
    assert "closed" not in str([call["body"] for call in at.line.asked()]), "the model is told nothing of states"


def test_of_two_conversations_that_become_one_the_open_one_decides_and_undo_gives_each_its_own(
    product: Product,
) -> None:
    at = desk(product)
    phones = [product.customer() for _ in range(2)]
    closed, snoozed = (at.heard(phone) for phone in phones)
    contacts = [at.get(f"conversations/{each}")["contact"]["id"] for each in (closed, snoozed)]
    changed(at, closed, "close")
    changed(at, snoozed, "snooze", until=later(hours=3))
    before = at.line.rows("select * from conversations order by id")
    actor = Actor(at.line.business_id, "system")
    merge_id = merge.merge(actor, *(UUID(each) for each in contacts))
    assert state(at, closed) == "snoozed"
    merge.undo(actor, merge_id)
    assert at.line.rows("select * from conversations order by id") == before


def test_unread_is_for_the_whole_team_until_somebody_reads(product: Product) -> None:
    at = desk(product)
    conversation = at.heard(product.customer())
    at.post(f"conversations/{conversation}/read")
    assert at.get("conversations", unread="true")["items"] == []
    cursor = at.get("sync")["next"]
    for _ in range(2):
        assert at.post(f"conversations/{conversation}/unread").status == 204
    (row,) = at.get("conversations", unread="true")["items"]
    assert (row["id"], row["unread"], row["marked_unread"]) == (conversation, 0, True)
    eventually(lambda: [c["marked_unread"] for c in at.get("sync", cursor=cursor)["conversations"]] == [True])
    at.send(conversation, type="text", body="sigo aquí")
    assert at.get(f"conversations/{conversation}")["marked_unread"] is True, "writing is not reading"
    assert at.post(f"conversations/{conversation}/read").status == 204
    assert at.get(f"conversations/{conversation}")["marked_unread"] is False
    assert at.get("conversations", unread="true")["items"] == []
