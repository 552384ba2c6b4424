"""Reports over the API."""

from datetime import UTC, datetime, timedelta

from recado.reports import service
from tests.rigs.desk import desk, hired
from tests.rigs.product import Product
from tests.rigs.waiting import eventually


def days(before: int = 1) -> dict[str, str]:
    """From so many days ago to tomorrow, wherever the business is."""
    now = datetime.now(UTC)
    return {"first": str((now - timedelta(before)).date()), "last": str((now + timedelta(1)).date())}


def test_a_report_says_who_answered_how_fast_and_when(product: Product) -> None:
    at = desk(product)
    answered, unanswered = (at.heard(product.customer(), "¿hay pan?") for _ in range(2))
    at.reached(answered, at.send(answered, type="text", body="sí")["id"], "sent")
    assert at.person.call("POST", f"/v1/conversations/{answered}/close", {}).status == 200

    def counted() -> bool:
        """As the schedule does each minute; it may be at it now, and then this run does nothing."""
        service.fill_due()
        return bool(at.get("reports", **days())["total"]["received"] == 2)

    eventually(counted)
    report = at.get("reports", **days())
    total = report["total"]
    assert (total["received"], total["conversations"], total["people"], total["nobody"]) == (2, 2, 1, 1), unanswered
    assert total["first_response"]["count"] == total["first_response_people"]["count"] == 1
    assert total["resolution"]["count"] == 1
    assert total["first_response"]["p50"] < 120
    assert sum(day["figures"]["conversations"] for day in report["days"]) == 2
    assert len(report["days"]) == 3
    mine = next(each for each in report["members"] if each["member_id"] == str(at.user_id))
    assert (mine["figures"]["people"], mine["figures"]["sent"]) == (1, 1)
    assert [each["figures"]["received"] for each in report["numbers"]] == [2]
    assert sum(each["received"] for each in report["hours"]) == 2
    assert at.get("reports", **days(), member_id=str(at.user_id))["total"]["conversations"] == 1
    assert at.get("reports", **days(), instance_id=str(at.user_id))["total"]["received"] == 0
    today = at.get("reports/today")
    assert today["total"]["conversations"] == sum(hour["people"] + hour["nobody"] for hour in today["hours"]) == 2
    assert len(today["hours"]) == 24
    assert today["days"][-1]["figures"] == today["total"]


def test_a_report_is_for_who_leads_and_of_a_year_at_most(product: Product) -> None:
    at = desk(product)
    advisor = hired(product, at.line, "ADVISOR")
    assert advisor.person.call("GET", "/v1/reports/today").status == 403
    long = at.person.call("GET", "/v1/reports?first=2024-01-01&last=2025-06-01")
    assert (long.status, long.body["errors"][0]["field"]) == (400, "last")
    backwards = at.person.call("GET", "/v1/reports?first=2025-01-02&last=2025-01-01")
    assert backwards.status == 400
    for first, last in (("0001-01-01", "0001-01-02"), ("9999-12-30", "9999-12-31")):
        beyond = at.person.call("GET", f"/v1/reports?first={first}&last={last}")
        assert (beyond.status, beyond.body["errors"][0]["field"]) == (400, "first")
    empty = at.get("reports", first="2025-01-01", last="2025-12-31")
    assert (empty["total"]["conversations"], len(empty["days"])) == (0, 365)
