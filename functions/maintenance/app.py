"""maintenance: puts back to work what a crash left behind, and forgets what was kept long enough."""

from chalice.app import Chalice, CloudWatchEvent

from recado.activity import event_log
from recado.inbox import sweeps
from recado.platform import idempotency, queues
from recado.runtime.handler import lambda_handler

app = Chalice(app_name="maintenance")


@app.schedule("rate(1 minute)")
def sweep(_event: CloudWatchEvent) -> None:
    queues.send(sweeps.sweep())
    event_log.forget()
    idempotency.forget()


handler = lambda_handler(app)
