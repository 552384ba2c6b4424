"""Rules of statuses, answers and windows."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest

from recado.messaging.model import STATUS_RANK, deserves_answer, next_status, opens_window
from recado.vendors.whatsapp.model import Customer, Message

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def message(**changes: Any) -> Message:
    facts: dict[str, Any] = {
        "channel_id": "1", "vendor_id": "wamid.1", "customer": Customer(phone="52155"), "kind": "text", "sent_at": NOON,
    }  # fmt: skip
    return Message(**{**facts, **changes})


@pytest.mark.parametrize("told", list(permutations(["sent", "delivered", "read"])))
def test_whatever_the_order_of_statuses_the_highest_stays(told: tuple[str, ...]) -> None:
    status = "queued"
    for each in told:
        status = next_status(status, each)
    assert status == "read"


def test_failed_is_final() -> None:
    assert [next_status("failed", told) for told in ("sent", "delivered", "read", "played")] == ["failed"] * 4


def test_what_the_customer_has_received_cannot_fail_afterwards() -> None:
    assert next_status("delivered", "failed") == "delivered"
    assert next_status("sent", "failed") == "failed"


@pytest.mark.parametrize("current", [status for status in STATUS_RANK if status != "failed"])
def test_a_repeated_status_changes_nothing(current: str) -> None:
    assert next_status(current, current) == current


def test_a_customers_question_deserves_an_answer() -> None:
    assert deserves_answer(message(), NOON)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "reaction"}, {"kind": "system"}, {"kind": "unsupported"}, {"kind": "revoke"}, {"origin": "history"},
        {"origin": "phone"}, {"customer": Customer(group_id="g")}, {"sent_at": NOON - timedelta(hours=25)},
    ],
)  # fmt: skip
def test_what_is_not_a_question_of_today_is_only_stored(changes: dict[str, object]) -> None:
    assert not deserves_answer(message(**changes), NOON)


def test_only_what_the_customer_does_opens_the_window() -> None:
    assert opens_window(message())
    assert opens_window(message(kind="reaction"))
    assert not opens_window(message(kind="system"))
    assert not opens_window(message(origin="phone"))
