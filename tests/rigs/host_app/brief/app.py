"""brief: does as its messages say, within two seconds."""

from typing import Any

from chalice.app import Chalice, SQSEvent

from recado.runtime.batch import run_batch
from recado.runtime.handler import lambda_handler

# The host knows this package as host_app, mypy as tests.rigs.host_app.
from ..acts import act

app = Chalice(app_name="brief")


@app.on_sqs_message(queue="brief", batch_size=10)
def take(event: SQSEvent) -> dict[str, Any]:
    event.context = {}  # without a clock: with two seconds left the batch runner would begin no record
    return run_batch(event, act, defer=lambda *_: None)


handler = lambda_handler(app)
