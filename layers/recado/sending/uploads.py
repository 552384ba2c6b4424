"""Files: a link to bring one, a link to look at one, and whether one may be sent as what it should be."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from recado.activity.model import Actor
from recado.instances.model import Provider
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
    bare_type,
    disposition,
    true_type,
)
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


def download_link(actor: Actor, media_id: UUID) -> Link:
    """Returns a link that reads a file for five minutes. Raises NotFound while it is not stored."""
    with database().acting(actor) as tx:
        found = upload_store.stored(tx, media_id)
    if found is None:
        raise NotFound(
            Words("no existe ese archivo, o aún no está guardado", "there is no such file, or it is not stored yet")
        )
    how = disposition(found.mime_type, found.filename)
    shown_as = bare_type(found.mime_type) if how.startswith("inline") else UNKNOWN
    url = storage.link(settings().bucket_media, found.object_key, LOOK_SECONDS, shown_as, how)
    return Link(media_id, url, now() + timedelta(seconds=LOOK_SECONDS))


def checked(actor: Actor, media_id: UUID, kind: FileKind, provider: Provider) -> CheckedFile:
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
