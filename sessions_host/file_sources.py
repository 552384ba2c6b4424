"""Where the bytes of a file to send come from: the object store, or a public link."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from recado.kernel.errors import NotFound, Unavailable
from recado.kernel.settings import settings
from recado.platform import links, storage
from recado.platform.db import database
from recado.platform.public_addresses import LinkRefused
from recado.sending import upload_store
from recado.vendors.whatsapp.web.body import Attachment
from sessions_host.port import NotSent, Refused

MOST_BYTES = 100_000_000
LINK_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class File:
    """Bytes and what they are."""

    data: bytes
    mime_type: str


ReadFile = Callable[[Attachment], File]


def of_business(business_id: UUID) -> ReadFile:
    """Returns what reads the files of a business's messages.

    It raises NotSent when a file cannot be had now, Refused when never.
    """

    def read_file(attachment: Attachment) -> File:
        if attachment.media_id is None:
            return linked(attachment)
        return _stored(business_id, attachment.media_id)

    return read_file


def linked(attachment: Attachment) -> File:
    """Returns the file of a public link. Hosts named in WEB_LINK_HOSTS are followed wherever they lead."""
    if attachment.link is None:
        raise Refused("file_gone", "the file is not known here")
    trusted = os.environ.get("WEB_LINK_HOSTS", "").split(",")
    try:
        file = links.read(attachment.link, most_bytes=MOST_BYTES, seconds=LINK_SECONDS, trusted=trusted)
    except LinkRefused as error:
        raise Refused(error.code, error.detail) from None
    except Unavailable as error:
        raise NotSent(error.detail) from None
    return File(file.data, file.mime_type)


def _stored(business_id: UUID, media_id: str) -> File:
    try:
        with database().tenant(business_id) as tx:
            file = upload_store.outgoing(tx, UUID(media_id))
        if file is None:
            raise NotFound("there is no such file")
        return File(storage.get(settings().bucket_media, file.object_key), file.mime_type)
    except (ValueError, NotFound):
        raise Refused("file_gone", "the file is not there any more") from None
    except Unavailable as error:
        raise NotSent(error.detail) from None
