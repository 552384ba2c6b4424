"""Sending: each message once in effect, statuses that only move up, and refusals dealt with as their codes demand."""

import threading
import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest

from infra.local.seed import post
from recado.instances.model import Owner
from recado.kernel.clock import now
from recado.messaging.jobs import SendJob
from recado.platform.db import Database, database
from recado.sending import cloud, outcomes, queueing, statuses, sweeps
from recado.vendors.whatsapp.contents import TextContent
from recado.vendors.whatsapp.model import Customer, StatusUpdate
from tests.rigs.product import Line, Product
from tests.rigs.waiting import eventually

SIMULATED_STATUSES = "sent,delivered"


def opened(product: Product) -> Line:
    """A number with one conversation in which nobody answers but us."""
    line = product.line(bot=False)
    line.message(line.say(product.customer()))
    return line


def write(line: Line, *texts: str) -> None:
    for text in texts:
        line.publish(queueing.send_by_person(line.business_id, line.conversation(), TextContent(body=text)))


def written(line: Line) -> list[Any]:
    return [row for row in line.messages() if row["direction"] == "out"]


def reached(line: Line, *statuses: str) -> list[Any]:
    """Our messages, once each has one of these statuses."""
    eventually(lambda: {row["status"] for row in written(line)} <= set(statuses) and written(line))
    return written(line)


def stored_statuses(line: Line) -> list[str]:
    return [row["status"] for row in line.rows("select status from message_statuses")]


def status_body(line: Line, vendor_id: str, status: str, **more: Any) -> Any:
    node = {"id": vendor_id, "status": status, "timestamp": str(int(time.time())), "recipient_id": "5215500000000"}
    return line.envelope("messages", line.value(statuses=[node | more]))


@pytest.fixture
def disorder(product: Product) -> Iterator[None]:
    """Meta tells all statuses, in any order and some twice."""
    chaos = {"statuses": "sent,delivered,read", "out_of_order_probability": 1, "duplicate_probability": 0.5}
    post(f"{product.meta}/_sim/config", chaos)
    yield
    calm = {"statuses": SIMULATED_STATUSES, "out_of_order_probability": 0, "duplicate_probability": 0}
    post(f"{product.meta}/_sim/config", calm)


@pytest.mark.usefixtures("disorder")
def test_statuses_told_out_of_order_and_twice_end_at_the_highest(product: Product) -> None:
    line = opened(product)
    write(line, *(f"mensaje {n}" for n in range(12)))
    eventually(lambda: len(stored_statuses(line)) == 36)
    product.ingested()
    assert {row["status"] for row in written(line)} == {"read"}
    assert [row["body"]["text"]["body"] for row in line.sent()] == [f"mensaje {n}" for n in range(12)]


def test_a_late_status_moves_nothing_down_and_nothing_out_of_failed(product: Product) -> None:
    line = opened(product)
    write(line, "hola")
    (row,) = reached(line, "delivered")
    for status in ("read", "sent", "delivered", "failed"):
        line.post(status_body(line, row["vendor_id"], status))
    product.ingested()
    assert written(line)[0]["status"] == "read"
    line.meta_fault("failed_status", code=131026)
    write(line, "adiós")
    last = eventually(lambda: [row for row in written(line) if row["status"] == "failed"])[0]
    for status in ("sent", "delivered", "read"):
        line.post(status_body(line, last["vendor_id"], status))
    product.ingested()
    assert [row["status"] for row in written(line)] == ["read", "failed"]


def test_a_status_that_comes_before_metas_answer_settles_the_message(product: Product) -> None:
    line = opened(product)
    line.meta_fault("ambiguous", hold_ms=1000)  # accepted; the statuses come; the connection breaks
    write(line, "¿llegó?")
    (row,) = reached(line, "delivered")
    assert row["vendor_id"] == line.sent()[0]["id"]
    time.sleep(5)  # time itself: a doubtful send is waited for 4 s
    product.swept()
    assert line.accepted() == {str(row["id"]): 1}
    assert line.rows("select state from outbound") == []


def test_messages_behind_a_doubtful_one_follow_once_it_is_settled(product: Product) -> None:
    line = opened(product)
    line.meta_fault("ambiguous", hold_ms=300)
    write(line, "uno", "dos", "tres")
    reached(line, "delivered")
    assert line.texts() == ["uno", "dos", "tres"]
    assert set(line.accepted().values()) == {1}


def test_a_send_whose_connection_broke_before_acceptance_is_repeated(product: Product) -> None:
    line = opened(product)
    line.meta_fault("drop")
    write(line, "uno", "dos")
    begun = time.monotonic()
    rows = reached(line, "delivered")
    assert time.monotonic() - begun > 3
    assert line.texts() == ["uno", "dos"]
    assert line.accepted() == {str(row["id"]): 1 for row in rows}
    (event,) = line.events("message.ambiguous")
    assert event["data"] == {"message_id": str(rows[0]["id"]), "outcome": "queued"}


def test_a_gateways_error_page_says_nothing_and_is_treated_as_doubtful(product: Product) -> None:
    line = opened(product)
    line.meta_fault("html", status=502)
    write(line, "hola")
    reached(line, "delivered")
    assert list(line.accepted().values()) == [1]
    assert line.events("message.ambiguous")


def test_throttled_messages_wait_and_are_sent(product: Product) -> None:
    lines = {code: opened(product) for code in (131056, 130429, 131000)}
    begun: dict[int, float] = {}
    for code, line in lines.items():
        line.meta_fault("error", code=code)
        begun[code] = time.time()
        write(line, f"código {code}")
    waited = {code: eventually(line.sent)[0]["received_at"] - begun[code] for code, line in lines.items()}
    assert waited[131056] > 5  # one message in six seconds to one customer
    assert waited[130429] > 9
    for line in lines.values():
        (row,) = reached(line, "sent", "delivered")
        assert line.accepted() == {str(row["id"]): 1}


@pytest.mark.parametrize("fault", ["error", "failed_status"])
def test_an_undeliverable_message_is_final_and_says_why_in_both_languages(product: Product, fault: str) -> None:
    line = opened(product)
    line.meta_fault(fault, code=131026)
    write(line, "hola")
    (row,) = reached(line, "failed")
    (error,) = row["error"]
    assert "131026" in str(error["code"])
    assert set(error["reason"]) == {"es", "en"}
    assert all(len(words) > 20 and "131026" not in words for words in error["reason"].values())
    assert error["reason"]["es"] != error["reason"]["en"]
    write(line, "¿y ahora?")
    eventually(lambda: written(line)[-1]["status"] == "delivered")
    assert written(line)[0]["status"] == "failed"


def test_a_refused_token_stops_the_number_and_keeps_what_waits(product: Product) -> None:
    line = opened(product)
    line.meta_fault("error", code=190)
    write(line, "uno", "dos")
    (event,) = eventually(lambda: line.events("instance.stopped"))
    assert event["severity"] == "error"
    assert event["data"]["code"] == 190
    assert line.rows("select state, state_reason from instances") == [{"state": "stopped", "state_reason": "graph_190"}]
    eventually(lambda: product.empty("outbound.fifo"))
    assert [row["status"] for row in written(line)] == ["queued", "queued"]
    assert line.sent() == []
    wamid = line.say(product.customer(), "sigo aquí")  # what comes in is stored all the same
    assert line.message(wamid)["text"] == "sigo aquí"
    line.change("update instances set state = 'active', state_reason = null")
    line.change("update outbound set next_at = next_at - interval '1 minute'")  # half a minute later
    reached(line, "delivered")
    assert line.texts() == ["uno", "dos"]
    assert set(line.accepted().values()) == {1}


def test_a_lost_token_is_found_by_the_sweep(product: Product) -> None:
    line = opened(product)
    queueing.send_by_person(line.business_id, line.conversation(), TextContent(body="nadie publicó esto"))
    line.change("update outbound set next_at = next_at - interval '1 minute'")
    reached(line, "delivered")
    assert line.texts() == ["nadie publicó esto"]


def test_a_repeated_token_sends_nothing_twice(product: Product) -> None:
    line = opened(product)
    token = queueing.send_by_person(line.business_id, line.conversation(), TextContent(body="una vez"))
    again = [
        token,
        *(SendJob(business_id=line.business_id, conversation_id=line.conversation()).to_message() for _ in range(5)),
    ]
    for each in again:
        line.publish(each)
    (row,) = reached(line, "delivered")
    eventually(lambda: product.empty("outbound.fifo"))
    assert line.accepted() == {str(row["id"]): 1}


def test_every_message_carries_our_id_and_quotes_what_it_answers(product: Product) -> None:
    line = product.line(bot=False)
    wamid = line.say(product.customer())
    line.message(wamid)
    line.publish(queueing.send_by_person(line.business_id, line.conversation(), TextContent(body="sí"), reply_to=wamid))
    (row,) = reached(line, "delivered")
    (sent,) = line.sent()
    assert UUID(sent["biz_opaque_callback_data"]) == row["id"]
    assert sent["body"]["context"] == {"message_id": wamid}


def test_a_worker_whose_claim_lapsed_during_a_long_upload_leaves_the_message_to_whoever_has_it_now(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = opened(product)
    line.change("update instances set state = 'disabled'")
    queueing.send_by_person(line.business_id, line.conversation(), TextContent(body="una vez"))
    line.change("update instances set state = 'active'")
    job = SendJob(business_id=line.business_id, conversation_id=line.conversation())

    def slow(*_: object) -> TextContent:
        line.change("update outbound set state = 'queued', claim_id = null, next_at = now() - interval '1 minute'")
        return TextContent(body="una vez")

    with monkeypatch.context() as patched:
        patched.setattr(cloud, "FRESH_SECONDS", 0.0)
        patched.setattr(cloud, "_with_file", slow)
        cloud.drain(job)
    line.publish(*sweeps.sweep())
    line.settled(1)
    assert list(line.accepted().values()) == [1]


def test_a_status_told_while_its_send_is_being_noted_is_not_lost(product: Product) -> None:
    """Neither transaction would see the other's row."""
    line, vendor_id = opened(product), f"wamid.{uuid4().hex}"
    conversation_id = line.conversation()
    (row,) = line.rows("select instance_id from conversations")
    owner = Owner(business_id=line.business_id, instance_id=row["instance_id"], provider="cloud")
    with database().tenant(line.business_id) as tx:
        new = queueing.Queued(TextContent(body="hola"), "person")
        message_id = queueing.queue(tx, line.business_id, conversation_id, new).message_id

    def note() -> None:
        with Database(product.stack.environment["DATABASE_URL"]).tenant(line.business_id) as tx:
            outcomes.note_sent(tx, owner.instance_id, message_id, vendor_id)

    noting = threading.Thread(target=note)
    with database().tenant(line.business_id) as tx:
        statuses.apply(tx, owner, StatusUpdate("1", vendor_id, "delivered", now(), Customer()))
        noting.start()
        waits = "select from pg_stat_activity where wait_event_type = 'Lock' and query like '%%pg_advisory_xact_lock%%'"
        eventually(lambda: product.admin(waits))
    noting.join()
    assert [each["status"] for each in written(line)] == ["delivered"]
