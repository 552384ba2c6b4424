"""Files of contacts as the queue works on them: an import that goes on, or an export; and what a lost message left."""

from datetime import timedelta
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.businesses import service as businesses
from recado.crm import file_store
from recado.crm.file_store import File
from recado.crm.jobs import ContactFileJob
from recado.kernel import countries
from recado.kernel.errors import Conflict, NotFound
from recado.kernel.words import Words
from recado.platform.db import Tx, database
from recado.platform.queues import Outgoing

UPLOAD_LINK = timedelta(hours=1)
UPLOAD_MOST = timedelta(days=1)  # then an import whose file was not brought is given up
GRACE_SECONDS = 300.0  # a run takes less than two minutes, and notes how far it is every 500 rows
MOST_SWEPT = 100
MOST_ATTEMPTS = 8  # without getting on
MOST_OPEN = {"in": 5, "out": 3}  # of a business at a time
_NOT_THERE = {
    "in": Words("no existe esa importación", "there is no such import"),
    "out": Words("no existe esa exportación", "there is no such export"),
}


class TooManyOpenFiles(Conflict):
    """So many files are being worked on already: wait until one is done."""

    code = "too_many_open_files"


def check_room(tx: Tx, actor: Actor, direction: str) -> None:
    """Raises TooManyOpenFiles when the business has as many imports, or exports, under way as it may."""
    most = MOST_OPEN[direction]
    if file_store.count_open(tx, actor.business_id, direction, UPLOAD_LINK) >= most:
        raise TooManyOpenFiles(most=most)


def file_of(tx: Tx, file_id: UUID, direction: str) -> File:
    """Returns the import or export. Raises NotFound."""
    file = file_store.file(tx, file_id, direction)
    if file is None:
        raise NotFound(_NOT_THERE[direction])
    return file


def country_of(tx: Tx) -> str | None:
    """Returns the country of the transaction's business, for phone numbers without a country code."""
    return countries.of_zone(businesses.business_of(tx).timezone)


def begin_work(job: ContactFileJob) -> File | None:
    """Returns the file to work on; None when it is finished, or given up because no run gets on with it."""
    with database().tenant(job.business_id) as tx:
        file = file_store.lock(tx, job.file_id)
        if file is None or file.state not in ("queued", "running"):
            return None
        if file.attempts >= MOST_ATTEMPTS:
            give_up(tx, job.business_id, file, "interrupted")
            return None
        file_store.begin_work(tx, file.id)
    return file


def give_up(tx: Tx, business_id: UUID, file: File, reason: str) -> None:
    """Ends the work as failed; the reason is a code of `import_words`."""
    file_store.set_state(tx, file.id, "failed", reason)
    kind, name = ("import", "import_id") if file.direction == "in" else ("export", "export_id")
    activity.note(tx, business_id, "warning", f"contacts.{kind}_failed", **{name: str(file.id)})


def sweep() -> list[Outgoing]:
    """Returns what to publish: the files whose message was lost, of every business."""
    with database().worker() as tx:
        lost = file_store.sweep(tx, MOST_SWEPT, GRACE_SECONDS, UPLOAD_MOST)
    return [ContactFileJob(business_id=row["business_id"], file_id=row["row_id"]).to_message() for row in lost]
