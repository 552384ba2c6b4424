"""contact_files: takes contacts from files, and writes them into files."""

from typing import Any

from chalice.app import Chalice, SQSEvent

from recado.crm.file_work import work
from recado.crm.jobs import ContactFileJob
from recado.platform import queues
from recado.runtime.batch import Record, run_batch
from recado.runtime.handler import lambda_handler

NEEDS = (
    "database_url",
    "queue_contact_files_url",
    "bucket_transfers",
)

app = Chalice(app_name="contact_files")


@app.on_sqs_message(queue="contact-files", batch_size=1)
def work_on_files(event: SQSEvent) -> dict[str, Any]:
    def work_on(record: Record) -> None:
        queues.send(work(ContactFileJob.model_validate(record.body)))

    return run_batch(event, work_on)


handler = lambda_handler(app, needs=NEEDS)
