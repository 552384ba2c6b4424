"""learn: reads what a business sells, the files it gives its agent, and conversations that are quiet."""

from typing import Annotated, Any

from chalice.app import Chalice, SQSEvent
from pydantic import Field, TypeAdapter

from recado.agent.fields import extracting
from recado.agent.fields.jobs import FieldsJob
from recado.agent.reviews import review
from recado.catalog import embedding as catalog
from recado.catalog.jobs import ProductsJob
from recado.knowledge import embedding, learning
from recado.knowledge.jobs import EmbedJob, FileTextJob
from recado.messaging.jobs import ReviewJob
from recado.platform import queues
from recado.platform.queues import Outgoing
from recado.runtime.batch import Record, run_batch
from recado.runtime.handler import lambda_handler

NEEDS = (
    "database_url",
    "master_keys",
    "bucket_media",
    "queue_learn_url",
)
LearnJob = FileTextJob | EmbedJob | ProductsJob | FieldsJob | ReviewJob
LEARN_JOB: TypeAdapter[LearnJob] = TypeAdapter(Annotated[LearnJob, Field(discriminator="kind")])

app = Chalice(app_name="learn")


@app.on_sqs_message(queue="learn", batch_size=1)
def learn_from(event: SQSEvent) -> dict[str, Any]:
    def learn_one(record: Record) -> None:
        queues.send(_learnt(LEARN_JOB.validate_python(record.body)))

    return run_batch(event, learn_one)


def _learnt(job: LearnJob) -> list[Outgoing]:
    """Returns what to publish."""
    match job:
        case FileTextJob():
            return learning.learn(job)
        case EmbedJob():
            embedding.embed(job)
        case ProductsJob():
            catalog.embed(job)
        case FieldsJob():
            extracting.extract(job.business_id, job.conversation_id)
        case ReviewJob():
            review(job)
    return []


handler = lambda_handler(app, needs=NEEDS)
