"""plain: does as its messages say."""

from typing import Any

from chalice.app import Chalice, CloudWatchEvent, SQSEvent

from recado.runtime.batch import run_batch
from recado.runtime.handler import lambda_handler

# The host knows this package as host_app, mypy as tests.rigs.host_app.
from ..acts import act, journal

app = Chalice(app_name="plain")


@app.on_sqs_message(queue="plain", batch_size=10)
def take(event: SQSEvent) -> dict[str, Any]:
    return run_batch(event, act)


@app.schedule("rate(1 minute)")
def tick(event: CloudWatchEvent) -> None:
    journal("tick", {"time": event.time})


handler = lambda_handler(app)
