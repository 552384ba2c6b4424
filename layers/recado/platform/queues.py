"""The door to the queues (SQS). A body too large for a message goes to the object store and its key is sent instead."""

import hashlib
import json
import math
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from recado.kernel.errors import Unavailable
from recado.kernel.ids import new_id
from recado.kernel.settings import settings
from recado.kernel.trace import new, parse, traceparent
from recado.platform import storage

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

BATCH_ENTRIES = 10
BATCH_BYTES = 256 * 1024  # SQS: the limit is on a whole batch as on a single message
BODY_BYTES = 200 * 1024
ATTRIBUTE_BYTES = 256  # at most, of the attributes we add; they count like the body
MAX_DELAY_SECONDS = 900
MAX_VISIBILITY_SECONDS = 43_200
CLAIM_CHECK = "claim_check"
TRACE = "traceparent"  # the attribute of a message
CONFIG = Config(
    connect_timeout=3,
    read_timeout=25,
    retries={"mode": "standard", "total_max_attempts": 3},
    parameter_validation=False,
    max_pool_connections=16,
)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message for a queue. group: FIFO queues only. delay: seconds, at most 900, standard queues only.

    trace: the chain of work it belongs to; of itself, that under way where it was made.
    """

    queue_url: str
    body: Mapping[str, Any]
    group: str | None = None
    dedupe: str | None = None
    delay: int = 0
    trace: str | None = field(default_factory=traceparent, compare=False)


@cache
def client() -> "SQSClient":
    """This process's SQS client, by botocore alone: importing boto3 around it costs a webhook a fifth of its start."""
    return cast("SQSClient", botocore.session.get_session().create_client("sqs", config=CONFIG))


def send(messages: Iterable[Outgoing]) -> None:
    """Puts messages on their queues, in the order given within each queue. Unavailable unless every one was taken."""
    by_queue: dict[str, list[dict[str, Any]]] = {}
    for message in messages:
        by_queue.setdefault(message.queue_url, []).append(_entry(message))
    try:
        for queue_url, entries in by_queue.items():
            for batch in _batches(entries):
                _send_batch(queue_url, batch)
    except (BotoCoreError, ClientError) as error:
        raise Unavailable("the queue did not take a message") from error


def open_body(body: dict[str, Any]) -> dict[str, Any]:
    """Returns the body itself, fetched from the object store when the message carries only its key."""
    key = body.get(CLAIM_CHECK)
    if not isinstance(key, str):
        return body
    opened: dict[str, Any] = json.loads(storage.get(settings().bucket_events, key))
    return opened


def defer(event_source_arn: str, receipt_handle: str, seconds: float) -> None:
    """Hides a received message for `seconds` before it is delivered again."""
    region, account, name = event_source_arn.split(":")[3:6]
    visible = min(max(math.ceil(seconds), 0), MAX_VISIBILITY_SECONDS)
    try:
        client().change_message_visibility(
            QueueUrl=_queue_url(name, account), ReceiptHandle=receipt_handle, VisibilityTimeout=visible
        )
    except (BotoCoreError, ClientError) as error:
        raise Unavailable(f"the queue in {region} did not hide a message") from error


@cache
def _queue_url(name: str, account: str) -> str:
    for variable, value in os.environ.items():
        if variable.startswith("QUEUE_") and value.endswith(f"/{name}"):
            return value
    return client().get_queue_url(QueueName=name, QueueOwnerAWSAccountId=account)["QueueUrl"]


def _entry(message: Outgoing) -> dict[str, Any]:
    body = json.dumps(message.body, separators=(",", ":"))
    digest = hashlib.sha256(body.encode()).hexdigest()
    if len(body) > BODY_BYTES:
        key = f"claims/{digest}.json"
        storage.put(settings().bucket_events, key, body.encode(), "application/json")
        body = json.dumps({CLAIM_CHECK: key})
    entry: dict[str, Any] = {"Id": new_id().hex, "MessageBody": body, **_traced(message.trace)}
    if message.group is not None:
        entry |= {"MessageGroupId": message.group, "MessageDeduplicationId": message.dedupe or digest}
    elif message.delay:
        entry["DelaySeconds"] = min(message.delay, MAX_DELAY_SECONDS)
    return entry


def _traced(header: str | None) -> dict[str, Any]:
    """Returns the attributes that carry the chain: ours, and the one by which X-Ray links sender and receiver."""
    work = (parse(header) if header else None) or new()
    return {
        "MessageAttributes": {TRACE: {"DataType": "String", "StringValue": work.traceparent}},
        "MessageSystemAttributes": {"AWSTraceHeader": {"DataType": "String", "StringValue": work.amazon}},
    }


def _batches(entries: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    size = 0
    for entry in entries:
        length = len(entry["MessageBody"]) + ATTRIBUTE_BYTES
        if batch and (len(batch) == BATCH_ENTRIES or size + length > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(entry)
        size += length
    if batch:
        yield batch


def _send_batch(queue_url: str, batch: list[dict[str, Any]]) -> None:
    if len(batch) == 1:
        single = {name: value for name, value in batch[0].items() if name != "Id"}
        client().send_message(QueueUrl=queue_url, **single)
        return
    answer = client().send_message_batch(QueueUrl=queue_url, Entries=batch)  # type: ignore[arg-type]
    if answer.get("Failed"):
        raise Unavailable("the queue refused part of a batch", refused=len(answer["Failed"]))
