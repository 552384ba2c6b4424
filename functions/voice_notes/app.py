"""voice_notes: makes voice notes of any common audio, apart from what sends."""

from typing import Any

from chalice.app import Chalice, SQSEvent

from recado.messaging.jobs import ConvertJob
from recado.platform import queues
from recado.runtime.batch import Record, run_batch
from recado.runtime.handler import lambda_handler
from recado.sending.voice_notes import convert

NEEDS = (
    "database_url",
    "bucket_media",
    "queue_outbound_url",
    "queue_web_outbound_url",
)

app = Chalice(app_name="voice_notes")


@app.on_sqs_message(queue="voice-notes.fifo", batch_size=1)
def convert_files(event: SQSEvent) -> dict[str, Any]:
    def convert_one(record: Record) -> None:
        queues.send(convert(ConvertJob.model_validate(record.body)))

    return run_batch(event, convert_one)


handler = lambda_handler(app, needs=NEEDS)
