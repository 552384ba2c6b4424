"""Builders of Lambda's SQS events, each record with an id of its own."""

import json
from typing import Any
from uuid import uuid4

from chalice.app import SQSEvent


def record(body: Any, *, group: str | None = None, receive_count: int = 1, queue: str = "t-inbound") -> dict[str, Any]:
    """One record; a str body goes as it is, anything else as JSON."""
    attributes = {"ApproximateReceiveCount": str(receive_count), "SentTimestamp": "1700000000123"}
    if group:
        attributes |= {"MessageGroupId": group, "MessageDeduplicationId": uuid4().hex, "SequenceNumber": "1"}
    return {
        "messageId": str(uuid4()),
        "receiptHandle": f"receipt-{uuid4()}",
        "body": body if isinstance(body, str) else json.dumps(body),
        "attributes": attributes,
        "messageAttributes": {},
        "md5OfBody": "",
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:us-east-1:000000000000:{queue}",
        "awsRegion": "us-east-1",
    }


def event(*records: dict[str, Any], context: Any = None) -> SQSEvent:
    """The event as Chalice hands it to a handler."""
    return SQSEvent({"Records": list(records)}, context)
