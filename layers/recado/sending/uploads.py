"""Files: a link to bring one, a link to look at one, and whether one may be sent as what it should be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from recado.activity.model import Actor
from recado.instances.model import Channel
from recado.kernel.clock import now
from recado.kernel.errors import Invalid, NotFound
from recado.kernel.ids import new_id
from recado.kernel.settings import settings
from recado.kernel.words import Words
from recado.messaging.file_names import safe_name
from recado.messaging.files import (
    MOST_BYTES,
    SNIFF_BYTES,
    UNKNOWN,
    FileKind,
    FileRefused,
    StoredObject,
    bare_type,
    disposition,
    true_type,
)
from recado.messaging.thumbnails import THUMBNAIL_TYPE, thumbnail_key
from recado.platform import storage
from recado.platform.db import database
from recado.sending import upload_store
from recado.sending.upload_store import CheckedFile, Upload

BRING_SECONDS = 900
LOOK_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Link:
    """Where a file can be put or read until a moment."""

    media_id: UUID
    url: str
    expires_at: datetime


def upload_link(actor: Actor, mime_type: str, size: int, filename: str | None) -> Link:
    """Returns a link that takes the file by PUT, exactly as declared. What it really is, is looked at when it is
    used."""
    if size > MOST_BYTES:
        problem = Words(f"un archivo tiene hasta {MOST_BYTES} bytes", f"a file has up to {MOST_BYTES} bytes")
        raise Invalid.of_field("size", problem)
    media_id = new_id()
    upload = Upload(
        id=media_id,
        user_id=actor.id if actor.kind == "user" else None,
        mime_type=bare_type(mime_type),
        size=size,
        filename=safe_name(filename) if filename else None,
        object_key=f"{actor.business_id}/up/{media_id}",
    )
    with database().acting(actor) as tx:
        upload_store.insert(tx, actor.business_id, upload)
    url = storage.put_link(settings().bucket_media, upload.object_key, mime_type, size, BRING_SECONDS)
    return Link(media_id, url, now() + timedelta(seconds=BRING_SECONDS))


@dataclass(frozen=True, slots=True)
class ReadLink:
    """Where a file can be read until a moment, and a small picture of it if there is one."""

    media_id: UUID
    url: str
    thumbnail_url: str | None
    expires_at: datetime


def download_link(actor: Actor, media_id: UUID) -> ReadLink:
    """Returns a link that reads a file for five minutes. Raises NotFound while it is not stored."""
    links = download_links(actor, [media_id])
    if not links:
        raise NotFound(
            Words("no existe ese archivo, o aún no está guardado", "there is no such file, or it is not stored yet")
        )
    return links[0]


def download_links(actor: Actor, ids: Sequence[UUID]) -> list[ReadLink]:
    """Returns links to those of the files that are stored and may be seen, in the order asked for, each once."""
    with database().acting(actor) as tx:
        files = {file.id: file for file in upload_store.all_stored(tx, list(ids))}
    expires_at = now() + timedelta(seconds=LOOK_SECONDS)
    return [_read_link(files[each], expires_at) for each in dict.fromkeys(ids) if each in files]


def _read_link(file: StoredObject, expires_at: datetime) -> ReadLink:
    bucket, how = settings().bucket_media, disposition(file.mime_type, file.filename)
    shown_as = bare_type(file.mime_type) if how.startswith("inline") else UNKNOWN
    url = storage.link(bucket, file.object_key, LOOK_SECONDS, shown_as, how)
    thumbnail = (
        storage.link(bucket, thumbnail_key(file.object_key), LOOK_SECONDS, THUMBNAIL_TYPE, "inline")
        if file.thumbnail
        else None
    )
    return ReadLink(file.id, url, thumbnail, expires_at)


def checked(actor: Actor, media_id: UUID, kind: FileKind, provider: Channel) -> CheckedFile:
    """Returns the file, if WhatsApp takes it as this kind from a number of this provider. Raises FileRefused."""
    with database().acting(actor) as tx:
        file = upload_store.stored(tx, media_id)
    if file is None:
        raise FileRefused(Words("no existe ese archivo", "there is no such file"))
    try:
        start, size = storage.beginning(settings().bucket_media, file.object_key, SNIFF_BYTES)
    except NotFound as error:
        raise FileRefused(Words("el archivo aún no se ha subido", "the file was not uploaded yet")) from error
    if file.size is not None and size != file.size:
        raise FileRefused(
            Words(
                f"el archivo se declaró con un tamaño de {file.size} bytes y tiene {size}",
                f"the file was declared with a size of {file.size} bytes and has {size}",
            )
        )
    mime_type = true_type(kind, file.mime_type, start, size, any_document=provider == "web")
    return CheckedFile(file.object_key, mime_type, size, file.filename, kind == "voice")
