"""What the queue of files is for: an import that goes on, or an export."""

from recado.crm import exports, file_store, imports
from recado.crm.imports import FileJob
from recado.platform.db import database
from recado.platform.queues import Outgoing


def work(job: FileJob) -> list[Outgoing]:
    """Works on a file for a while. Publish the answer: it goes on from there. A file that is finished is left alone."""
    with database().tenant(job.business_id) as tx:
        file = file_store.lock(tx, job.file_id)
        if file is None or file.state not in ("queued", "running"):
            return []
        file_store.set_state(tx, file.id, "running")
    if file.direction == "in":
        return imports.run(job, file)
    exports.run(job, file)
    return []
