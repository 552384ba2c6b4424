"""understand: lets a model hear and see the files customers sent, and wakes the answers that wait for it."""

from typing import Any

from chalice.app import Chalice, SQSEvent

from recado.agent.understand import understand
from recado.messaging.jobs import UnderstandJob
from recado.platform import queues
from recado.runtime.batch import Record, run_batch
from recado.runtime.handler import lambda_handler

CONCURRENCY = 4

NEEDS = (
    "database_url",
    "bucket_media",
    "queue_buffer_timers_url",
)

app = Chalice(app_name="understand")


@app.on_sqs_message(queue="understand", batch_size=4)
def understand_files(event: SQSEvent) -> dict[str, Any]:
    def understand_one(record: Record) -> None:
        understand(UnderstandJob.model_validate(record.body), queues.send)

    return run_batch(event, understand_one, concurrency=CONCURRENCY)


handler = lambda_handler(app, needs=NEEDS)
