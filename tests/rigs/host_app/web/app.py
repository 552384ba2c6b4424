"""web: echoes, and raises."""

import os
from typing import Any

from chalice.app import Chalice

from recado.runtime.handler import lambda_handler

app = Chalice(app_name="web")


@app.route("/echo/{name}", methods=["POST"])
def echo(name: str) -> dict[str, Any]:
    request = app.current_request
    assert request is not None
    return {
        "name": name,
        "body": request.json_body,
        "query": request.query_params and request.query_params.getlist("q"),
        "queue": os.environ["QUEUE_INBOUND_URL"],
        "bucket": os.environ["BUCKET_MEDIA"],
        "pid": os.getpid(),
    }


@app.route("/raise")
def fail() -> None:
    raise ValueError("a secret text")


handler = lambda_handler(app)
