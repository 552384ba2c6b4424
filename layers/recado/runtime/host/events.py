"""Events as Lambda delivers them, made from what the host receives."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from recado.platform.regions import region

if TYPE_CHECKING:
    from mypy_boto3_sqs.type_defs import MessageTypeDef

_ACCOUNT = "000000000000"


def sqs_event(messages: "list[MessageTypeDef]", queue_arn: str) -> dict[str, Any]:
    """Returns the SQS event of a batch."""
    return {"Records": [_record(message, queue_arn) for message in messages]}


def _record(message: "MessageTypeDef", queue_arn: str) -> dict[str, Any]:
    record = {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": dict(message.get("Attributes", {})),
        "messageAttributes": {n: _attribute(v) for n, v in message.get("MessageAttributes", {}).items()},
        "md5OfBody": message.get("MD5OfBody", ""),
        "eventSource": "aws:sqs",
        "eventSourceARN": queue_arn,
        "awsRegion": region(),
    }
    if "MD5OfMessageAttributes" in message:
        record["md5OfMessageAttributes"] = message["MD5OfMessageAttributes"]
    return record


def _attribute(value: Any) -> dict[str, Any]:
    names = {"StringValue": "stringValue", "BinaryValue": "binaryValue", "DataType": "dataType"}
    return {
        "stringListValues": [],
        "binaryListValues": [],
        **{names[name]: item for name, item in value.items() if name in names},
    }


def schedule_event(rule: str, at: datetime) -> dict[str, Any]:
    """EventBridge's event of a scheduled rule."""
    return {
        "version": "0",
        "id": str(uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": _ACCOUNT,
        "time": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": region(),
        "resources": [f"arn:aws:events:{region()}:{_ACCOUNT}:rule/{rule}"],
        "detail": {},
    }
