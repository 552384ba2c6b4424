"""needy: cannot work without settings that nobody makes."""

from typing import Any

from chalice.app import Chalice, SQSEvent

from recado.runtime.handler import lambda_handler

app = Chalice(app_name="needy")


@app.on_sqs_message(queue="brief", batch_size=10)
def take(_event: SQSEvent) -> dict[str, Any]:
    return {}


handler = lambda_handler(app, needs=("database_url", "bucket_events"))
