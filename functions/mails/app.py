"""mails: hands the mails that wait to the mail server, and finds those whose token was lost."""

from typing import Any

from chalice.app import Chalice, CloudWatchEvent, SQSEvent

from recado.accounts import mail_queue
from recado.accounts.mail_queue import MailJob
from recado.platform import queues
from recado.runtime.batch import Record, run_batch
from recado.runtime.handler import lambda_handler

CONCURRENCY = 5  # mails do not wait for each other's server

NEEDS = ("database_url", "master_keys", "queue_mails_url")

app = Chalice(app_name="mails")


@app.on_sqs_message(queue="mails", batch_size=5)
def send(event: SQSEvent) -> dict[str, Any]:
    def send_one(record: Record) -> None:
        queues.send(mail_queue.send(MailJob.from_json(record.body)))

    return run_batch(event, send_one, concurrency=CONCURRENCY)


@app.schedule("rate(1 minute)")
def sweep(_event: CloudWatchEvent) -> None:
    queues.send(mail_queue.sweep())


handler = lambda_handler(app, needs=NEEDS)
