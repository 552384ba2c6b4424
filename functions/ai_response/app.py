"""ai_response: answers conversations whose customer has finished writing."""

from typing import Any

from chalice.app import Chalice, CloudWatchEvent, SQSEvent

from recado.agent import retirements
from recado.agent.evals.jobs import TrialJob, is_trial
from recado.agent.respond import respond
from recado.agent.sandbox import answering
from recado.messaging.jobs import AnswerJob
from recado.platform.publisher import Publisher
from recado.platform.queues import Outgoing
from recado.runtime.batch import Record, run_batch
from recado.runtime.handler import lambda_handler

CONCURRENCY = 10  # a thread waits for its model while others work; transactions still run one at a time

NEEDS = (
    "database_url",
    "master_keys",
    "queue_outbound_url",
    "queue_web_outbound_url",
    "queue_buffer_timers_url",
    "queue_agent_tests_url",
)

app = Chalice(app_name="ai_response")
publisher = Publisher()


@app.on_sqs_message(queue="ai-responses.fifo", batch_size=10)
def answer(event: SQSEvent) -> dict[str, Any]:
    """Each answer is published as soon as it is stored: nobody waits for a neighbour's model."""

    def answer_one(record: Record) -> None:
        publisher.publish(respond(AnswerJob.model_validate(record.body)))

    return run_batch(event, answer_one, concurrency=CONCURRENCY)


@app.on_sqs_message(queue="agent-tests", batch_size=10)
def test(event: SQSEvent) -> dict[str, Any]:
    """What is tried out in sandboxes waits here, and no customer behind it."""

    def test_one(record: Record) -> None:
        publisher.publish(_tested(record.body))

    return run_batch(event, test_one, concurrency=CONCURRENCY)


def _tested(body: dict[str, Any]) -> list[Outgoing]:
    """A question at the test bench is answered, or a trial of a case played."""
    if is_trial(body):
        from recado.agent.evals import playing  # noqa: PLC0415 - only who plays cases pays for loading them

        return playing.play(TrialJob.model_validate(body))
    return answering.answer(AnswerJob.model_validate(body))


@app.schedule("rate(1 day)")
def read_retirements(_event: CloudWatchEvent) -> None:
    """Here, since no other function reaches the models' vendor."""
    retirements.read()


handler = lambda_handler(app, needs=NEEDS)
