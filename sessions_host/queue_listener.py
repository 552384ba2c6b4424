"""Listens to the queue `web-outbound`: each host takes what is for its own sessions, and gives back the rest."""

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


class QueueListener:
    """A thread that waits at the queue. `on_message` gets each of our sessions that has something to do, and the body.

    held: the sessions this host holds, with their epochs.
    """

    def __init__(
        self, queue_url: str, held: Callable[[], dict[UUID, int]], on_message: Callable[[UUID, Json], None]
    ) -> None:
        self._url, self._held, self._on_message = queue_url, held, on_message
        self._stopping = threading.Event()
        self.healthy = True

    def stop(self) -> None:
        self._stopping.set()

    def run(self) -> None:
        """Until stopped; a lost message costs a few seconds, never a customer's message."""
        while not self._stopping.is_set():
            try:
                response = aws.sqs_receiver().receive_message(
                    QueueUrl=self._url,
                    MaxNumberOfMessages=10,
                    WaitTimeSeconds=10,
                    VisibilityTimeout=10,
                    MessageSystemAttributeNames=["ApproximateReceiveCount"],
                )
                for message in response.get("Messages", []):
                    self._handle(message)
                self.healthy = True
            except (BotoCoreError, ClientError) as error:
                if self.healthy:
                    log.warning("the queue web-outbound is away", extra=describe(error))
                self.healthy = False
                self._stopping.wait(2)

    def _handle(self, message: "MessageTypeDef") -> None:
        receipt = message["ReceiptHandle"]
        body = _parse(message["Body"])
        instance_id = body.get("instance_id")
        if instance_id in self._held():
            self._on_message(instance_id, body)
        elif instance_id and int(message["Attributes"]["ApproximateReceiveCount"]) < MOST_RECEIVES:
            aws.sqs_receiver().change_message_visibility(
                QueueUrl=self._url, ReceiptHandle=receipt, VisibilityTimeout=GIVEN_BACK_SECONDS
            )
            return
        aws.sqs_receiver().delete_message(QueueUrl=self._url, ReceiptHandle=receipt)


def _parse(text: str) -> Json:
    """Returns the message's body, its session's id as a UUID; empty when it is no message for a session."""
    try:
        body: Json = json.loads(text)
        return {**body, "instance_id": UUID(body["instance_id"])}
    except (ValueError, KeyError, TypeError):
        return {}
