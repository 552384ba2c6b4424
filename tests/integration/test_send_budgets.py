"""What the list of numbers shows beside each: how its session stands, and what it may still send."""

from datetime import datetime, timedelta
from uuid import uuid4

from recado.kernel.clock import now
from recado.platform.db import database
from tests.rigs.desk import Desk, desk, hired
from tests.rigs.people import Json
from tests.rigs.product import Product
from tests.rigs.web_line import WebLine, web_line


def number(at: Desk, instance_id: object) -> Json:
    """The number in the list, which is the same as the number alone."""
    items: list[Json] = at.get("instances")["items"]
    (listed,) = [each for each in items if each["id"] == str(instance_id)]
    assert at.get(f"instances/{instance_id}") == listed
    return listed


def test_a_cloud_number_shows_its_rate_and_how_many_customers_may_still_be_written_to_first(product: Product) -> None:
    at = desk(product)
    assert number(at, at.line.instance_id)["budget"] == {
        "messages_per_second": 64.0, "slowed_until": None, "paused_until": None, "pause_reason": None,
        "new_customers": None, "warm_up": None,
    }  # fmt: skip
    at.line.change("update instances set messaging_limit = 'TIER_250', throughput = 'HIGH'")
    quarter = int(now().timestamp() // 900)
    for age, customers in ((0, 4), (90, 6), (200, 50)):  # the last is of two days ago
        at.line.change(
            "insert into opened_quarters (business_id, quarter, customers) values (%s, %s, %s)",
            (at.line.business_id, quarter - age, customers),
        )
    budget = number(at, at.line.instance_id)["budget"]
    assert budget["messages_per_second"] == 800.0
    assert budget["new_customers"] == {"limit": 250, "used": 10, "left": 240, "next_at": None}


def test_where_the_day_is_used_up_it_says_the_moment_until_which_the_governor_waits(product: Product) -> None:
    at = desk(product)
    at.line.change("update instances set messaging_limit = 'TIER_50'")
    quarter = int(now().timestamp() // 900)
    statement = "insert into opened_quarters (business_id, quarter, customers) values (%s, %s, 60)"
    at.line.change(statement, (at.line.business_id, quarter - 40))
    shown = number(at, at.line.instance_id)["budget"]["new_customers"]
    assert (shown["limit"], shown["used"], shown["left"]) == (50, 60, 0)
    with database().tenant(at.line.business_id) as tx:
        until = tx.value("select open_customer(%s, %s, 50)", (at.line.business_id, uuid4()))
    assert datetime.fromisoformat(shown["next_at"]) == until


def test_a_number_that_whatsapp_paused_says_why_and_until_when(product: Product) -> None:
    at = desk(product)
    until = now() + timedelta(hours=1)
    at.line.change(
        "update instances set paused_until = %(at)s, pause_reason = 'graph_131048', slowed_until = %(at)s, "
        "slow_rate = 2",
        {"at": until},
    )
    budget = number(at, at.line.instance_id)["budget"]
    assert datetime.fromisoformat(budget["paused_until"]) == until
    assert set(budget["pause_reason"]) == {"es", "en"}
    assert budget["messages_per_second"] == 2.0
    at.line.change("update instances set paused_until = now(), slowed_until = now()")
    budget = number(at, at.line.instance_id)["budget"]
    assert (budget["paused_until"], budget["pause_reason"], budget["messages_per_second"]) == (None, None, 64.0)


def test_a_web_number_shows_its_session_and_the_days_of_its_warm_up_also_to_advisors(product: Product) -> None:
    web: WebLine = web_line(product)
    at = web.desk
    new = number(at, web.instance_id)
    assert (new["session"]["state"], new["session"]["scan_until"]) == ("new", None)
    assert new["budget"]["warm_up"] == {
        "day": 1, "days": 7, "messages": {"limit": 30, "used": 0, "left": 30, "next_at": None}, "tomorrow": 45,
    }  # fmt: skip
    until = now() + timedelta(minutes=1)
    web.write(state="pairing", qr_until=until, qr_sealed=web.sealed("qr", "2@secret"))
    assert datetime.fromisoformat(number(at, web.instance_id)["session"]["scan_until"]) == until
    assert "2@secret" not in str(at.get("instances")), "what links a number is in its session alone"
    web.write(state="online", qr_until=None, jid="5215500000001:7@s.whatsapp.net")
    web.write(first_online_at=now() - timedelta(days=2.5), sends_paused_until=now() + timedelta(hours=6))
    conversation = at.conversation(_customer(web))
    for status_at in (now(), now() - timedelta(hours=30)):
        _sent(web, conversation, status_at)
    shown = number(at, web.instance_id)
    assert (shown["session"]["state"], shown["session"]["phone"]) == ("online", "+525500000001")
    assert shown["budget"]["warm_up"] == {
        "day": 3, "days": 7, "messages": {"limit": 67, "used": 1, "left": 66, "next_at": None}, "tomorrow": 101,
    }  # fmt: skip
    assert shown["budget"]["pause_reason"]["en"]
    advisor = hired(product, at.line, "ADVISOR")
    assert [each["session"] for each in advisor.get("instances")["items"] if each["session"]] == [shown["session"]]
    assert number(advisor, web.instance_id)["budget"] == shown["budget"]
    web.write(first_online_at=now() - timedelta(days=8), sends_paused_until=None)
    assert number(at, web.instance_id)["budget"]["warm_up"] is None
    assert number(at, at.line.instance_id)["session"] is None


def _customer(web: WebLine) -> str:
    phone = web.product.customer()
    web.said("hola", phone=phone)
    return phone


def _sent(web: WebLine, conversation: str, status_at: datetime) -> None:
    web.product.admin(
        "insert into messages (id, business_id, conversation_id, instance_id, direction, author, kind, text, "
        "vendor_id, status, status_at, sent_at) "
        "values (%s, %s, %s, %s, 'out', 'agent', 'text', 'hola', %s, 'sent', %s, %s)",
        (uuid4(), web.desk.line.business_id, conversation, web.instance_id, uuid4().hex, status_at, status_at),
    )
