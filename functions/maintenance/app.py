"""maintenance: puts back to work what a crash left behind, forgets what is old, asks Meta about the numbers."""

from chalice.app import Chalice, CloudWatchEvent

from recado.activity import event_log
from recado.inbox import governor, sweeps, sync
from recado.platform import idempotency, queues
from recado.runtime.handler import lambda_handler
from recado.team import notices
from recado.templates import syncs
from recado.tenancy import publishing, rechecks

app = Chalice(app_name="maintenance")


@app.schedule("rate(1 minute)")
def sweep(_event: CloudWatchEvent) -> None:
    queues.send(sweeps.sweep())
    event_log.forget()
    sync.forget()
    publishing.sweep()
    idempotency.forget()
    governor.forget()
    notices.tell_of_ended_sessions()
    syncs.sync_due()  # these last: they may be slow
    rechecks.recheck_due()


handler = lambda_handler(app)
