"""outbound: sends what waits in a conversation, in order."""

from typing import Any

from chalice.app import Chalice, SQSEvent

from recado.inbox.jobs import SendJob
from recado.inbox.sending import drain
from recado.runtime.batch import Record, run_batch
from recado.runtime.handler import lambda_handler

CONCURRENCY = 10  # conversations do not wait for each other's provider calls

app = Chalice(app_name="outbound")


@app.on_sqs_message(queue="outbound.fifo", batch_size=10)
def send(event: SQSEvent) -> dict[str, Any]:
    def send_one(record: Record) -> None:
        drain(SendJob.from_json(record.body))

    return run_batch(event, send_one, concurrency=CONCURRENCY)


handler = lambda_handler(app)
