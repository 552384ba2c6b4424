"""buffer_flush: claims buffers that are due, woken by their timers and, as a safety net, every minute."""

from typing import Any
from uuid import UUID

from chalice.app import Chalice, CloudWatchEvent, SQSEvent

from recado.messaging import buffers
from recado.platform import queues
from recado.runtime.batch import Record, run_batch
from recado.runtime.handler import lambda_handler

NEEDS = (
    "database_url",
    "queue_buffer_timers_url",
    "queue_ai_responses_url",
    "queue_agent_tests_url",
)

app = Chalice(app_name="buffer_flush")


@app.on_sqs_message(queue="buffer-timers", batch_size=10)
def flush_named(event: SQSEvent) -> dict[str, Any]:
    """All timers of a batch are looked at together: one flush claims whatever is due."""
    named: list[UUID] = []

    def note(record: Record) -> None:
        named.append(UUID(record.body["conversation_id"]))

    outcome = run_batch(event, note)
    if named:
        buffers.flush(named, queues.send)
    return outcome


@app.schedule("rate(1 minute)")
def flush_all(_event: CloudWatchEvent) -> None:
    buffers.sweep(queues.send)


handler = lambda_handler(app, needs=NEEDS)
