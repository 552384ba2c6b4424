"""AWS clients: the door to boto3. One client a service and process, made at first use, never before a fork."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

from recado.platform.regions import region

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

# A long poll lasts up to 20 seconds; one that takes longer is a dead connection.
_RECEIVE = Config(
    connect_timeout=3,
    read_timeout=30,  # a long poll lasts up to 20
    tcp_keepalive=True,
    parameter_validation=False,  # a millisecond a call; mypy checks them
    retries={"mode": "standard", "total_max_attempts": 2},
)


@cache
def sqs_receiver() -> SQSClient:
    """Returns the client queue consumers poll with. AWS_ENDPOINT_URL and AWS_REGION are honoured, as boto3 does."""
    return boto3.client("sqs", region_name=region(), config=_RECEIVE)


@cache
def sqs_prober() -> SQSClient:
    """Returns the client readiness is checked with: gives up within two seconds."""
    config = Config(connect_timeout=1, read_timeout=2, retries={"mode": "standard", "total_max_attempts": 1})
    return boto3.client("sqs", region_name=region(), config=config)


def queue_url(name: str) -> str:
    """Returns the URL of the queue of that name, asked of SQS by a client of its own: a fork must inherit none."""
    config = Config(retries={"mode": "standard", "total_max_attempts": 10})
    return boto3.client("sqs", region_name=region(), config=config).get_queue_url(QueueName=name)["QueueUrl"]


def warm_up() -> None:
    """Reads what boto3 knows of SQS and of AWS into the default session, for forks to share. Connects nowhere."""
    boto3.setup_default_session()
    session = boto3.DEFAULT_SESSION
    if session is not None:
        loader = session._session.get_component("data_loader")
        for kind in ("service-2", "endpoint-rule-set-1"):
            loader.load_service_model("sqs", kind)
        for data in ("endpoints", "partitions", "sdk-default-configuration", "_retry"):
            loader.load_data(data)
