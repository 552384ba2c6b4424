"""Looking at stored files: their size in pixels, their length, how loud a sound is, and a small picture.

Whatever a file is, its message stays as it is: what cannot be read is simply not known.
"""

import tempfile
import threading
from uuid import UUID

from recado.kernel.errors import NotFound, RetryLater, Unavailable
from recado.kernel.settings import settings
from recado.messaging import media_store
from recado.messaging.jobs import FetchJob
from recado.messaging.media_store import Details, UnseenFile
from recado.messaging.thumbnails import THUMBNAIL_SIDE, THUMBNAIL_TYPE, thumbnail_key
from recado.platform import images, recordings, storage
from recado.platform.db import database
from recado.platform.images import ImageRefused, Thumbnail
from recado.platform.recordings import Recording

MOST_LOOKS = 3  # a file that kills whoever looks at it is left alone
MOST_PICTURE_BYTES = 24 * 1024 * 1024
AGAIN_SECONDS = 10.0
_one_picture = threading.Lock()  # decoded, a large one fills 200 MB


def inspect(job: FetchJob) -> None:
    """Looks at a stored file, if nobody has. Doing it twice stores the same picture at the same place.

    Raises RetryLater while the object store is away.
    """
    with database().tenant(job.business_id) as tx:
        file = media_store.begin_inspection(tx, job.media_id)
    if file is None:
        return
    try:
        details = look_at(file) if file.looks <= MOST_LOOKS else Details()
    except NotFound:
        details = Details()  # its rows are gone, and it with them
    except Unavailable as error:
        raise RetryLater(AGAIN_SECONDS, "the file cannot be looked at now") from error
    _keep(job.business_id, job.media_id, file, details)


def look_at(file: UnseenFile) -> Details:
    """Returns what there is to see of a file, and puts a small picture of it beside its object.

    Raises NotFound when the object is gone, Unavailable.
    """
    if file.mime_type in images.FORMATS:
        return _of_picture(file) if file.size <= MOST_PICTURE_BYTES else Details()
    if not recordings.is_recording(file.mime_type):
        return Details()
    with tempfile.TemporaryFile() as copy:
        storage.save(settings().bucket_media, file.object_key, copy)
        copy.seek(0)
        return _of_recording(file, recordings.look(copy, file.mime_type))


def _of_picture(file: UnseenFile) -> Details:
    data = storage.get(settings().bucket_media, file.object_key)
    try:
        seen = images.probe(data)
    except ImageRefused:
        return Details()
    try:
        with _one_picture:
            made = images.thumbnail(data, THUMBNAIL_SIDE, THUMBNAIL_TYPE)
    except (ImageRefused, MemoryError):
        return Details(seen.width, seen.height)
    _put(file, made)
    return Details(seen.width, seen.height, thumbnail=True)


def _of_recording(file: UnseenFile, seen: Recording) -> Details:
    made = None
    if seen.frame:
        frame = seen.frame
        made = images.encoded(frame.pixels, frame.width, frame.height, frame.turned)
        _put(file, made)
    return Details(seen.width, seen.height, seen.duration_ms, seen.waveform, thumbnail=made is not None)


def _put(file: UnseenFile, made: Thumbnail) -> None:
    storage.put(settings().bucket_media, thumbnail_key(file.object_key), made.data, made.mime_type)


def _keep(business_id: UUID, media_id: UUID, file: UnseenFile, details: Details) -> None:
    """A file that was deleted meanwhile takes its picture along: the sweep may have passed already."""
    with database().tenant(business_id) as tx:
        kept = media_store.end_inspection(tx, media_id, details)
        named = kept or media_store.is_named(tx, business_id, file.object_key)
    if not named:
        storage.delete(settings().bucket_media, thumbnail_key(file.object_key))
