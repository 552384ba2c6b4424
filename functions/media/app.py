"""media: fetches files that customers sent, and looks at what is stored: size, length, loudness, a small picture."""

from typing import Any

from chalice.app import Chalice, SQSEvent

from recado.messaging import media_texts
from recado.messaging.jobs import FetchJob
from recado.platform import queues
from recado.receiving.inspection import inspect
from recado.receiving.media import fetch
from recado.runtime.batch import Record, run_batch
from recado.runtime.handler import lambda_handler

CONCURRENCY = 4

NEEDS = (
    "database_url",
    "master_keys",
    "bucket_media",
    "queue_web_outbound_url",
    "queue_understand_url",
)

app = Chalice(app_name="media")


@app.on_sqs_message(queue="media", batch_size=4)
def fetch_files(event: SQSEvent) -> dict[str, Any]:
    def fetch_one(record: Record) -> None:
        job = FetchJob.model_validate(record.body)
        fetch(job)
        inspect(job)
        queues.send(media_texts.next_job(job))

    return run_batch(event, fetch_one, concurrency=CONCURRENCY)


handler = lambda_handler(app, needs=NEEDS)
