"""When the model does not simply answer: shut down, unpaid, refusing, cut. Paid failures are not repeated for ever."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from recado.activity import service as activity
from recado.activity.model import Usage
from recado.agent import models
from recado.platform.db import database
from tests.rigs.product import Line, Product
from tests.rigs.waiting import eventually

HOURS = "¿A qué hora abren?"
ANSWERED_HOURS = "7:00 a 20:00"
LAST_DAY = date(2026, 12, 10)


def usage(line: Line) -> list[dict[str, Any]]:
    return line.rows("select * from usage order by created_at, id")


@pytest.mark.parametrize("fault", [{"status": 429, "code": "insufficient_quota"}, {"status": 401}])
def test_without_credit_or_key_nothing_is_given_up_and_the_super_admin_is_told_once(
    product: Product, fault: dict[str, Any]
) -> None:
    product.admin("delete from events where type = 'model.unpaid'")
    line, customers = product.line(), [product.customer(), product.customer()]
    line.model_fault("error", times=1000, **fault)
    for customer in customers:
        line.say(customer, HOURS)
    due_in = (
        "select attempts, state, due_at - now() as due_in from buffers where reason like 'http_%%' and state = 'open'"
    )
    waiting = eventually(lambda: rows if len(rows := line.rows(due_in)) == 2 else None)
    assert {(row["attempts"], row["state"]) for row in waiting} == {(0, "open")}
    assert all(timedelta(seconds=200) < row["due_in"] <= timedelta(seconds=300) for row in waiting)
    events = product.admin("select severity, business_id from events where type = 'model.unpaid'")
    assert [(row["severity"], row["business_id"]) for row in events] == [("critical", None)]
    product.restore_model()
    line.quiet()
    line.settled(2)
    assert line.texts()[0].count(ANSWERED_HOURS) == 1


def passed_on(line: Line) -> str:
    """Why the conversation was given to people; the customer is told so."""
    (sent,) = line.settled(1)
    assert sent["body"]["text"]["body"].startswith("Te paso con una persona")
    assert [row["reason"] for row in line.rows("select reason from handovers")] == ["failed"]
    (event,) = line.events("answer.failed")
    return str(event["data"]["reason"])


@pytest.mark.parametrize("outcome", ["refuse", "filtered"])
def test_a_refusal_is_paid_once_and_leaves_the_customer_to_people(product: Product, outcome: str) -> None:
    line = product.line()
    line.model_fault(outcome, times=1000)
    line.say(product.customer(), HOURS)
    assert passed_on(line).startswith("model_refused: ")
    assert len(line.asked()) == len(usage(line)) == 1


def test_a_cut_answer_is_asked_for_once_more_with_twice_the_tokens_and_less_reasoning(product: Product) -> None:
    line = product.line()
    line.model_fault("cut", times=1)
    line.say(product.customer(), HOURS)
    line.settled(1)
    assert ANSWERED_HOURS in line.texts()[0]
    first, second = (call["body"] for call in line.asked())
    assert second["max_output_tokens"] == 2 * first["max_output_tokens"]
    assert (first["reasoning"]["effort"], second["reasoning"]["effort"]) == ("low", "none")
    assert len(usage(line)) == 2, "the answer that was cut has been paid for too"


@pytest.mark.parametrize("outcome", ["cut", "empty"])
def test_an_answer_cut_twice_leaves_the_customer_to_people(product: Product, outcome: str) -> None:
    line = product.line()
    line.model_fault(outcome, times=1000)
    line.say(product.customer(), HOURS)
    assert passed_on(line).startswith("model_cut: ")
    assert len(line.asked()) == len(usage(line)) == 2


def test_a_model_the_vendor_no_longer_has_is_answered_for_by_another(product: Product) -> None:
    line, customer = product.line(), product.customer()
    line.model_fault("error", status=404, code="model_not_found", times=1000)
    line.say(customer, HOURS)
    line.settled(1)
    line.say(customer, HOURS)
    line.settled(2)
    assert ANSWERED_HOURS in line.texts()[0]
    assert {row["model"] for row in usage(line)} == {"gpt-6-luna"}
    (event,) = line.events("model.replaced")
    assert event["data"] == {"model": line.model, "successor": "gpt-6-luna", "reason": "not_found"}


def test_a_model_whose_day_has_passed_is_not_even_asked(product: Product) -> None:
    line = product.line()
    line.change("update businesses set agent_model = 'o4-mini'")
    line.say(product.customer(), HOURS)
    line.settled(1)
    assert ANSWERED_HOURS in line.texts()[0]
    (row,) = usage(line)
    assert row["model"] == "gpt-6-luna"
    assert row["cost_micros"] > 0
    (event,) = line.events("model.replaced")
    assert event["data"]["reason"] == "retired"


@pytest.mark.parametrize(
    ("configured", "today", "answers"),
    [
        ("gpt-5-mini", LAST_DAY, "gpt-5-mini"),
        ("gpt-5-mini", LAST_DAY + timedelta(days=1), "gpt-6-luna"),
        ("gpt-5-mini-2026-08-07", date(2027, 1, 1), "gpt-6-luna"),
        ("gpt-5-mini-7", date(2027, 1, 1), "gpt-5-mini-7"),
        ("gpt-5", date(2027, 1, 1), "gpt-6.1-sol"),
        ("gpt-4o", date(2027, 1, 13), "gpt-4o"),
        ("gpt-4o-2024-08-06", date(2027, 1, 14), "gpt-6-luna"),
        ("llama3.3", date(2027, 1, 1), "llama3.3"),
    ],
)
def test_the_catalogue_says_who_answers_on_a_day(product: Product, configured: str, today: date, answers: str) -> None:
    with database().tenant(product.line().business_id) as tx:
        assert models.choose(tx, configured, today).model == answers


def test_successors_that_lead_round_in_a_circle_end(product: Product) -> None:
    one, other = f"sim-{uuid4().hex}", f"sim-{uuid4().hex}"
    product.admin(
        "insert into model_catalog (model, api, tools, vision, retires_at, successor) values "
        "(%(one)s, 'chat', true, false, '2026-01-01', %(other)s), "
        "(%(other)s, 'chat', true, false, '2026-01-01', %(one)s)",
        {"one": one, "other": other},
    )
    with database().tenant(product.line().business_id) as tx:
        assert models.choose(tx, one, LAST_DAY).model in (one, other)


def test_every_retiring_model_of_the_catalogue_has_a_successor_that_outlives_it(product: Product) -> None:
    dying = product.admin(
        "select c.model from model_catalog c left join model_catalog s on s.model = c.successor "
        "where c.retires_at is not null and c.model not like 'sim-%%' "
        "and (s.model is null or s.retires_at <= c.retires_at)"
    )
    assert dying == []
    (platform,) = product.admin("select agent_model, agent_effort from platform_settings")
    assert platform == {"agent_model": "gpt-6-luna", "agent_effort": "low"}


def test_the_cost_counts_what_is_read_from_and_written_to_the_prompt_cache_at_their_own_prices(
    product: Product,
) -> None:
    line = product.line()
    line.say(product.customer(), HOURS)
    line.settled(1)
    spent = Usage(line.conversation(), "test", "openai", "gpt-6-luna", 2000, 500, 1000, 100, 40, 1)
    with database().tenant(line.business_id) as tx:
        activity.count_usage(tx, line.business_id, spent)
    (row,) = line.rows("select * from usage where feature = 'test'")
    # 500 fresh at 0.10 + 500 read at 0.01 + 1000 written at 0.125 + 100 out at 0.50, dollars for a million
    assert row["cost_micros"] == 50 + 5 + 125 + 50
    assert (row["cache_write_tokens"], row["reasoning_tokens"]) == (1000, 40)


def test_the_cost_of_a_model_without_known_prices_is_unknown_and_not_nothing(product: Product) -> None:
    line = product.line()
    line.say(product.customer(), HOURS)
    line.settled(1)
    conversation = line.conversation()
    with database().tenant(line.business_id) as tx:
        for model in ("gpt-6.1-sol", "llama3.3"):
            spent = Usage(conversation, "test", "openai", model, 2000, 0, 0, 100, 0, 1)
            activity.count_usage(tx, line.business_id, spent)
    rows = line.rows("select cost_micros from usage where feature = 'test'")
    assert [row["cost_micros"] for row in rows] == [None, None]
