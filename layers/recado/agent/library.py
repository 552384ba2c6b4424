"""The files a business gives its agent: adding, describing, replacing and removing them."""

import hashlib
from datetime import timedelta
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.kernel import pages
from recado.kernel.errors import Conflict, NotFound
from recado.kernel.ids import new_id
from recado.kernel.pages import Page, Slice
from recado.kernel.settings import settings
from recado.kernel.words import Words
from recado.knowledge import store
from recado.knowledge.jobs import FileTextJob
from recado.knowledge.model import AgentFile, Content, FileChanges, SameFile, TooManyFiles
from recado.messaging.files import (
    EXECUTABLE,
    SNIFF_BYTES,
    FileRefused,
    bare_type,
    content_type,
    disposition,
)
from recado.platform import queues, storage
from recado.platform.db import Tx, database
from recado.sending import upload_store

MOST_FILES = 200
MOST_BYTES = 20 * 1024 * 1024
LINK = timedelta(minutes=5)
_UNKNOWN = "application/octet-stream"


class NotUploaded(Conflict):
    """Upload the file first."""

    code = "not_uploaded"


def listing(actor: Actor, page: Slice) -> Page[AgentFile]:
    """The newest first."""
    after = page.keys(UUID)
    with database().acting(actor) as tx:
        rows = store.listing(tx, after[0] if after and isinstance(after[0], UUID) else None, page.limit + 1)
    return pages.page_of(rows, page.limit, lambda row: (row.id,))


def read(actor: Actor, file_id: UUID) -> AgentFile:
    """Raises NotFound."""
    with database().acting(actor) as tx:
        return _existing(store.file(tx, file_id))


def create(actor: Actor, media_id: UUID, about: FileChanges) -> AgentFile:
    """Adds a file that was uploaded. Raises NotUploaded, FileRefused, SameFile, TooManyFiles."""
    file_id = new_id()
    content = _uploaded(actor, media_id)
    with database().acting(actor) as tx:
        store.reserve(tx)
        _check_new(tx, content, None)
        if store.count(tx) >= MOST_FILES:
            raise TooManyFiles(most=MOST_FILES)
        store.insert(tx, actor.business_id, file_id, about, content, actor.id)
        activity.audit(tx, actor, "agent_file.created", "agent_file", file_id, after={"title": about["title"]})
        made = _existing(store.file(tx, file_id))
    _publish(actor, made)
    return made


def change(actor: Actor, file_id: UUID, changes: FileChanges) -> AgentFile:
    """Raises NotFound."""
    with database().acting(actor) as tx:
        old = _existing(store.lock(tx, file_id))
        if all(getattr(old, name) == value for name, value in changes.items()):
            return old
        store.update(tx, file_id, changes, actor.id)
        fields = {"fields": sorted(changes)}
        activity.audit(tx, actor, "agent_file.changed", "agent_file", file_id, after=fields)
        return _existing(store.file(tx, file_id))


def replace(actor: Actor, file_id: UUID, media_id: UUID) -> AgentFile:
    """Gives the file another content. The same one again changes nothing. Raises NotFound, and as `create`."""
    content = _uploaded(actor, media_id)
    with database().acting(actor) as tx:
        store.reserve(tx)
        old = _existing(store.lock(tx, file_id))
        if store.with_content(tx, content.sha256) == file_id and old.state != "failed":
            return old
        _check_new(tx, content, file_id)
        store.replace(tx, file_id, content, actor.id)
        activity.audit(tx, actor, "agent_file.replaced", "agent_file", file_id)
        made = _existing(store.file(tx, file_id))
    _publish(actor, made)
    return made


def delete(actor: Actor, file_id: UUID) -> None:
    """Raises NotFound. What of it was sent stays in its conversations."""
    with database().acting(actor) as tx:
        old = _existing(store.lock(tx, file_id))
        store.delete(tx, file_id)
        activity.audit(tx, actor, "agent_file.deleted", "agent_file", file_id, before={"title": old.title})


def link(actor: Actor, file_id: UUID) -> str:
    """Returns a link that reads the file for five minutes. Raises NotFound."""
    file = read(actor, file_id)
    how = disposition(file.mime_type, file.filename or file.title)
    shown_as = bare_type(file.mime_type) if how.startswith("inline") else _UNKNOWN
    return storage.link(settings().bucket_media, file.object_key, round(LINK.total_seconds()), shown_as, how)


def _uploaded(actor: Actor, media_id: UUID) -> Content:
    """Reads what was uploaded from end to end: what it is, its content says."""
    with database().acting(actor) as tx:
        upload = upload_store.stored(tx, media_id)
    if upload is None:
        raise NotFound(Words("no existe ese archivo", "there is no such file"))
    try:
        _, size, pieces = storage.read(settings().bucket_media, upload.object_key)
    except NotFound as error:
        raise NotUploaded from error
    if size > MOST_BYTES:
        raise FileRefused(Words("un archivo tiene hasta 20 MB", "a file has up to 20 MB"))
    digest, start = hashlib.sha256(), b""
    for piece in pieces:
        digest.update(piece)
        start = start if len(start) >= SNIFF_BYTES else start + piece
    if not size:
        raise FileRefused(Words("el archivo está vacío", "the file is empty"))
    mime_type = content_type(start[:SNIFF_BYTES], upload.mime_type)
    if mime_type in EXECUTABLE or start.startswith(b"#!"):
        raise FileRefused(Words("el archivo es un programa", "the file is a program"))
    return Content(upload.filename, mime_type, upload.object_key, size, digest.digest())


def _check_new(tx: Tx, content: Content, file_id: UUID | None) -> None:
    if store.with_content(tx, content.sha256) not in (None, file_id):
        raise SameFile


def _publish(actor: Actor, file: AgentFile) -> None:
    job = FileTextJob(business_id=actor.business_id, file_id=file.id, version=file.version)
    queues.send([job.to_message()])


def _existing(file: AgentFile | None) -> AgentFile:
    if file is None:
        raise NotFound(Words("no existe ese archivo", "there is no such file"))
    return file
