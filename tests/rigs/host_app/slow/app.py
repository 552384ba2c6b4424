"""slow: sleeps as long as it is told."""

import time

from chalice.app import Chalice

from recado.runtime.handler import lambda_handler

app = Chalice(app_name="slow")


@app.route("/sleep/{seconds}")
def sleep(seconds: str) -> dict[str, float]:
    time.sleep(float(seconds))
    return {"slept": float(seconds)}


handler = lambda_handler(app)
