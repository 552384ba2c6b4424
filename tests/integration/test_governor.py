"""The send governor: no budget is ever exceeded, whoever sends, and what waits says why. Measured where Meta counts."""

import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from infra.local.seed import get, post
from recado.kernel.clock import now
from recado.kernel.errors import RetryLater
from recado.messaging.jobs import SendJob
from recado.platform.db import database
from recado.sending import cloud, governor, queueing
from recado.vendors.whatsapp.contents import Content, TemplateContent, TextContent
from tests.rigs import senders
from tests.rigs.product import Line, Product
from tests.rigs.sampling import full_only
from tests.rigs.waiting import eventually

PROCESSES = 8


def conversations(line: Line, count: int, *, window_hours: float = 20) -> list[UUID]:
    """As many customers who wrote so long before their window closes."""
    made = []
    until = now() + timedelta(hours=window_hours)
    with database().tenant(line.business_id) as tx:
        for _ in range(count):
            contact, conversation = uuid4(), uuid4()
            phone = f"52155{line.product.serial() % 10**8:08d}"
            tx.run("insert into contacts (id, business_id) values (%s, %s)", (contact, line.business_id))
            tx.run(
                "insert into contact_identities (business_id, kind, value, contact_id) values (%s, 'phone', %s, %s)",
                (line.business_id, phone, contact),
            )
            tx.run(
                "insert into conversations (id, business_id, instance_id, contact_id, window_expires_at) "
                "values (%s, %s, %s, %s, %s)",
                (conversation, line.business_id, line.instance_id, contact, until),
            )
            post(
                f"{line.product.meta}/_sim/windows",
                {"phone_number_id": line.number.phone_number_id, "from": phone, "hours_ago": 24 - window_hours},
            )
            made.append(conversation)
    return made


def queue(line: Line, conversation: UUID, *contents: Content) -> SendJob:
    with database().tenant(line.business_id) as tx:
        queueing.enqueue(tx, line.business_id, conversation, contents, "agent", None)
    return SendJob(business_id=line.business_id, conversation_id=conversation)


def arrivals(line: Line) -> list[float]:
    return sorted(float(row["received_at"]) for row in line.sent())


def most_in(times: list[float], seconds: float) -> int:
    """The most that arrived in any span of so many seconds."""
    most = first = 0
    for last, at in enumerate(times):
        while times[first] <= at - seconds:
            first += 1
        most = max(most, last - first + 1)
    return most


def refused(product: Product) -> Counter[str]:
    return Counter(get(f"{product.meta}/_sim/stats")["rejected_by_code"])


@pytest.fixture
def strict(product: Product) -> Iterator[None]:
    """Meta enforces its rates."""
    post(f"{product.meta}/_sim/config", {"throughput_limit": 80, "pair_limit": True})
    yield
    post(f"{product.meta}/_sim/config", {"throughput_limit": 0, "pair_limit": False})


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize(
    ("on_phone", "limit", "messages", "processes"),
    [pytest.param(False, 80, 320, PROCESSES, marks=full_only), (True, 20, 100, 4)],
)
def test_a_number_never_sends_more_in_any_second_than_it_may(
    product: Product, *, on_phone: bool, limit: int, messages: int, processes: int
) -> None:
    """Each process may be late with the one message it holds: so many fit between the governor's rate and the limit."""
    line = product.line(bot=False)
    line.change("update instances set on_phone = %s", (on_phone,))
    waiting = conversations(line, messages)
    for conversation in waiting:
        queue(line, conversation, TextContent(body="hola"))
    before = refused(product)
    senders.run(line.business_id, waiting, processes, 120)
    times = arrivals(line)
    assert len(times) == messages
    assert most_in(times, 1) <= limit
    assert refused(product) == before


@pytest.mark.usefixtures("strict")
def test_a_customer_never_gets_more_than_the_pair_rate_and_others_are_not_held_up(product: Product) -> None:
    line = product.line(bot=False)
    talkative, other = conversations(line, 2)
    queue(line, talkative, *(TextContent(body=str(n)) for n in range(60)))
    before, begun = refused(product), time.monotonic()
    senders.run(line.business_id, [talkative], PROCESSES, 14)
    times, passed = arrivals(line), time.monotonic() - begun
    assert governor.PAIR_BURST <= len(times) <= governor.PAIR_BURST + 1 + passed / governor.PAIR_GAP_SECONDS
    for span in (6, 60):
        assert most_in(times, span) <= 45 + span / 6
    assert refused(product) == before
    assert line.texts() == [str(n) for n in range(len(times))]
    asked = now()
    with pytest.raises(RetryLater):
        cloud.drain(SendJob(business_id=line.business_id, conversation_id=talkative))
    waits = waiting_of(line)
    assert {each.reason for each in waits} == {"pair_rate", "behind"}
    soonest = min(each.until for each in waits if each.until)
    assert asked < soonest <= now() + timedelta(seconds=7)
    cloud.drain(queue(line, other, TextContent(body="sin espera")))
    assert "sin espera" in line.texts()
    line.change("delete from outbound")  # nobody's tokens go round for the rest


def waiting_of(line: Line) -> list[Any]:
    with database().tenant(line.business_id) as tx:
        ids = tx.values("select message_id from outbound")
        return governor.waiting(tx, ids)


def test_no_more_new_customers_a_day_than_the_portfolio_may_write_to(product: Product) -> None:
    line = product.line(bot=False)
    line.change("update instances set messaging_limit = 'TIER_50'")
    closed = conversations(line, 70, window_hours=-1)
    inside = conversations(line, 5)
    hello = TemplateContent(name="hello_world", language="en_US")
    for conversation in [*closed, *inside]:
        queue(line, conversation, hello, hello)  # the second to the same customer is none more
    senders.run(line.business_id, [*closed, *inside], PROCESSES, 120)
    reached = Counter(row["to"] for row in line.sent())
    assert set(reached.values()) == {2}
    assert len(reached) == 50 + 5  # who is inside the window does not count
    waits = waiting_of(line)
    assert Counter(each.reason for each in waits) == {"daily_limit": 20, "behind": 20}
    assert all(now() + timedelta(hours=23.9) < each.until < now() + timedelta(hours=24.3) for each in waits)
    (late,) = line.rows(
        "select o.conversation_id from outbound o where wait_reason = 'daily_limit' order by o.seq limit 1"
    )
    line.change(  # the customer writes: answering is free
        "update conversations set window_expires_at = now() + interval '1 day' where id = %s",
        (late["conversation_id"],),
    )
    cloud.drain(SendJob(business_id=line.business_id, conversation_id=late["conversation_id"]))
    assert len(line.sent()) == 112
    line.change("update opened_quarters set quarter = quarter - 97")  # a day later
    line.change("update opened_customers set quarter = quarter - 97")
    senders.run(line.business_id, closed, 2, 120)
    assert len({row["to"] for row in line.sent()}) == 75


def test_a_refused_rate_pauses_and_slows_the_number_alone_and_says_so(product: Product) -> None:
    line, neighbour = product.line(bot=False), product.line(bot=False)
    first, second = conversations(line, 2)
    line.meta_fault("error", code=130429)
    with pytest.raises(RetryLater):
        cloud.drain(queue(line, first, TextContent(body="uno")))
    with pytest.raises(RetryLater):
        cloud.drain(queue(line, second, TextContent(body="dos")))
    assert line.sent() == []
    assert {(each.reason, each.until is not None) for each in waiting_of(line)} == {("graph_130429", True)}
    assert governor.words("graph_130429").es.startswith("WhatsApp pidió")
    (event,) = line.events("instance.paused")
    assert event["data"]["code"] == 130429
    (number,) = line.rows("select slow_rate, slowed_until > now() as slowed from instances")
    assert number == {"slow_rate": 32, "slowed": True}
    (far,) = conversations(neighbour, 1)
    cloud.drain(queue(neighbour, far, TextContent(body="sin espera")))
    assert neighbour.texts() == ["sin espera"]
    line.change("update instances set paused_until = now(), slow_rate = 4")
    line.change("update outbound set next_at = now()")
    more = conversations(line, 20)
    for conversation in more:
        queue(line, conversation, TextContent(body="tres"))
    senders.run(line.business_id, [first, second, *more], 2, 120)
    assert len(line.sent()) == 22
    assert most_in(arrivals(line), 1) <= 6  # 4 a second, and each process may be late with one


def test_an_account_over_its_requests_pauses_all_its_numbers(product: Product) -> None:
    line = product.line(bot=False)
    (conversation,) = conversations(line, 1)
    line.meta_fault("error", code=80007, regain_access_minutes=2)
    with pytest.raises(RetryLater) as later:
        cloud.drain(queue(line, conversation, TextContent(body="uno")))
    assert later.value.seconds == pytest.approx(120, abs=5)
    (row,) = line.rows("select pause_reason, paused_until - now() > interval '110 s' as paused from instances")
    assert row == {"pause_reason": "graph_80007", "paused": True}


def test_what_waits_for_the_day_is_sent_by_the_sweep_when_it_may(product: Product) -> None:
    line = product.line(bot=False)
    line.change("update instances set messaging_limit = 'TIER_50'")
    (conversation,) = conversations(line, 1, window_hours=-1)
    quarter = int(time.time() // 900)
    line.change("insert into opened_quarters values (%s, %s, 50)", (line.business_id, quarter))
    cloud.drain(queue(line, conversation, TemplateContent(name="hello_world", language="en_US")))
    assert line.sent() == []
    line.change("delete from opened_quarters")
    line.change("update outbound set next_at = now() - interval '1 minute'")
    eventually(line.sent, 90)


@pytest.mark.parametrize("how", ["error", "failed_status"])
def test_who_wants_no_marketing_is_opted_out(product: Product, how: str) -> None:
    line = product.line(bot=False)
    (conversation,) = conversations(line, 1)
    line.meta_fault(how, code=131050)
    cloud.drain(queue(line, conversation, TextContent(body="oferta")))
    eventually(lambda: line.rows("select id from contacts where opted_out_at is not null"))
    assert line.events("contact.opted_out")


def test_a_number_that_meta_slows_by_a_status_is_paused_as_well(product: Product) -> None:
    line = product.line(bot=False)
    (conversation,) = conversations(line, 1)
    line.meta_fault("failed_status", code=131048)
    cloud.drain(queue(line, conversation, TextContent(body="hola")))
    (number,) = eventually(lambda: line.rows("select pause_reason from instances where paused_until > now()"))
    assert number["pause_reason"] == "graph_131048"
    assert line.events("instance.paused")
