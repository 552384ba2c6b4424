"""The file of a message on its way out: which one it is, and its upload to the vendor before the message is sent."""

from typing import cast
from uuid import UUID

from recado.kernel.settings import settings
from recado.messaging.files import FileKind
from recado.platform import storage
from recado.platform.db import Tx, database
from recado.sending import upload_store
from recado.sending.upload_store import OutgoingFile
from recado.vendors.whatsapp.cloud.client import CloudChannel
from recado.vendors.whatsapp.contents import (
    AudioContent,
    ButtonsContent,
    Content,
    DocumentContent,
    FileHeader,
    ImageContent,
    LinkButtonContent,
    StickerContent,
    VideoContent,
)

_WithFile = ImageContent | VideoContent | AudioContent | DocumentContent | StickerContent


def media_id_of(content: Content) -> str | None:
    """Returns what the content calls its file: our id of it until it is sent."""
    file = _file_part(content)
    return file.media_id if file else None


def kind_of(content: Content) -> FileKind | None:
    """Returns what the content's file must be; None when it has none."""
    file = _file_part(content)
    if isinstance(file, FileHeader):
        return file.kind
    if isinstance(file, AudioContent):
        return "voice" if file.voice else "audio"
    return file.type if file else None


def with_media_id(content: Content, media_id: str) -> Content:
    """Returns the content with its file named otherwise."""
    file = _file_part(content)
    if file is None:
        return content
    renamed = file.model_copy(update={"media_id": media_id})
    return content.model_copy(update={"header": renamed}) if isinstance(file, FileHeader) else cast(Content, renamed)


def _file_part(content: Content) -> _WithFile | FileHeader | None:
    """Returns the part of the content that names a file: itself, or its header."""
    if isinstance(content, ButtonsContent | LinkButtonContent):
        return content.header if isinstance(content.header, FileHeader) else None
    return content if isinstance(content, _WithFile) else None


def file_of(tx: Tx, content: Content) -> OutgoingFile | None:
    """Returns the file of ours that the content names; None when it has none, or one the vendor already knows."""
    named = media_id_of(content)
    try:
        return upload_store.outgoing(tx, UUID(named)) if named else None
    except ValueError:  # the vendor's own id: digits
        return None


def uploaded(channel: CloudChannel, business_id: UUID, instance_id: UUID, file: OutgoingFile) -> str:
    """Returns what the vendor calls the file, uploaded now unless it has it. Raises as CloudChannel does, and
    NotFound."""
    if file.vendor_media_id:
        return file.vendor_media_id
    data = storage.get(settings().bucket_media, file.object_key)
    vendor_media_id = channel.upload(data, file.mime_type, file.filename or "file")
    with database().tenant(business_id) as tx:
        upload_store.keep_handle(tx, business_id, instance_id, file.object_key, vendor_media_id)
    return vendor_media_id
