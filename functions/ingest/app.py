"""ingest: stores what a webhook or a Web session told, then publishes what is to be done about it."""

from typing import Any

from chalice.app import Chalice, SQSEvent

from recado.messaging.inbound import WEB, Inbound, WebEvent
from recado.platform import queues
from recado.platform.queues import Outgoing
from recado.receiving.receive import receive
from recado.receiving.receive_web import receive_web
from recado.runtime import composition
from recado.runtime.batch import Record, run_batch
from recado.runtime.handler import lambda_handler

NEEDS = (
    "database_url",
    "master_keys",
    "queue_media_url",
    "queue_buffer_timers_url",
    "queue_ai_responses_url",
    "queue_outbound_url",
    "queue_web_outbound_url",
    "bucket_events",
)

app = Chalice(app_name="ingest")


@app.on_sqs_message(queue="inbound.fifo", batch_size=10)
def store_updates(event: SQSEvent) -> dict[str, Any]:
    """What a batch is to publish goes out together at its end; if that is lost, the sweeps find it."""
    publish: list[Outgoing] = []

    def store(record: Record) -> None:
        body = queues.open_body(record.body)
        if body.get("kind") == WEB:
            publish.extend(receive_web(WebEvent.from_json(body)))
        else:
            publish.extend(receive(Inbound.from_json(body)))

    outcome = run_batch(event, store)
    queues.send(publish)
    return outcome


composition.compose()
handler = lambda_handler(app, needs=NEEDS)
