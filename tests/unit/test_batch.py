"""The batch runner: order within a group, partial failures, hand-back."""

import logging
import threading
from collections.abc import Callable

import pytest

from recado.kernel.errors import RetryLater
from recado.runtime.batch import Record, run_batch
from tests.rigs.sqs import event, record


class Deferred:
    """Notes what was given back."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, float]] = []

    def __call__(self, _arn: str, receipt: str, seconds: float) -> None:
        self.calls.append((receipt, seconds))


def ids(answer: dict[str, list[dict[str, str]]]) -> list[str]:
    return [item["itemIdentifier"] for item in answer["batchItemFailures"]]


def fail_on(*bad: int) -> tuple[Callable[[Record], None], list[int]]:
    handled: list[int] = []

    def handle(found: Record) -> None:
        if found.body["n"] in bad:
            raise ValueError("the customer's words")
        handled.append(found.body["n"])

    return handle, handled


def test_all_handled_reports_nothing() -> None:
    handle, handled = fail_on()
    assert run_batch(event(record({"n": 1}), record({"n": 2})), handle, defer=Deferred()) == {"batchItemFailures": []}
    assert handled == [1, 2]


def test_failure_on_a_standard_queue_spares_its_neighbours() -> None:
    handle, handled = fail_on(2)
    records = [record({"n": n}) for n in (1, 2, 3)]
    assert ids(run_batch(event(*records), handle, defer=Deferred())) == [records[1]["messageId"]]
    assert handled == [1, 3]


def test_failure_in_a_group_fails_the_rest_of_that_group_untouched() -> None:
    handle, handled = fail_on(2)
    records = [record({"n": n}, group=g) for n, g in ((1, "a"), (10, "b"), (2, "a"), (3, "a"), (11, "b"))]
    deferred = Deferred()
    assert ids(run_batch(event(*records), handle, defer=deferred)) == [records[2]["messageId"], records[3]["messageId"]]
    assert handled == [1, 10, 11]
    assert deferred.calls == [(records[2]["receiptHandle"], 2), (records[3]["receiptHandle"], 2)]


def test_backoff_grows_with_the_receive_count_up_to_five_minutes() -> None:
    handle, _ = fail_on(1)
    waits = []
    for count in (1, 3, 20):
        deferred = Deferred()
        run_batch(event(record({"n": 1}, receive_count=count)), handle, defer=deferred)
        waits.append(deferred.calls[0][1])
    assert waits == [2, 8, 300]


def test_retry_later_chooses_its_own_delay() -> None:
    def handle(_found: Record) -> None:
        raise RetryLater(7.2)

    deferred, raw = Deferred(), record({"n": 1})
    assert ids(run_batch(event(raw), handle, defer=deferred)) == [raw["messageId"]]
    assert deferred.calls == [(raw["receiptHandle"], 8)]


@pytest.mark.parametrize("body", ["not json", "[1]", '"text"'])
def test_body_that_is_no_json_object_fails_only_itself(body: str) -> None:
    handle, handled = fail_on()
    bad = record(body)
    assert ids(run_batch(event(bad, record({"n": 1})), handle, defer=Deferred())) == [bad["messageId"]]
    assert handled == [1]


def test_work_stops_before_lambda_would_kill_it() -> None:
    class Context:
        left = iter([9000, 4999])

        def get_remaining_time_in_millis(self) -> int:
            return next(self.left)

    handle, handled = fail_on()
    records = [record({"n": 1}), record({"n": 2})]
    answer = run_batch(event(*records, context=Context()), handle, defer=Deferred())
    assert (ids(answer), handled) == ([records[1]["messageId"]], [1])


def test_groups_run_side_by_side_when_asked() -> None:
    meeting = threading.Barrier(3, timeout=60)
    records = [record({"n": n}, group=g) for n, g in ((1, "a"), (2, "b"), (3, "c"))]
    answer = run_batch(event(*records), lambda _found: meeting.wait(), concurrency=3, defer=Deferred())
    assert answer == {"batchItemFailures": []}


def test_hand_back_that_fails_still_reports_the_record() -> None:
    def broken(*_: object) -> None:
        raise ConnectionError

    handle, _ = fail_on(1)
    raw = record({"n": 1})
    assert ids(run_batch(event(raw), handle, defer=broken)) == [raw["messageId"]]


def test_log_of_a_failure_has_ids_and_type_but_not_the_text(capsys: pytest.CaptureFixture[str]) -> None:
    handle, _ = fail_on(1)
    raw = record({"n": 1, "text": "my address"}, group="5511999999999")
    shown: list[str] = []
    logger = logging.getLogger("runtime")

    class Watcher(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            shown.append(logger.handlers[0].format(record))

    watcher = Watcher()
    logger.addHandler(watcher)
    try:
        run_batch(event(raw), handle, defer=Deferred())
    finally:
        logger.removeHandler(watcher)
    assert raw["messageId"] in shown[0]
    assert "ValueError" in shown[0]
    assert not any(text in shown[0] for text in ("customer's words", "my address", "5511999999999"))
