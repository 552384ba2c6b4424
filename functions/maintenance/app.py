"""maintenance: puts back to work what a crash left behind."""

from chalice.app import Chalice, CloudWatchEvent

from recado.inbox import sweeps
from recado.platform import idempotency, queues
from recado.runtime.handler import lambda_handler

app = Chalice(app_name="maintenance")


@app.schedule("rate(1 minute)")
def sweep(_event: CloudWatchEvent) -> None:
    queues.send(sweeps.sweep())
    idempotency.forget()


handler = lambda_handler(app)
