"""The order in which the agent reads a conversation."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from recado.messaging.model import StoredMessage, reading_order

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def message(seq: int, direction: str, seconds: float) -> StoredMessage:
    author = "customer" if direction == "in" else "agent"
    moment = NOON + timedelta(seconds=seconds)
    return StoredMessage(UUID(int=seq), seq, direction, author, "text", str(seq), {}, None, None, "sent", moment)


def read(*messages: StoredMessage) -> list[int]:
    return [each.seq for each in reading_order(messages)]


def test_a_reply_within_the_second_of_our_answer_stands_after_it() -> None:
    assert read(message(1, "in", 0), message(2, "out", 3.7), message(3, "in", 3)) == [1, 2, 3]


def test_a_message_that_was_delivered_late_is_still_to_be_answered() -> None:
    assert read(message(1, "in", 10), message(2, "out", 14), message(3, "in", 5)) == [1, 2, 3]


def test_a_customers_messages_stand_in_the_order_of_writing_not_of_arrival() -> None:
    assert read(message(1, "out", 0), message(2, "in", 9), message(3, "in", 8)) == [1, 3, 2]


def test_what_was_answered_long_ago_keeps_its_place() -> None:
    rows = [message(1, "in", 2), message(2, "in", 1), message(3, "out", 3), message(4, "in", 20), message(5, "out", 21)]
    assert read(*rows) == [2, 1, 3, 4, 5]
