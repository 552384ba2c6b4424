"""A queue consumer: receives a batch, hands it to the function as Lambda would, settles each message."""

import signal
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from recado.kernel.log import logger
from recado.platform import aws
from recado.platform.regions import region
from recado.runtime.batch import backoff
from recado.runtime.failure import describe
from recado.runtime.host import load_function
from recado.runtime.host.child_status import ChildStatus
from recado.runtime.host.context import Context
from recado.runtime.host.events import sqs_event
from recado.runtime.host.heartbeat import Heartbeat
from recado.runtime.host.process import Stop
from recado.runtime.host.settings import host_settings
from recado.runtime.host.template import Function, Source

if TYPE_CHECKING:
    from mypy_boto3_sqs.type_defs import MessageTypeDef

# When messages come one on the heels of the other, a short pause gathers several for one receive and one delete.
# A message that comes after a quiet moment is never made to wait.
BUSY_SECONDS = 0.05
LINGER_SECONDS = 0.02
log = logger("host")


def consume(function: Function, source: Source, status: ChildStatus) -> None:
    """Runs until SIGTERM, then ends after the batch in hand."""
    Consumer(function, source, status).run()


class Consumer:
    """One process's loop over one queue."""

    def __init__(self, function: Function, source: Source, status: ChildStatus) -> None:
        self._stopping = self._waiting = False
        signal.signal(signal.SIGTERM, self._on_term)
        self._function, self._source, self._status = function, source, status
        self._visibility = host_settings().visibility_seconds
        self._wait = host_settings().wait_seconds
        self._waiting = True
        self._handler = load_function.load(function)
        self._url = load_function.queue_url(source.queue_name)
        self._waiting = False
        self._arn = queue_arn(self._url)
        self._sqs = aws.sqs_receiver()
        self._heartbeat = Heartbeat(self._visibility, self._extend)

    def run(self) -> None:
        """Receives and handles until told to stop."""
        errors, busy = 0, False
        while not self._stopping:
            try:
                if busy:
                    time.sleep(LINGER_SECONDS)
                self._status.polled()
                begun = time.monotonic()
                messages = self._receive()
                busy = 0 < len(messages) < self._source.batch_size and time.monotonic() - begun < BUSY_SECONDS
                errors = 0
                if messages:
                    self._handle(messages)
            except Exception as error:  # noqa: BLE001  SQS out of reach: wait and carry on
                if errors == 0:
                    log.warning("queue out of reach", extra={"queue": self._source.queue_name, **describe(error)})
                errors += 1
                load_function.pause(errors)

    def _on_term(self, *_: object) -> None:
        self._stopping = True
        if self._waiting:
            raise Stop

    def _receive(self) -> "list[MessageTypeDef]":
        self._waiting = True
        if self._stopping:
            raise Stop
        answer = self._sqs.receive_message(
            QueueUrl=self._url,
            MaxNumberOfMessages=min(self._source.batch_size, 10),
            WaitTimeSeconds=self._wait,
            VisibilityTimeout=self._visibility,
            MessageSystemAttributeNames=["All"],
            MessageAttributeNames=["All"],
        )
        self._waiting = False
        return answer.get("Messages", [])

    def _handle(self, messages: "list[MessageTypeDef]") -> None:
        receipts = {m["MessageId"]: m["ReceiptHandle"] for m in messages}
        given_back: dict[str, float] = {}

        def defer(_arn: str, receipt: str, seconds: float) -> None:
            self._heartbeat.release(receipt)
            given_back[receipt] = seconds

        seconds = self._function.timeout_seconds
        self._heartbeat.watch(receipts.values(), seconds)
        try:
            with self._status.limited(seconds):
                answer = self._handler(sqs_event(messages, self._arn), Context(self._function, defer))
            failed = {item["itemIdentifier"] for item in (answer or {}).get("batchItemFailures", [])}
            if not failed <= receipts.keys():  # as Lambda does: an answer that makes no sense fails the batch
                failed = set(receipts)
        except Exception as error:  # noqa: BLE001  as Lambda does: the whole batch comes back
            log.error("function failed", extra={"function": self._function.name, **describe(error)})
            failed = set(receipts)
        finally:
            self._heartbeat.release_all()
        self._settle(messages, failed, given_back)

    def _settle(self, messages: "list[MessageTypeDef]", failed: set[str], given_back: dict[str, float]) -> None:
        """Deletes what was handled; gives the rest back for as long as the batch runner said, else for a back-off."""
        done = [m["ReceiptHandle"] for m in messages if m["MessageId"] not in failed]
        if done:
            _in_full(lambda e: self._sqs.delete_message_batch(QueueUrl=self._url, Entries=e), _entries(done), "deleted")
        if failed:
            # One delay for all that have none of their own: a group's messages come back in order.
            longest = max(int(m["Attributes"]["ApproximateReceiveCount"]) for m in messages)
            back = [m["ReceiptHandle"] for m in messages if m["MessageId"] in failed]
            delays = [int(given_back.get(receipt, backoff(longest))) for receipt in back]
            entries = [{**e, "VisibilityTimeout": d} for e, d in zip(_entries(back), delays, strict=True)]
            _in_full(self._change, entries, "given back")

    def _extend(self, receipts: list[str]) -> None:
        entries = [{**e, "VisibilityTimeout": self._visibility} for e in _entries(receipts)]
        _in_full(self._change, entries, "extended")

    def _change(self, entries: list[Any]) -> Any:
        return self._sqs.change_message_visibility_batch(QueueUrl=self._url, Entries=entries)


def queue_arn(url: str) -> str:
    """Returns a queue's ARN from its URL, which ends in /account/name."""
    account, name = url.rstrip("/").split("/")[-2:]
    return f"arn:aws:sqs:{region()}:{account}:{name}"


def _entries(receipts: list[str]) -> list[dict[str, Any]]:
    return [{"Id": str(number), "ReceiptHandle": receipt} for number, receipt in enumerate(receipts)]


def _in_full(call: Callable[[list[Any]], Any], entries: list[dict[str, Any]], what: str, attempts: int = 3) -> None:
    """A batch call succeeds as a whole and fails by entry: repeats what failed and is not our fault, logs the rest."""
    for attempt in range(1, attempts + 1):
        refused = {f["Id"]: f for f in call(entries).get("Failed", [])}
        entries = [e for e in entries if e["Id"] in refused and not refused[e["Id"]].get("SenderFault")]
        if len(refused) > len(entries):
            codes = sorted({f["Code"] for f in refused.values()})
            log.warning(f"messages not {what}", extra={"count": len(refused) - len(entries), "codes": codes})
        if not entries:
            return
        load_function.pause(attempt)
    log.warning(f"messages not {what}", extra={"count": len(entries)})
