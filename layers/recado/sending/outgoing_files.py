"""The file of a message on its way out: which one it is, and its upload to the vendor before the message is sent."""

from dataclasses import replace
from uuid import UUID

from recado.kernel.settings import settings
from recado.platform import storage
from recado.platform.db import Tx, database
from recado.sending import upload_store
from recado.sending.upload_store import OutgoingFile
from recado.vendors.whatsapp.cloud.client import CloudChannel
from recado.vendors.whatsapp.outbound import Audio, Buttons, Content, Document, Image, LinkButton, Sticker, Video

_WITH_FILE = (Image, Video, Audio, Document, Sticker)
_WITH_HEADER = (Buttons, LinkButton)


def media_id_of(content: Content) -> str | None:
    """What the content calls its file: our id of it until it is sent."""
    if isinstance(content, _WITH_FILE):
        return content.media_id
    if isinstance(content, _WITH_HEADER) and content.header:
        return content.header.media_id
    return None


def with_media_id(content: Content, media_id: str) -> Content:
    """The content with its file named otherwise."""
    if isinstance(content, _WITH_HEADER):
        return replace(content, header=replace(content.header, media_id=media_id)) if content.header else content
    return replace(content, media_id=media_id) if isinstance(content, _WITH_FILE) else content


def file_of(tx: Tx, content: Content) -> OutgoingFile | None:
    """The file of ours that the content names; None when it has none, or one the vendor already knows."""
    named = media_id_of(content)
    try:
        return upload_store.outgoing(tx, UUID(named)) if named else None
    except ValueError:  # the vendor's own id: digits
        return None


def uploaded(channel: CloudChannel, business_id: UUID, instance_id: UUID, file: OutgoingFile) -> str:
    """What the vendor calls the file, uploaded now unless it has it. Raises as CloudChannel does, and NotFound."""
    if file.vendor_media_id:
        return file.vendor_media_id
    data = storage.get(settings().bucket_media, file.object_key)
    found = channel.upload(data, file.mime_type, file.filename or "file")
    with database().tenant(business_id) as tx:
        upload_store.keep_handle(tx, business_id, instance_id, file.object_key, found)
    return found
