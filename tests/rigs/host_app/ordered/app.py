"""ordered: does as its messages say."""

from typing import Any

from chalice.app import Chalice, SQSEvent

from recado.runtime.batch import run_batch
from recado.runtime.handler import lambda_handler

# The host knows this package as host_app, mypy as tests.rigs.host_app.
from ..acts import act

app = Chalice(app_name="ordered")


@app.on_sqs_message(queue="ordered.fifo", batch_size=10)
def take(event: SQSEvent) -> dict[str, Any]:
    return run_batch(event, act)


handler = lambda_handler(app)
