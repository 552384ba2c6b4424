"""One trace from the customer's message to Meta's accepted send, in the log lines of every function on the way."""

import json
import secrets
from typing import Any

from recado.kernel import trace
from recado.sending import queueing
from recado.vendors.whatsapp.contents import TextContent
from tests.rigs.product import Line, Product
from tests.rigs.waiting import eventually

Json = dict[str, Any]


def header() -> tuple[str, str]:
    """A new trace: its id, and the header a caller sends."""
    trace_id = secrets.token_hex(16)
    return trace_id, f"00-{trace_id}-{secrets.token_hex(8)}-01"


def write(line: Line, customer: str, text: str, traceparent: str) -> None:
    body = line.envelope("messages", line.value(messages=[line.text_node(customer, text)]))
    assert line.post(body, traceparent=traceparent).status == 200


def spans(product: Product, trace_id: str) -> list[Json]:
    """The lines of a trace in the log of the functions, in order."""
    text = (product.stack.home / "logs" / "host.log").read_text(errors="replace")
    lines = [json.loads(line) for line in text.splitlines() if trace_id in line and line.startswith("{")]
    return [line for line in lines if line.get("trace_id") == trace_id and "span" in line]


def stations(product: Product, trace_id: str) -> set[tuple[str, str]]:
    return {(line["span"], line.get("function") or line.get("provider") or "") for line in spans(product, trace_id)}


ANSWERED = {
    ("request", "webhooks"),
    ("record", "ingest"),
    ("buffer claimed", ""),
    ("record", "ai_response"),
    ("model call", "openai"),
    ("record", "outbound"),
    ("whatsapp send", "cloud"),
}


def test_one_trace_leads_from_the_webhook_to_the_send_that_meta_accepted(product: Product) -> None:
    line, (trace_id, traceparent) = product.line(), header()
    write(line, product.customer(), "¿A qué hora abren?", traceparent)
    line.settled(1)
    eventually(lambda: stations(product, trace_id) >= ANSWERED | {("record", "buffer_flush")})
    lines = spans(product, trace_id)
    assert {each["outcome"] for each in lines} == {"ok"}
    (send,) = [each for each in lines if each["span"] == "whatsapp send"]
    (message,) = [row for row in line.messages() if row["direction"] == "out"]
    assert send["message_id"] == str(message["id"])


def test_a_buffer_whose_timer_was_lost_goes_on_with_its_trace(product: Product) -> None:
    """The timer would come after a minute; the sweep is sooner, and takes the trace from the row."""
    line, (trace_id, traceparent) = product.line(quiet=110, most=110), header()
    write(line, product.customer(), "¿A qué hora abren?", traceparent)
    eventually(lambda: line.rows("select 1 from buffers"))
    line.quiet()
    eventually(line.sent, 90)
    eventually(lambda: stations(product, trace_id) >= ANSWERED)
    assert ("record", "buffer_flush") not in stations(product, trace_id)


def test_a_message_whose_token_was_lost_goes_out_with_its_trace(product: Product) -> None:
    line = product.line(bot=False)
    line.say(product.customer())
    conversation = line.conversation()
    with trace.working() as work:
        queueing.send_by_person(line.business_id, conversation, TextContent(body="Ya está su pedido"))
    line.change("update outbound set next_at = now() - interval '1 minute'")
    eventually(line.sent, 90)
    way = {("send found by the sweep", ""), ("record", "outbound"), ("whatsapp send", "cloud")}
    eventually(lambda: stations(product, work.trace_id) >= way)


def test_a_buffer_keeps_the_trace_of_the_message_that_opened_it(product: Product) -> None:
    line, customer = product.line(quiet=110, most=110), product.customer()
    (first, opening), (_second, later) = header(), header()
    write(line, customer, "Hola", opening)
    eventually(lambda: line.rows("select 1 from buffers"))
    write(line, customer, "¿A qué hora abren?", later)
    eventually(lambda: len(line.messages()) == 2)
    (row,) = line.rows("select trace from buffers")
    assert row["trace"].split("-")[1] == first
    assert len(row["trace"]) <= 55


def test_a_draft_discarded_by_a_newer_message_leaves_the_buffer_with_that_ones_trace(product: Product) -> None:
    line, customer = product.line(), product.customer()
    (_first, opening), (second, newer) = header(), header()
    with line.held_answer():
        write(line, customer, "Hola", opening)
        line.thinking()
        write(line, customer, "¿A qué hora abren?", newer)
        eventually(lambda: len(line.messages()) == 2)
    line.settled(1)
    eventually(lambda: ("whatsapp send", "cloud") in stations(product, second))


def test_what_is_told_to_integrators_has_the_trace_of_its_message(product: Product) -> None:
    line, (trace_id, traceparent) = product.line(bot=False), header()
    write(line, product.customer(), "Hola", traceparent)
    rows = eventually(lambda: line.rows("select trace from webhook_messages where type = 'contact.created'"))
    assert [row["trace"].split("-")[1] for row in rows] == [trace_id]
