"""From the customer's message to the answer: gathered, answered once, and never with a stale draft."""

import random
import time
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from recado.kernel.errors import NotFound
from recado.messaging import buffers, message_store
from recado.messaging.buffer_store import Quarantined
from recado.platform.db import database
from recado.sending import queueing
from recado.sending.queueing import WindowClosed
from recado.vendors.whatsapp.contents import TextContent
from tests.rigs.product import PATIENCE, Line, Product
from tests.rigs.waiting import eventually

HOURS = "¿A qué hora abren?"
PRICE = "¿Cuánto cuesta una concha?"
ANSWERED_HOURS, ANSWERED_PRICE = "7:00 a 20:00", "18 pesos"


def paused(line: Line) -> bool:
    (row,) = line.rows("select bot_paused_until from contacts")
    return row["bot_paused_until"] is not None and row["bot_paused_until"] > datetime.now(UTC)


def test_three_quick_messages_are_answered_once_together(product: Product) -> None:
    line, customer = product.line(quiet=60, most=60), product.customer()
    told = [line.say(customer, text) for text in ("Hola", HOURS, PRICE)]
    for wamid in told:
        line.message(wamid)
    line.quiet()
    line.settled(1)
    assert len(line.asked()) == 1
    assert sorted(line.question().split("\n")) == sorted(["Hola", HOURS, PRICE])


def test_a_customer_who_never_pauses_is_answered_after_the_longest_wait(product: Product) -> None:
    """Their pauses are shorter than the quiet, and not all of a length: a newer message discards the draft."""
    line, customer = product.line(quiet=3, most=4), product.customer()
    begun, dice = time.monotonic(), random.Random(3)
    while not line.sent():
        assert time.monotonic() - begun < PATIENCE, "never answered"
        line.say(customer, HOURS)
        time.sleep(dice.uniform(0.5, 1.5))  # time itself: pauses between messages
    assert time.monotonic() - begun > 3.5


def test_customers_of_one_number_are_answered_apart(product: Product) -> None:
    line, customers = product.line(), [product.customer() for _ in range(5)]
    for customer in customers:
        line.say(customer)
    assert sorted(row["to"] for row in line.settled(5)) == sorted(customers)


def test_with_no_window_every_message_is_answered_at_once(product: Product) -> None:
    line, customer = product.line(quiet=0, most=0), product.customer()
    line.say(customer, HOURS)
    line.settled(1)
    line.say(customer, PRICE)
    line.settled(2)
    assert ANSWERED_PRICE in line.texts()[1]


def test_a_message_delivered_again_is_stored_and_answered_once(product: Product) -> None:
    line, customer = product.line(), product.customer()
    wamid = line.say(customer)
    line.say(customer, id=wamid)  # at once, into the open buffer
    line.settled(1)
    line.say(customer, id=wamid)  # and again after the answer
    line.delivered(wamid, times=3)
    line.settled(1)
    assert [row["vendor_id"] for row in line.messages() if row["direction"] == "in"] == [wamid]
    (row,) = line.rows("select unread from conversations")
    assert row["unread"] == 1


def test_a_message_that_comes_a_day_late_is_stored_and_not_answered(product: Product) -> None:
    line, customer = product.line(), product.customer()
    wamid = line.say(customer, timestamp=time.time() - 25 * 3600)
    row = line.message(wamid)
    product.ingested()
    assert line.rows("select conversation_id from buffers") == []
    assert row["sent_at"] < datetime.now(UTC) - timedelta(hours=24)
    line.say(customer)  # and it does not move the conversation's times back
    line.settled(1)
    line.say(customer, "otra de ayer", timestamp=time.time() - 25 * 3600)
    eventually(lambda: len(line.messages()) == 4)
    (conversation,) = line.rows("select window_expires_at, last_message_at from conversations")
    assert conversation["window_expires_at"] > datetime.now(UTC) + timedelta(hours=23)
    assert conversation["last_message_at"] > datetime.now(UTC) - timedelta(minutes=5)
    line.settled(1)


def test_a_person_may_not_write_freely_when_the_window_is_closed(product: Product) -> None:
    line = product.line()
    line.message(line.say(product.customer(), timestamp=time.time() - 25 * 3600))
    with pytest.raises(WindowClosed):
        queueing.send_by_person(line.business_id, line.conversation(), TextContent(body="¿Sigue ahí?"))
    assert [row["direction"] for row in line.messages()] == ["in"]
    assert not paused(line)


def test_a_window_that_closes_while_a_message_waits_is_noticed_when_it_is_sent(product: Product) -> None:
    line = product.line(bot=False)
    line.message(line.say(product.customer()))
    token = queueing.send_by_person(line.business_id, line.conversation(), TextContent(body="Enseguida"))
    line.change("update conversations set window_expires_at = now() - interval '1 second'")
    line.publish(token)
    eventually(lambda: line.events("message.failed"))
    (row,) = [row for row in line.messages() if row["direction"] == "out"]
    assert row["status"] == "failed"
    assert row["error"][0]["code"] == "window_closed"
    assert {"es", "en"} == set(row["error"][0]["reason"])
    assert line.sent() == []


def test_a_newer_message_discards_the_draft_and_one_answer_covers_both(product: Product) -> None:
    line, customer = product.line(), product.customer()
    with line.held_answer():
        line.say(customer, HOURS)
        line.thinking()
        line.message(line.say(customer, PRICE))
    line.settled(1)
    eventually(lambda: line.events("draft.stale"))
    line.settled(1)
    assert line.question() == f"{HOURS}\n{PRICE}"
    assert len(line.rows("select id from usage")) == 2  # the dropped draft was paid for too


def test_a_persons_reply_discards_the_draft_and_pauses_the_bot(product: Product) -> None:
    line, customer = product.line(), product.customer()
    with line.held_answer():
        line.say(customer)
        line.thinking()
        line.publish(queueing.send_by_person(line.business_id, line.conversation(), TextContent(body="Le atiende Ana")))
    eventually(lambda: line.events("draft.stale"))
    line.settled(1)
    assert line.texts() == ["Le atiende Ana"]
    assert paused(line)
    line.message(line.say(customer, "¿Y los domingos?"))
    line.settled(1)
    assert len(line.asked()) == 1


def test_a_reply_typed_on_the_owners_phone_discards_the_draft_and_pauses_the_bot(product: Product) -> None:
    line, customer = product.line(), product.customer()
    with line.held_answer():
        line.say(customer)
        line.thinking()
        echo = line.text_node(line.number.display_phone, "Abrimos a las siete") | {"to": customer}
        line.tell("raw", field="smb_message_echoes", value=line.value(message_echoes=[echo]))
        stored = line.message(echo["id"])
    assert (stored["direction"], stored["author"], stored["status"]) == ("out", "phone", "sent")
    assert paused(line)
    eventually(lambda: line.events("draft.stale"))
    line.settled(0)


def test_switching_the_bot_off_while_a_message_waits_leaves_it_unanswered(product: Product) -> None:
    line = product.line(quiet=60, most=60)
    line.message(line.say(product.customer()))
    line.change("update contacts set bot_enabled = false")
    line.quiet()
    line.settled(0)
    assert line.asked() == []


def test_a_long_answer_is_asked_for_anew_and_may_fill_one_message_then(product: Product) -> None:
    line = product.line()
    line.say(product.customer(), "#largo 3000")
    line.say(product.customer(), "#largo 9000")
    long, passed = sorted((row["body"]["text"]["body"] for row in line.settled(2)), key=len, reverse=True)
    assert (len(long), len(line.asked())) == (3000, 4)
    assert passed.startswith("Te paso con una persona")


def test_an_answer_to_an_edited_message_knows_its_new_text(product: Product) -> None:
    line, customer = product.line(quiet=60, most=60), product.customer()
    wamid = line.say(customer, HOURS)
    inner = {"type": "text", "text": {"body": PRICE}}
    edit = {"original_message_id": wamid, "message": inner}
    line.message(wamid)
    line.message(line.tell("messages", **{"from": customer, "type": "edit", "edit": edit})["id"])
    line.quiet()
    line.settled(1)
    row = line.message(wamid)
    assert row["text"] == PRICE
    assert row["edited_at"]
    assert row["content"]["before"] == [HOURS]
    assert ANSWERED_PRICE in line.texts()[0]
    assert ANSWERED_HOURS not in line.texts()[0]


def take_back(line: Line, customer: str, wamid: str) -> None:
    line.tell("messages", **{"from": customer, "type": "revoke", "revoke": {"original_message_id": wamid}})


def test_a_message_taken_back_is_kept_marked_and_left_out_of_what_the_model_reads(product: Product) -> None:
    line, customer = product.line(quiet=60, most=60), product.customer()
    wamid = line.say(customer, HOURS)
    line.message(wamid)
    take_back(line, customer, wamid)
    line.message(line.say(customer, PRICE))
    eventually(lambda: line.message(wamid)["revoked_at"])
    line.quiet()
    line.settled(1)
    row = line.message(wamid)
    assert row["revoked_at"]
    assert row["text"] == HOURS
    assert line.question() == PRICE
    conversation_id = line.conversation()
    with database().tenant(line.business_id) as tx:
        history = message_store.history(tx, conversation_id, 10)
    assert [(message.direction, message.kind) for message in history] == [("in", "text"), ("out", "text")]


def test_a_customer_who_takes_everything_back_is_not_answered(product: Product) -> None:
    line, customer = product.line(quiet=60, most=60), product.customer()
    wamid = line.say(customer, HOURS)
    line.message(wamid)
    take_back(line, customer, wamid)
    eventually(lambda: line.message(wamid)["revoked_at"])
    line.settled(0)
    assert line.asked() == []


def test_a_message_taken_back_while_the_model_thinks_is_not_answered(product: Product) -> None:
    line, customer = product.line(), product.customer()
    with line.held_answer():
        wamid = line.say(customer, HOURS)
        line.thinking()
        take_back(line, customer, wamid)
        eventually(lambda: line.message(wamid)["revoked_at"])
    eventually(lambda: line.events("draft.stale"))
    line.settled(0)


def test_an_edit_and_a_deletion_count_also_when_they_are_delivered_first(product: Product) -> None:
    line, customer = product.line(quiet=60, most=60), product.customer()
    kept, gone = line.text_node(customer, HOURS), line.text_node(customer, "no era esto")
    new = {"type": "text", "text": {"body": PRICE}}
    edit = {"type": "edit", "edit": {"original_message_id": kept["id"], "message": new}}
    revoke = {"type": "revoke", "revoke": {"original_message_id": gone["id"]}}
    for node in (line.text_node(customer, "") | edit, line.text_node(customer, "") | revoke, kept, gone):
        assert line.post(line.envelope("messages", line.value(messages=[node]))).status == 200
    product.ingested()
    line.quiet()
    line.settled(1)
    assert line.question() == PRICE
    assert line.message(kept["id"])["content"]["before"] == [HOURS]
    assert line.message(gone["id"])["revoked_at"]


@pytest.mark.parametrize(("status", "extra"), [(500, {}), (503, {}), (429, {"retry_after": 1})])
def test_while_the_model_is_down_the_message_waits_and_is_answered_afterwards(
    product: Product, status: int, extra: dict[str, int]
) -> None:
    line = product.line()
    line.model_fault("error", status=status, times=2, **extra)
    line.say(product.customer(), HOURS)
    line.settled(1)
    assert ANSWERED_HOURS in line.texts()[0]
    assert [call["status"] for call in line.asked()] == [status, status, 200]


def given_up_on(line: Line, customer: str) -> Quarantined:
    """A customer whose last try to answer met a model that is down."""
    line.model_fault("error", status=500, times=2)  # the client tries twice
    line.message(line.say(customer, HOURS))
    line.change("update buffers set attempts = %s", (buffers.MOST_ATTEMPTS - 1,))
    line.quiet()
    given_up: list[Quarantined] = eventually(lambda: buffers.quarantined(line.business_id))
    return given_up[0]


def test_a_model_that_stays_down_leaves_a_reason_and_the_answer_can_be_asked_for_again(product: Product) -> None:
    line = product.line(quiet=60, most=60)
    given_up = given_up_on(line, product.customer())
    assert given_up.reason == "http_500"
    (event,) = line.events("buffer.quarantined")
    assert event["severity"] == "error"
    assert event["data"]["reason"] == given_up.reason
    assert line.sent() == []
    line.publish(buffers.retry(line.business_id, given_up.conversation_id))
    line.settled(1)
    assert buffers.quarantined(line.business_id) == []
    with pytest.raises(NotFound):
        buffers.retry(line.business_id, given_up.conversation_id)


def test_a_quarantined_conversation_is_answered_when_the_customer_writes_again(product: Product) -> None:
    line, customer = product.line(quiet=60, most=60), product.customer()
    given_up_on(line, customer)
    line.message(line.say(customer, PRICE))
    line.quiet()
    line.settled(1)
    assert line.question() == f"{HOURS}\n{PRICE}"


def test_a_customer_without_a_phone_number_is_answered_by_user_id(product: Product) -> None:
    line, user_id = product.line(), f"MX.{uuid4().int % 10**20:020d}"
    line.tell("messages", user_id=user_id, name="Ana", username="ana", type="text", text=HOURS)
    (row,) = line.settled(1)
    assert row["body"]["recipient"] == user_id
    assert "to" not in row["body"]
    assert line.rows("select kind, value from contact_identities") == [{"kind": "user_id", "value": user_id}]


def test_a_customer_who_changes_number_stays_the_same_contact(product: Product) -> None:
    line, before, after = product.line(), product.customer(), product.customer()
    line.say(before, HOURS, name="Ana")
    line.settled(1)
    system = {"body": "Ana changed number", "type": "user_changed_number", "wa_id": after}
    line.tell("messages", **{"from": before, "type": "system", "system": system})
    eventually(lambda: line.rows("select value from contact_identities where value = %s", (after,)))
    line.say(after, PRICE)
    rows = line.settled(2)
    assert rows[1]["to"] == after
    assert len(line.rows("select id from contacts")) == len(line.rows("select id from conversations")) == 1
    phones = line.rows("select value from contact_identities where kind = 'phone' order by created_at")
    assert [row["value"] for row in phones] == [before, after]


def test_the_customer_sees_that_the_message_was_read_and_an_answer_is_coming(product: Product) -> None:
    line = product.line()
    wamid = line.say(product.customer())
    line.settled(1)
    (receipt,) = eventually(line.receipts)  # given beside the answer, by another thread
    assert (receipt["message_id"], receipt["typing"]) == (wamid, True)


def test_a_customer_who_never_stops_writing_is_answered_all_the_same(product: Product) -> None:
    """Once they have waited for twice the longest window, a draft is sent and quotes what it answers; the rest is
    answered next."""
    line = product.line()
    customer = product.customer()
    with line.held_answer():
        asked = len(line.asked())
        question = line.say(customer, "¿Tienen conchas?")
        eventually(lambda: len(line.asked()) > asked)
        line.change("update buffers set unanswered_since = now() - interval '61 seconds'")
        line.message(line.say(customer, "¿Y pan de muerto?"))
        assert line.rows("select state, more_at is not null as more from buffers") == [
            {"state": "claimed", "more": True}
        ]
    sent = line.settled(2)
    assert [row["body"].get("context", {}).get("message_id") for row in sent] == [question, None]
    assert "¿Y pan de muerto?" in line.question()


def test_a_person_who_answers_a_customer_who_never_stops_still_silences_the_bot(product: Product) -> None:
    line = product.line()
    customer = product.customer()
    with line.held_answer():
        line.say(customer, "¿A qué hora abren?")
        line.thinking()
        line.change("update buffers set unanswered_since = now() - interval '61 seconds'")
        line.message(line.say(customer, "¿Hola?"))
        line.publish(queueing.send_by_person(line.business_id, line.conversation(), TextContent(body="Yo le atiendo")))
    assert [row["body"]["text"]["body"] for row in line.settled(1)] == ["Yo le atiendo"]


def test_what_the_agent_wrote_and_nobody_sends_yet_is_withdrawn_when_a_person_answers(product: Product) -> None:
    line = product.line()
    line.change("update instances set paused_until = now() + interval '1 hour', pause_reason = 'paused'")
    line.say(product.customer(), "¿A qué hora abren?")
    eventually(lambda: line.rows("select from messages where author = 'agent' and status = 'queued'"))
    job = queueing.send_by_person(line.business_id, line.conversation(), TextContent(body="Yo le atiendo"))
    line.change("update instances set paused_until = null")
    line.publish(job)
    assert [row["body"]["text"]["body"] for row in line.settled(1)] == ["Yo le atiendo"]
    (withdrawn,) = line.rows("select status, error from messages where author = 'agent'")
    assert (withdrawn["status"], withdrawn["error"][0]["code"]) == ("failed", "withdrawn")
