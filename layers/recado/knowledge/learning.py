"""Learning: the text of a file becomes chunks, once for each version of its content; and what a lost message left."""

from typing import Final

from recado.kernel.errors import NotFound
from recado.kernel.settings import settings
from recado.knowledge import chunks, store
from recado.knowledge.jobs import EmbedJob, FileTextJob
from recado.knowledge.model import AgentFile
from recado.platform import document_texts, storage
from recado.platform.db import Tx, database
from recado.platform.document_texts import DocumentRefused
from recado.platform.queues import Outgoing

MOST_CHUNKS: Final = 20_000  # of a business
MOST_ATTEMPTS: Final = 5
MOST_SWEPT: Final = 100
GRACE_SECONDS: Final = 600.0  # a run takes a minute; twice is harmless
_NO_TEXT: Final = ("no_text", "empty")
_WITHOUT_TEXT: Final = ("image/", "audio/", "video/")


def learn(job: FileTextJob) -> list[Outgoing]:
    """Reads the text of a file; returns what to publish, so that its passages get their meaning.

    A file that is gone, or has another content meanwhile, is left alone.

    Raises Unavailable while the object store or the program that reads is away: the message comes again.
    """
    file = _begin(job)
    if file is None:
        return []
    try:
        text = document_texts.read(storage.get(settings().bucket_media, file.object_key))
    except DocumentRefused as error:
        plain = error.code == "wrong_type" and file.mime_type.startswith(_WITHOUT_TEXT)
        state = "no_text" if plain or error.code in _NO_TEXT else "failed"
        _fail(job, state, "not_text" if plain else error.code, error.pages)
        return []
    except NotFound:
        _fail(job, "failed", "lost", None)
        return []
    pieces = chunks.split(text.pages)
    with database().tenant(job.business_id) as tx:
        store.reserve(tx)
        if _current(tx, job) is None:
            return []
        if store.chunks_of_others(tx, job.file_id) + len(pieces) > MOST_CHUNKS:
            store.fail_reading(tx, job.file_id, "failed", "too_many_passages", text.page_count)
        else:
            store.finish_reading(tx, job.business_id, job.file_id, pieces, text.page_count)
    return [EmbedJob(business_id=job.business_id, file_id=job.file_id, version=job.version).to_message()]


def sweep() -> list[Outgoing]:
    """Returns what to publish: the files whose message was lost, of every business."""
    with database().worker() as tx:
        lost = store.lost(tx, MOST_SWEPT, GRACE_SECONDS)
    return [
        FileTextJob(business_id=business_id, file_id=file_id, version=version).to_message()
        for business_id, file_id, version in lost
    ]


def _begin(job: FileTextJob) -> AgentFile | None:
    """Returns the file whose text is to be read; None when there is nothing to do, or it was tried too often."""
    with database().tenant(job.business_id) as tx:
        file = _current(tx, job)
        if file is None:
            return None
        if file.attempts >= MOST_ATTEMPTS:
            store.fail_reading(tx, file.id, "failed", "interrupted", None)
            return None
        store.begin_reading(tx, file.id)
    return file


def _fail(job: FileTextJob, state: str, reason: str, pages: int | None) -> None:
    with database().tenant(job.business_id) as tx:
        if _current(tx, job):
            store.fail_reading(tx, job.file_id, state, reason, pages)


def _current(tx: Tx, job: FileTextJob) -> AgentFile | None:
    """Returns the file, locked, if it still waits for this version to be read."""
    file = store.lock(tx, job.file_id)
    return file if file and file.state == "waiting" and file.version == job.version else None
