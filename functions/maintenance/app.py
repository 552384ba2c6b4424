"""maintenance: puts back to work what a crash left behind, forgets what is old, asks Meta about the numbers."""

from chalice.app import Chalice, CloudWatchEvent

from recado.accounts import session_ends
from recado.activity import emit, event_log
from recado.crm import contact_files
from recado.inbox import sync
from recado.instances import publish_routes, recheck
from recado.platform import idempotency, queues
from recado.runtime.handler import lambda_handler
from recado.sending import governor, sweeps
from recado.templates import syncs

app = Chalice(app_name="maintenance")


@app.schedule("rate(1 minute)")
def sweep(_event: CloudWatchEvent) -> None:
    queues.send(sweeps.sweep())
    queues.send(contact_files.sweep())
    event_log.forget()
    emit.forget()
    sync.forget()
    publish_routes.sweep()
    idempotency.forget()
    governor.forget()
    session_ends.tell_owners()
    syncs.sync_due()  # these last: they may be slow
    recheck.recheck_due()


handler = lambda_handler(app)
