"""A person speaks at each point of a turn: from then on the agent is silent, until their pause ends."""

import contextlib
import threading
from collections.abc import Callable
from typing import Any
from urllib.request import Request, urlopen

import pytest

from infra.local.seed import post
from recado.messaging import conversation_store
from recado.platform.db import Database, database
from recado.sending import queueing
from recado.vendors.whatsapp.contents import TextContent
from tests.rigs.product import Line, Product
from tests.rigs.waiting import eventually

HOURS = "¿A qué hora abren?"
AFTER = (
    "select a.id from messages a join messages p on p.conversation_id = a.conversation_id and p.author = 'person' "
    "where a.author = 'agent' and a.status <> 'failed' and a.seq > p.seq"
)
WAITS_FOR_LOCK = "select from pg_stat_activity where wait_event_type = 'Lock' and query like '%%from conversations%%'"
Speaker = Callable[[Line, str], None]


def at_the_desk(line: Line, _customer: str) -> None:
    said = TextContent(body="Hola, soy Ana; yo te atiendo.")
    line.publish(queueing.send_by_person(line.business_id, line.conversation(), said))


def on_the_phone(line: Line, customer: str) -> None:
    """Typed on the owner's phone, which Meta tells us as an echo."""
    echo = line.text_node(line.number.display_phone, "Hola, soy Ana; yo te atiendo.") | {"to": customer}
    line.tell("raw", field="smb_message_echoes", value=line.value(message_echoes=[echo]))
    line.message(echo["id"])


SPEAKERS = pytest.mark.parametrize("speaks", [at_the_desk, on_the_phone], ids=["desk", "phone"])


@pytest.fixture
def line(product: Product) -> Line:
    return product.line(quiet=60, most=60)


def silent(line: Line, sent_before: int = 0) -> bool:
    """Whether the agent has said nothing since a person spoke, and nothing of it waits."""
    line.product.ingested()
    eventually(lambda: not line.rows("select from buffers") and not line.rows("select from outbound"))
    agents = line.rows("select from messages where author = 'agent' and status <> 'failed'")
    return line.rows(AFTER) == [] and len(agents) == sent_before


@SPEAKERS
def test_before_the_turn_is_read(line: Line, speaks: Speaker) -> None:
    customer = line.product.customer()
    line.message(line.say(customer, HOURS))
    speaks(line, customer)
    line.quiet()
    assert silent(line)
    assert line.asked() == []


@SPEAKERS
def test_while_the_model_thinks(line: Line, speaks: Speaker) -> None:
    customer = line.product.customer()
    with line.held_answer():
        line.message(line.say(customer, HOURS))
        line.quiet()
        line.thinking()
        speaks(line, customer)
    eventually(lambda: line.events("draft.stale"))
    assert silent(line)


@SPEAKERS
def test_while_the_model_writes_a_rejected_draft_anew(line: Line, speaks: Speaker) -> None:
    customer = line.product.customer()
    steps: list[dict[str, Any]] = [{"say": "La concha cuesta 21 pesos."}, {"say": "La concha cuesta 18 pesos."}]
    post(f"{line.product.model}/_sim/script", {"match": {"model": line.model}, "steps": steps})
    line.model_fault("hold")
    line.message(line.say(customer, "¿Cuánto cuesta una concha?"))
    line.quiet()
    line.thinking()
    line.model_fault("latency", ms=4000)  # the next call
    post(f"{line.product.model}/_sim/release", {"match": {"model": line.model}})
    eventually(lambda: len(line.asked()) == 2)
    speaks(line, customer)
    eventually(lambda: line.events("draft.stale"))
    assert silent(line)


def test_as_the_answer_is_about_to_be_booked(line: Line) -> None:
    """The booking waits for the lock that the person's answer holds: neither of them is ended as a deadlock."""
    customer, said = line.product.customer(), TextContent(body="Yo te atiendo.")
    locked, told, spoken = threading.Event(), threading.Event(), threading.Event()

    def speak() -> None:
        with Database(line.product.stack.environment["DATABASE_URL"]).tenant(line.business_id) as tx:
            queueing.queue(tx, line.business_id, conversation_id, queueing.Queued(said, "person"))
            locked.set()
            told.wait(30)
            queueing.person_spoke(tx, line.business_id, conversation_id)
            spoken.set()

    with line.held_answer():
        line.message(line.say(customer, HOURS))
        conversation_id = line.conversation()
        line.quiet()
        line.thinking()
        speaking = threading.Thread(target=speak)
        speaking.start()
        assert locked.wait(30)
    eventually(lambda: line.product.admin(WAITS_FOR_LOCK))
    told.set()
    speaking.join()
    assert spoken.is_set()
    eventually(lambda: line.events("draft.stale"))
    with database().tenant(line.business_id) as tx:
        job = queueing.wake_sender(tx, line.business_id, conversation_id)
    line.publish(job)
    assert silent(line)


@SPEAKERS
def test_while_the_answer_waits_to_be_sent(line: Line, speaks: Speaker) -> None:
    customer = line.product.customer()
    line.meta_fault("error", code=130429, status=429, times=50)
    line.message(line.say(customer, HOURS))
    line.quiet()
    eventually(lambda: line.rows("select from outbound where state = 'queued' and next_at > now()"))
    speaks(line, customer)
    assert line.rows("select from messages where author = 'agent' and status = 'queued'") == []
    with contextlib.closing(urlopen(Request(f"{line.product.meta}/_sim/faults", method="DELETE"))):
        line.change("update outbound set next_at = now()")
    assert silent(line)
    (row,) = line.rows("select status from messages where author = 'agent'")
    assert row["status"] == "failed"


def test_what_comes_while_an_answer_is_booked_stands_after_it(line: Line) -> None:
    """Else the conversation would show two answers in a row, the first of them to a question it does not know."""
    customer, answer = line.product.customer(), TextContent(body="Abrimos a las 7:00.")
    line.message(line.say(customer, HOURS))
    conversation_id = line.conversation()
    with database().tenant(line.business_id) as tx:
        conversation_store.lock(tx, conversation_id)
        late = line.say(customer, "¿Y los domingos?")
        eventually(lambda: line.product.admin(WAITS_FOR_LOCK))
        queueing.enqueue(tx, line.business_id, conversation_id, [answer], "agent", None)
    line.message(late)
    sides = line.rows("select direction from messages order by seq")
    assert [each["direction"] for each in sides] == ["in", "out", "in"]
