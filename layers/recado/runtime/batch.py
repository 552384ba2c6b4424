"""The batch runner: takes a batch of queue messages one by one, keeps each group's order, reports what failed.

The only place, with the host, where any exception is caught: one bad message must not fail its neighbours.
"""

import json
import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from chalice.app import SQSEvent

from recado.kernel.clock import from_unix
from recado.kernel.errors import RetryLater
from recado.kernel.log import logger
from recado.kernel.spans import span
from recado.runtime.failure import describe

BatchResponse = dict[str, list[dict[str, str]]]
Defer = Callable[[str, str, float], None]

STOP_MS = 5_000  # what must be left of the invocation to begin another record
BACKOFF_CAP_SECONDS = 300

log = logger("runtime")


@dataclass(frozen=True, slots=True)
class Record:
    """A queue message, parsed. `group` is None on standard queues; `receive_count` is 1 the first time.

    trace: the chain of work that it came with (kernel/trace.py), None when it came with none.
    """

    body: dict[str, Any]
    group: str | None
    sent_at: datetime
    receive_count: int
    message_id: str
    trace: str | None = None


def backoff(receive_count: int) -> float:
    """Seconds before a message that failed is tried again: 2, 4, 8, up to five minutes."""
    return min(2.0**receive_count, BACKOFF_CAP_SECONDS)


def run_batch(
    event: SQSEvent, handle: Callable[[Record], object], *, concurrency: int = 1, defer: Defer | None = None
) -> BatchResponse:
    """Gives each record to `handle`; answers Lambda's partial-batch response.

    Groups run one after the other, or up to `concurrency` of them in threads. After a failure the rest of that group
    is failed untouched. A failed record is given back for `RetryLater.seconds`, or for a back-off on anything else.
    """
    batch = _Batch(handle, event.context, defer or _defer_of(event.context))
    groups: dict[str, list[dict[str, Any]]] = {}
    for raw in event.to_dict()["Records"]:
        groups.setdefault(raw["attributes"].get("MessageGroupId") or raw["messageId"], []).append(raw)
    if concurrency > 1 and len(groups) > 1:
        failed = [raw for group in _pool(concurrency).map(batch.run_group, groups.values()) for raw in group]
    else:
        failed = [raw for group in groups.values() for raw in batch.run_group(group)]
    return {"batchItemFailures": [{"itemIdentifier": raw["messageId"]} for raw in failed]}


@cache
def _pool(threads: int) -> ThreadPoolExecutor:
    """Kept from one batch to the next: starting threads costs more than most records."""
    return ThreadPoolExecutor(threads, thread_name_prefix="record")


@dataclass(frozen=True, slots=True)
class _Batch:
    handle: Callable[[Record], object]
    context: Any
    defer: Defer

    def run_group(self, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Returns the group's records that failed: the first one that did, and all after it."""
        for done, raw in enumerate(records):
            retry_in = 1.0 if self._out_of_time() else self._run(raw)
            if retry_in is not None:
                failed = records[done:]
                for each in failed:  # all for as long, the first one first: they come back in order
                    self._give_back(each, retry_in)
                return failed
        return []

    def _run(self, raw: dict[str, Any]) -> float | None:
        """None when handled; otherwise the seconds to wait before trying again."""
        facts = {"message_id": raw["messageId"], "receive_count": int(raw["attributes"]["ApproximateReceiveCount"])}
        function = getattr(self.context, "function_name", "")
        with span(log, "record", *_trace_headers(raw), function=function, **facts) as ended:
            try:
                self.handle(parse(raw))
            except RetryLater as later:
                ended |= {"outcome": "deferred", "seconds": later.seconds}
                return later.seconds
            except Exception as error:  # noqa: BLE001
                ended["outcome"] = "failed"
                log.error("record failed", extra={**facts, **describe(error)})
                return backoff(facts["receive_count"])
            return None

    def _give_back(self, raw: dict[str, Any], seconds: float) -> None:
        """A failed hand-back only means the message waits out the queue's own visibility timeout."""
        try:
            self.defer(raw["eventSourceARN"], raw["receiptHandle"], math.ceil(seconds))
        except Exception as error:  # noqa: BLE001
            log.warning("record not given back early", extra={"message_id": raw["messageId"], **describe(error)})

    def _out_of_time(self) -> bool:
        remaining = getattr(self.context, "get_remaining_time_in_millis", None)
        return remaining is not None and remaining() < STOP_MS


def parse(raw: dict[str, Any]) -> Record:
    """Returns a record of Lambda's SQS event. ValueError when its body is not a JSON object."""
    body = json.loads(raw["body"])
    if not isinstance(body, dict):
        raise ValueError("the body is not a JSON object")
    attributes = raw["attributes"]
    return Record(
        body=body,
        group=attributes.get("MessageGroupId"),
        sent_at=from_unix(int(attributes["SentTimestamp"]) / 1000),
        receive_count=int(attributes["ApproximateReceiveCount"]),
        message_id=raw["messageId"],
        trace=next((header for header in _trace_headers(raw) if header), None),
    )


def _trace_headers(raw: dict[str, Any]) -> tuple[str | None, str | None]:
    """Where a message carries its chain: our attribute, else what AWS put there."""
    attribute = raw.get("messageAttributes", {}).get("traceparent", {})
    return attribute.get("stringValue"), raw["attributes"].get("AWSTraceHeader")


def _defer_of(context: Any) -> Defer:
    """The host keeps messages invisible while it works, so it must be the one to give them back; on Lambda we do it."""
    own: Defer | None = getattr(context, "defer", None)
    if own is not None:
        return own
    from recado.platform import queues  # noqa: PLC0415  only when a message is given back on Lambda is it needed

    return queues.defer
