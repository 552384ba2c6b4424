"""What the agent of a business may cost in a day: near it V1 answers, at it people do, and owners are told once."""

import time

import pytest

from infra.local.seed import get
from recado.agent import caps, platform_cap
from tests.rigs.desk import hired
from tests.rigs.product import Line, Product
from tests.rigs.waiting import eventually

HOURS = "¿A qué hora abren?"
SPEND = (
    "insert into usage (id, business_id, feature, provider, model, input_tokens, cached_tokens, output_tokens, "
    "cost_micros, milliseconds) select gen_random_uuid(), id, 'agent_v1', 'openai', 'x', 1000000, 0, 0, %s, 1 "
    "from businesses"
)


@pytest.fixture
def line(product: Product) -> Line:
    line = product.line()
    line.change("update businesses set agent_daily_micros = 1000000, agent_version = 'v2'")
    return line


def test_at_the_cap_nobody_is_answered_and_people_are_rung_for(line: Line) -> None:
    line.change(SPEND, (1_000_000,))
    line.message(line.say(line.product.customer(), HOURS))
    eventually(lambda: line.rows("select from agent_turns where state = 'silent' and reason = 'cost_business'"))
    line.settled(0)
    assert line.asked() == []
    assert len(line.events("agent.cap_reached")) == 1
    line.message(line.say(line.product.customer(), HOURS))
    eventually(lambda: len(line.rows("select from agent_turns where state = 'silent'")) == 2)
    assert len(line.events("agent.cap_reached")) == 1
    line.change("update businesses set agent_daily_micros = 5000000")
    line.say(line.product.customer(), HOURS)
    line.settled(1)


def test_near_the_cap_v1_answers(line: Line) -> None:
    line.change(SPEND, (800_000,))
    line.say(line.product.customer(), "Mi pedido llegó tarde, qué mal servicio")
    line.settled(1)
    assert line.rows("select version from agent_turns") == [{"version": "v1"}]


def test_a_call_whose_price_nobody_knows_counts_as_the_dearest(line: Line) -> None:
    line.change(SPEND, (None,))
    line.message(line.say(line.product.customer(), HOURS))
    eventually(lambda: line.rows("select from agent_turns where state = 'silent'"))
    assert line.asked() == []


def test_what_was_spent_yesterday_is_spent(line: Line) -> None:
    line.change(SPEND, (5_000_000,))
    line.change("update usage set created_at = now() - interval '25 hours'")
    line.say(line.product.customer(), HOURS)
    line.settled(1)


def test_owners_are_told_once(line: Line) -> None:
    desk = hired(line.product, line, role="OWNER")
    line.product.admin("update users set email_verified_at = now() where id = %s", (desk.user_id,))
    line.change(SPEND, (1_000_000,))
    line.message(line.say(line.product.customer(), HOURS))
    eventually(lambda: line.rows("select from businesses where agent_capped_told_at is not null"))
    caps.tell_owners()
    line.product.mails_settled()
    (address,) = line.product.admin("select email from users where id = %s", (desk.user_id,))
    mails = get(f"{line.product.stack.simulator('mail')}/_sim/mails?to={address['email']}")["mails"]
    assert len([mail for mail in mails if "tope" in mail["subject"] or "cap" in mail["subject"]]) == 1


def test_a_cap_is_set_and_taken_away_over_the_api_and_none_is_too_small_to_answer_once(line: Line) -> None:
    desk = hired(line.product, line)
    for given, status, kept in ((5, 400, 1_000_000), (2_500_000, 200, 2_500_000), (0, 200, None)):
        said = desk.person.call("PATCH", "/v1/business", {"agent_daily_micros": given})
        assert said.status == status, said.body
        assert desk.get("business")["agent_daily_micros"] == kept


def test_past_the_cap_of_the_platform_answers_wait_and_are_given_later(line: Line) -> None:
    line.change("update businesses set agent_daily_micros = null")
    line.change(SPEND, (20_000,))
    try:
        line.product.admin("update platform_settings set hourly_micros = 10000")
        time.sleep(platform_cap.KEPT_SECONDS)  # time itself: so long the function holds to what it saw
        line.message(line.say(line.product.customer(), HOURS))
        eventually(lambda: line.rows("select from buffers where state = 'open' and reason = 'cost_platform'"))
        assert line.asked() == []
        assert len(line.product.admin("select from events where type = 'platform.cap_reached'")) == 1
    finally:
        line.product.admin("update platform_settings set hourly_micros = null")
    time.sleep(platform_cap.KEPT_SECONDS)
    line.change("update buffers set due_at = now()")
    line.settled(1)
