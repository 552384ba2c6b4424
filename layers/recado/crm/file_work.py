"""What the queue of contact files is for: an import that goes on, or an export."""

from recado.crm import contact_files, exports, imports
from recado.crm.jobs import ContactFileJob
from recado.platform.queues import Outgoing


def work(job: ContactFileJob) -> list[Outgoing]:
    """Works on a file for a while and returns the message to publish that goes on from there.

    A file that is finished is left alone.
    """
    file = contact_files.begin_work(job)
    if file is None:
        return []
    if file.direction == "in":
        return imports.run(job, file)
    exports.run(job, file)
    return []
