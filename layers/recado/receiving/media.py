"""Media: fetched from the vendor within its 7 days, checked by content, and kept in the object store."""

import hashlib
import io
import tempfile
from contextlib import suppress
from typing import IO
from uuid import UUID

from recado.activity import service as activity
from recado.instances import connect
from recado.instances import store as instance_store
from recado.kernel.errors import NotFound, RecadoError, RetryLater, TooLarge, Unavailable
from recado.kernel.settings import settings
from recado.kernel.words import Words
from recado.messaging import media_store
from recado.messaging.files import EXECUTABLE, MOST_BYTES, SNIFF_BYTES, content_type
from recado.messaging.jobs import FetchJob, WebJob
from recado.messaging.media_store import AwaitedFile, PendingMedia, StoredFile
from recado.platform import queues, storage
from recado.platform.db import database
from recado.vendors.whatsapp.cloud.client import CloudChannel
from recado.vendors.whatsapp.cloud.errors import Ambiguous, GraphError, NotSent, Verdict

MOST_ATTEMPTS = 6
MOST_WEB_ATTEMPTS = 96  # a day of sweeps: a session that is away comes back
MEMORY_BYTES = 8 * 1024 * 1024
Readable = IO[bytes] | tempfile.SpooledTemporaryFile[bytes]


class Unacceptable(RecadoError):
    """The file is not what it claims to be."""

    code = "media_unacceptable"
    status = 422


def fetch(job: FetchJob) -> None:
    """Fetches one file and stores it. Doing it twice stores the same object at the same key."""
    with database().tenant(job.business_id) as tx:
        pending = media_store.begin_fetch(tx, job.media_id)
        if pending is None:
            return
        instance = instance_store.instance(tx, pending.instance_id)
        if instance is None:
            raise NotFound(Words("el número ya no existe", "the number is gone"))
    if instance.state == "deleted":
        give_up(job, "number_deleted")
        return
    if instance.provider == "web":
        _ask_session(job, pending)
        return
    channel = CloudChannel(connect.access_token(instance), instance.channel_id)
    try:
        stored = _download(job, channel, pending)
    except (TooLarge, Unacceptable) as error:
        give_up(job, error.code)
    except GraphError as error:
        if error.verdict is Verdict.FINAL or pending.attempts >= MOST_ATTEMPTS:
            give_up(job, error.name)
            return
        raise RetryLater(2.0**pending.attempts, "the provider does not give the file now") from error
    except (NotSent, Ambiguous) as error:
        if pending.attempts >= MOST_ATTEMPTS:
            give_up(job, "unreachable")
            return
        raise RetryLater(2.0**pending.attempts, "the provider cannot be reached") from error
    else:
        with database().tenant(job.business_id) as tx:
            media_store.set_stored(tx, job.media_id, stored)


def awaited(business_id: UUID, instance_id: UUID, limit: int = 20) -> list[AwaitedFile]:
    """Files that the session of this number is to fetch and hand to `store_bytes`."""
    with database().tenant(business_id) as tx:
        return media_store.awaited(tx, instance_id, limit)


def put_off(job: FetchJob) -> None:
    """It cannot be had now: others come first."""
    with database().tenant(job.business_id) as tx:
        media_store.put_off(tx, job.media_id)


def store_bytes(job: FetchJob, data: bytes) -> None:
    """Takes a file that a session has fetched, checked as any other, and asks for a look at it. Doing it twice changes
    nothing."""
    with database().tenant(job.business_id) as tx:
        pending = media_store.pending(tx, job.media_id)
    if pending is None:
        return
    try:
        if len(data) > MOST_BYTES:
            raise TooLarge(Words("el archivo es demasiado grande", "the file is too large"))
        stored = _stored(job, io.BytesIO(data), hashlib.sha256(data).hexdigest(), len(data), pending)
    except (TooLarge, Unacceptable) as error:
        give_up(job, error.code)
        return
    with database().tenant(job.business_id) as tx:
        media_store.set_stored(tx, job.media_id, stored)
    with suppress(Unavailable):  # the sweep finds what nobody has looked at
        queues.send([job.to_message()])


def _ask_session(job: FetchJob, pending: PendingMedia) -> None:
    """Only the session itself can fetch its files; the sweep asks it again until it has."""
    if pending.attempts > MOST_WEB_ATTEMPTS:
        give_up(job, "unreachable")
        return
    ask = WebJob(instance_id=pending.instance_id, business_id=job.business_id, media_id=job.media_id)
    queues.send([ask.to_message()])


def _download(job: FetchJob, channel: CloudChannel, pending: PendingMedia) -> StoredFile:
    info = channel.media(pending.vendor_media_id)
    digest, size = hashlib.sha256(), 0
    with tempfile.SpooledTemporaryFile(max_size=MEMORY_BYTES) as file:
        with channel.download(info.url, max_bytes=MOST_BYTES) as chunks:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
        return _stored(job, file, digest.hexdigest(), size, pending, info.sha256)


def _stored(
    job: FetchJob, file: Readable, sha256: str, size: int, pending: PendingMedia, told_sha256: str | None = None
) -> StoredFile:
    """Returns the file in the object store. Raises Unacceptable when it is not what it claims to be."""
    if sha256 != (pending.declared_sha256 or told_sha256 or sha256):
        raise Unacceptable("the file does not match its digest")
    mime_type = _checked_type(file, pending.mime_type)
    key = f"{job.business_id}/{job.media_id}"
    file.seek(0)
    storage.put(settings().bucket_media, key, file, mime_type)
    return StoredFile(object_key=key, mime_type=mime_type, size=size, sha256=sha256)


def _checked_type(file: Readable, declared: str) -> str:
    """Returns what the content says, whatever was declared: the type decides what a browser does with the file."""
    file.seek(0)
    mime_type = content_type(file.read(SNIFF_BYTES), declared)
    if mime_type in EXECUTABLE:
        raise Unacceptable("the file is a program")
    return mime_type


def give_up(job: FetchJob, code: str) -> None:
    """The file will not come; `code` says why."""
    with database().tenant(job.business_id) as tx:
        media_store.set_failed(tx, job.media_id, code)
        activity.note(tx, job.business_id, "warning", "media.failed", media_id=str(job.media_id), code=code)
