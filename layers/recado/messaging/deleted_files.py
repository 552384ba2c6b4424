"""Files that no row names any more leave the object store, and files that were brought and never used expire."""

from recado.kernel.settings import settings
from recado.messaging import media_store
from recado.messaging.thumbnails import thumbnail_key
from recado.platform import storage
from recado.platform.db import database

MOST = 200
UPLOADS_KEPT_DAYS = 7
VENDOR_WORDS_KEPT_DAYS = 90
MOST_OLD_ROWS = 5_000


def sweep() -> None:
    """Removes the objects of deleted rows. A crash in between repeats it; raises Unavailable while the store is
    away."""
    with database().worker() as tx:
        media_store.forget_uploads(tx, MOST, UPLOADS_KEPT_DAYS)
        deleted = media_store.deleted(tx, MOST)
    for file in deleted:
        if file.unused:
            storage.delete(settings().bucket_media, file.object_key)
            storage.delete(settings().bucket_media, thumbnail_key(file.object_key))
            if file.voice_key:
                storage.delete(settings().bucket_media, file.voice_key)
    if deleted:
        with database().worker() as tx:
            media_store.forget_deleted(tx, deleted)


def forget_vendor_words() -> None:
    """Removes updates as vendors sent them, and what Meta said of each message, after 90 days."""
    with database().worker() as tx:
        media_store.forget_vendor_words(tx, MOST_OLD_ROWS, VENDOR_WORDS_KEPT_DAYS)
