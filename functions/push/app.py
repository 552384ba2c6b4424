"""push: lets the phones of a team ring, and mails those who want it, when customers wait and nobody looks."""

from typing import Any

from chalice.app import Chalice, CloudWatchEvent, SQSEvent

from recado.alerts import pushing, rings
from recado.alerts import service as alerts
from recado.alerts.model import RingJob, job_from_json
from recado.platform import queues
from recado.runtime.batch import Record, run_batch
from recado.runtime.handler import lambda_handler
from recado.runtime.jobs import run_jobs

CONCURRENCY = 10  # a slow push service holds up no other

NEEDS = ("database_url", "master_keys", "queue_push_url", "queue_mails_url")

app = Chalice(app_name="push")


@app.on_sqs_message(queue="push", batch_size=10)
def push(event: SQSEvent) -> dict[str, Any]:
    def push_one(record: Record) -> None:
        job = job_from_json(record.body)
        if isinstance(job, RingJob):
            rings.ring_due(job)
        else:
            queues.send(pushing.push(job))

    return run_batch(event, push_one, concurrency=CONCURRENCY)


@app.schedule("rate(1 minute)")
def sweep(_event: CloudWatchEvent) -> None:
    run_jobs({"rings": lambda: queues.send(rings.sweep()), "waiting customers": alerts.mail_waiting})


handler = lambda_handler(app, needs=NEEDS)
