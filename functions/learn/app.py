"""learn: reads the text of the files a business gives its agent."""

from typing import Any

from chalice.app import Chalice, SQSEvent

from recado.knowledge.jobs import LEARN_JOB
from recado.knowledge.learning import learn
from recado.runtime.batch import Record, run_batch
from recado.runtime.handler import lambda_handler

NEEDS = (
    "database_url",
    "bucket_media",
)

app = Chalice(app_name="learn")


@app.on_sqs_message(queue="learn", batch_size=1)
def learn_from(event: SQSEvent) -> dict[str, Any]:
    def learn_one(record: Record) -> None:
        learn(LEARN_JOB.validate_python(record.body))

    return run_batch(event, learn_one)


handler = lambda_handler(app, needs=NEEDS)
