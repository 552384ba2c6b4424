"""outbound: sends what waits in a conversation of a cloud number, in order; shows customers that they were read."""

from typing import Any

from chalice.app import Chalice, SQSEvent

from recado.kernel.errors import RetryLater
from recado.messaging.jobs import MarkJob, SendJob
from recado.runtime.batch import Record, run_batch
from recado.runtime.handler import lambda_handler
from recado.sending.cloud import drain
from recado.sending.read_receipts import mark
from recado.vendors.whatsapp.cloud.client import warm_up

CONCURRENCY = 10  # conversations do not wait for each other's provider calls
PATIENCE = 6  # a token that came back so often is let go, before the queue gives it up: the sweep finds the message

NEEDS = (
    "database_url",
    "master_keys",
    "bucket_media",
    "queue_voice_notes_url",
)

app = Chalice(app_name="outbound")


@app.on_sqs_message(queue="outbound.fifo", batch_size=10)
def send(event: SQSEvent) -> dict[str, Any]:
    def send_one(record: Record) -> None:
        if record.body.get("kind") == "mark":
            mark(MarkJob.model_validate(record.body))
            return
        try:
            drain(SendJob.model_validate(record.body))
        except RetryLater:
            if record.receive_count < PATIENCE:
                raise

    return run_batch(event, send_one, concurrency=CONCURRENCY)


warm_up()
handler = lambda_handler(app, needs=NEEDS)
