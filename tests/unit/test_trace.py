"""A chain of work: from a request's header over messages of queues to log lines."""

import json
import logging
import threading
from typing import Any

import pytest

from recado.kernel import trace
from recado.kernel.log import logger
from recado.kernel.settings import settings
from recado.kernel.spans import span
from recado.kernel.trace import Trace, parse
from recado.platform import queues
from recado.platform.queues import Outgoing
from recado.runtime.batch import Record, run_batch
from recado.runtime.handler import lambda_handler
from recado.runtime.host.events import sqs_event
from tests.rigs.sqs import event, record

CHAIN, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
HEADER = f"00-{CHAIN}-{SPAN}-01"
AMAZON = f"Root=1-{CHAIN[:8]}-{CHAIN[8:]};Parent={SPAN};Sampled=1"


def test_both_notations_name_the_same_piece_of_work() -> None:
    assert parse(HEADER) == parse(AMAZON) == Trace(CHAIN, SPAN, sampled=True)
    assert (Trace(CHAIN, SPAN, sampled=True).traceparent, Trace(CHAIN, SPAN, sampled=True).amazon) == (HEADER, AMAZON)


@pytest.mark.parametrize(
    "header",
    [
        "", "x", HEADER.upper(), HEADER[:-1], f"ff-{CHAIN}-{SPAN}-01", f"00-{'0' * 32}-{SPAN}-01",
        f"00-{CHAIN}-{'0' * 16}-01", HEADER + "\nx", "Root=1-1-2", "Root=" + "1" * 5000,
        f"Root=2-{CHAIN[:8]}-{CHAIN[8:]}",
    ],
)  # fmt: skip
def test_what_names_no_work_begins_a_chain_of_its_own(header: str) -> None:
    assert parse(header) is None
    with trace.working(header) as work:
        assert work.parent_id is None
        assert parse(work.traceparent) == Trace(work.trace_id, work.span_id)


def test_a_later_version_of_the_header_is_read_as_far_as_it_is_known() -> None:
    assert parse(f"01-{CHAIN}-{SPAN}-00-more") == Trace(CHAIN, SPAN)


def test_a_gateway_s_header_may_say_more_and_name_no_parent() -> None:
    work = parse(f"Self=1-12345678-{'a' * 24};Root=1-{CHAIN[:8]}-{CHAIN[8:]};Lineage=x:0")
    assert work is not None
    assert (work.trace_id, len(work.span_id), work.sampled) == (CHAIN, 16, False)


def test_work_belongs_to_the_chain_that_caused_it_and_ends_with_its_block() -> None:
    with trace.working(None, "nonsense", HEADER) as work:
        assert (work.trace_id, work.parent_id, trace.current()) == (CHAIN, SPAN, work)
        assert work.span_id != SPAN
        with trace.working() as other:
            assert other.trace_id != CHAIN
        assert trace.current() is work
    assert trace.current() is None


def sent(monkeypatch: pytest.MonkeyPatch, *messages: Outgoing) -> list[dict[str, Any]]:
    """What reaches SQS."""
    entries: list[dict[str, Any]] = []

    class Client:
        def send_message(self, **entry: Any) -> None:
            entries.append(entry)

        def send_message_batch(self, QueueUrl: str, Entries: list[dict[str, Any]]) -> dict[str, Any]:
            entries.extend(Entries)
            return {}

    monkeypatch.setattr(queues, "client", Client)
    queues.send(messages)
    return entries


def header_of(entry: dict[str, Any]) -> str:
    return str(entry["MessageAttributes"]["traceparent"]["StringValue"])


def test_messages_carry_the_chain_they_were_made_in(monkeypatch: pytest.MonkeyPatch) -> None:
    with trace.working(HEADER) as work:
        inside = Outgoing("https://sqs/1/q", {})
    (entry,) = sent(monkeypatch, inside)  # by whoever, whenever
    assert header_of(entry) == work.traceparent
    assert entry["MessageSystemAttributes"]["AWSTraceHeader"]["StringValue"] == work.amazon


def test_a_message_made_outside_of_any_work_begins_a_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = sent(monkeypatch, Outgoing("https://sqs/1/q", {"n": 1}), Outgoing("https://sqs/1/q", {"n": 2}))
    assert header_of(first)[3:35] != header_of(second)[3:35]


def test_equal_messages_are_equal_in_whatever_chain() -> None:
    with trace.working():
        inside = Outgoing("https://sqs/1/q", {})
    assert inside == Outgoing("https://sqs/1/q", {})


def received(entry: dict[str, Any]) -> dict[str, Any]:
    """The message as the host hands it to a function."""
    attributes = {"ApproximateReceiveCount": "1", "SentTimestamp": "1700000000123"}
    message: Any = {"MessageId": "m", "ReceiptHandle": "r", "Body": entry["MessageBody"], "Attributes": attributes}
    message["MessageAttributes"] = entry["MessageAttributes"]
    raw: dict[str, Any] = sqs_event([message], "arn:aws:sqs:us-east-1:0:q")["Records"][0]
    return raw


def test_each_record_is_worked_on_in_its_own_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    with trace.working(HEADER):
        entries = sent(monkeypatch, Outgoing("https://sqs/1/q", {"n": 1}), Outgoing("https://sqs/1/q", {"n": 2}))
    entries += sent(monkeypatch, Outgoing("https://sqs/1/q", {"n": 3}))
    seen: dict[int, tuple[str, str | None]] = {}

    def handle(message: Record) -> None:
        work = trace.current()
        assert work is not None
        seen[message.body["n"]] = (work.trace_id, message.trace)

    run_batch(event(*map(received, entries)), handle, concurrency=3, defer=lambda *_: None)
    assert (seen[1], seen[2]) == ((CHAIN, header_of(entries[0])), (CHAIN, header_of(entries[1])))
    assert seen[3][0] == header_of(entries[2])[3:35] != CHAIN


def test_a_record_that_only_aws_has_marked_belongs_to_that_chain() -> None:
    seen: list[trace.Trace | None] = []
    raw = record({"n": 1})
    raw["attributes"]["AWSTraceHeader"] = AMAZON
    run_batch(event(raw), lambda _record: seen.append(trace.current()), defer=lambda *_: None)
    assert seen[0] is not None
    assert (seen[0].trace_id, seen[0].parent_id) == (CHAIN, SPAN)


def test_log_lines_say_to_which_chain_they_belong(capsys: pytest.CaptureFixture[str]) -> None:
    log = logger("test-trace")
    stream = next(handler for handler in log.handlers if isinstance(handler, logging.StreamHandler))
    lines: list[str] = []
    stream.setStream(type("Lines", (), {"write": lambda _, text: lines.append(text), "flush": lambda _: None})())
    with trace.working(HEADER) as work:
        log.info("inside")
        other = threading.Thread(target=lambda: log.info("another thread"))
        other.start()
        other.join()
    log.info("outside")
    inside, thread, outside = (json.loads(line) for line in "".join(lines).splitlines())
    assert (inside["trace_id"], inside["span_id"]) == (CHAIN, work.span_id)
    assert "trace_id" not in thread
    assert "trace_id" not in outside


def test_a_request_is_worked_on_in_the_chain_of_its_header() -> None:
    from chalice.app import Chalice

    app = Chalice(app_name="t")

    @app.route("/")
    def chain() -> dict[str, str]:
        work = trace.current()
        return {"chain": work.trace_id if work else ""}

    handler = lambda_handler(app)
    for headers, expected in (({"traceparent": HEADER}, CHAIN), ({"x-amzn-trace-id": AMAZON}, CHAIN), ({}, None)):
        http = {"method": "GET", "path": "/", "sourceIp": "", "userAgent": ""}
        request = {"rawPath": "/", "headers": headers, "requestContext": {"http": http, "stage": "$default"}}
        answer = json.loads(handler(request, None)["body"])["chain"]
        assert answer == expected or (expected is None and len(answer) == 32 and answer != CHAIN)


def test_a_span_is_one_line_with_its_place_in_the_trace(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO), span(logger("spans"), "outer", HEADER, conversation_id="c"):
        outer = trace.current()
        with span(logger("spans"), "inner") as facts:
            facts["status"] = 200
    inner_line, outer_line = (vars(record) for record in caplog.records[-2:])
    assert outer is not None
    assert (outer_line["span"], outer_line["trace_id"], outer_line["parent_id"]) == ("outer", CHAIN, SPAN)
    assert (inner_line["span"], inner_line["trace_id"], inner_line["parent_id"]) == ("inner", CHAIN, outer.span_id)
    assert (inner_line["status"], inner_line["outcome"], outer_line["conversation_id"]) == (200, "ok", "c")


def test_spans_outside_the_sample_are_left_out_unless_they_failed(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("TRACE_SAMPLE", "0.25")  # CHAIN begins with 4b: 0.29 of the whole
    settings.cache_clear()
    try:
        with caplog.at_level(logging.INFO):
            with span(logger("spans"), "quiet", HEADER):
                pass
            with pytest.raises(KeyError), span(logger("spans"), "loud", HEADER):
                raise KeyError("x")
            with span(logger("spans"), "kept", f"00-3{CHAIN[1:]}-{SPAN}-01"):
                pass
    finally:
        settings.cache_clear()
    lines = [vars(record) for record in caplog.records if "span" in vars(record)]
    assert [(line["span"], line["outcome"]) for line in lines] == [("loud", "KeyError"), ("kept", "ok")]
