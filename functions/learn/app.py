"""learn: reads the text of the files a business gives its agent, and conversations that are quiet."""

from typing import Annotated, Any

from chalice.app import Chalice, SQSEvent
from pydantic import Field, TypeAdapter

from recado.agent.reviews import review
from recado.knowledge.jobs import FileTextJob
from recado.knowledge.learning import learn
from recado.messaging.jobs import ReviewJob
from recado.runtime.batch import Record, run_batch
from recado.runtime.handler import lambda_handler

NEEDS = (
    "database_url",
    "master_keys",
    "bucket_media",
)

LEARN_JOB: TypeAdapter[FileTextJob | ReviewJob] = TypeAdapter(
    Annotated[FileTextJob | ReviewJob, Field(discriminator="kind")]
)

app = Chalice(app_name="learn")


@app.on_sqs_message(queue="learn", batch_size=1)
def learn_from(event: SQSEvent) -> dict[str, Any]:
    def learn_one(record: Record) -> None:
        job = LEARN_JOB.validate_python(record.body)
        if isinstance(job, ReviewJob):
            review(job)
        else:
            learn(job)

    return run_batch(event, learn_one)


handler = lambda_handler(app, needs=NEEDS)
