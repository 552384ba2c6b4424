"""The queue `web-outbound`: each host hears of its own sessions, and gives back what is another's."""

import json
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from botocore.exceptions import BotoCoreError, ClientError

from recado.kernel.log import logger
from recado.platform import aws
from recado.runtime.failure import describe
from sessions_host.pipe import Json

if TYPE_CHECKING:
    from mypy_boto3_sqs.type_defs import MessageTypeDef

GIVEN_BACK_SECONDS = 1
MOST_RECEIVES = 6  # fewer than make a dead letter; the owner finds its rows anyway when it renews
log = logger("sessions_host")


class Tokens:
    """A thread that waits at the queue. `wake` is told each session of ours that has something to do, and the token."""

    def __init__(self, queue_url: str, ours: Callable[[], dict[UUID, int]], wake: Callable[[UUID, Json], None]) -> None:
        self._url, self._ours, self._wake = queue_url, ours, wake
        self._stopping = threading.Event()
        self.healthy = True

    def stop(self) -> None:
        self._stopping.set()

    def run(self) -> None:
        """Until stopped; a lost token costs a few seconds, never a message."""
        while not self._stopping.is_set():
            try:
                answer = aws.sqs_receiver().receive_message(
                    QueueUrl=self._url,
                    MaxNumberOfMessages=10,
                    WaitTimeSeconds=10,
                    VisibilityTimeout=10,
                    MessageSystemAttributeNames=["ApproximateReceiveCount"],
                )
                for message in answer.get("Messages", []):
                    self._take(message)
                self.healthy = True
            except (BotoCoreError, ClientError) as error:
                if self.healthy:
                    log.warning("queue of tokens away", extra=describe(error))
                self.healthy = False
                self._stopping.wait(2)

    def _take(self, message: "MessageTypeDef") -> None:
        receipt = message["ReceiptHandle"]
        token = _read(message["Body"])
        instance_id = token.get("instance_id")
        if instance_id in self._ours():
            self._wake(instance_id, token)
        elif instance_id and int(message["Attributes"]["ApproximateReceiveCount"]) < MOST_RECEIVES:
            aws.sqs_receiver().change_message_visibility(
                QueueUrl=self._url, ReceiptHandle=receipt, VisibilityTimeout=GIVEN_BACK_SECONDS
            )
            return
        aws.sqs_receiver().delete_message(QueueUrl=self._url, ReceiptHandle=receipt)


def _read(body: str) -> Json:
    """The token, its session's id as a UUID; empty when it is none."""
    try:
        token: Json = json.loads(body)
        return {**token, "instance_id": UUID(token["instance_id"])}
    except (ValueError, KeyError, TypeError):
        return {}
