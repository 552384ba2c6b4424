"""Pictures of businesses and people: brought by a link, made anew here, and read by a name nobody can guess.

Two objects: the file as it came, removed within a day, and the picture made of it, which its row names. Each is noted
for removal before it exists and taken off that list by the transaction that names it, so a crash leaves none behind.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.businesses import picture_store
from recado.kernel.clock import now
from recado.kernel.errors import Conflict, Invalid, NotFound, Unavailable
from recado.kernel.ids import new_id
from recado.kernel.settings import settings
from recado.kernel.words import Words
from recado.platform import images, storage
from recado.platform.db import Tx, database
from recado.platform.images import ImageType

MOST_BYTES = 1024 * 1024
MOST_PIXELS = 25_000_000
LOGO_SIDE, AVATAR_SIDE = 512, 256
BRING_SECONDS = 900
SHOW_SECONDS = 600
UPLOAD_KEPT = timedelta(days=1)
UNNAMED_KEPT = timedelta(hours=1)
MOST_SWEPT = 200
TYPE: ImageType = "image/webp"


class PictureNotUploaded(Conflict):
    """Upload the file first."""

    code = "not_uploaded"


@dataclass(frozen=True, slots=True)
class PictureUpload:
    """Where a file can be put until a moment."""

    upload_id: UUID
    url: str
    expires_at: datetime


def upload_link(owner: UUID, mime_type: ImageType, size: int) -> PictureUpload:
    """Returns a link that takes a file of this type and size by PUT. owner: the person or business it is for.

    Raises Invalid when it is too large.
    """
    _check_size(size)
    upload_id = new_id()
    key = _upload_key(owner, upload_id)
    with database().accounts() as tx:
        picture_store.leave(tx, key, UPLOAD_KEPT)
    url = storage.put_link(settings().bucket_media, key, mime_type, size, BRING_SECONDS)
    return PictureUpload(upload_id, url, now() + timedelta(seconds=BRING_SECONDS))


def make(owner: UUID, upload_id: UUID, most_side: int) -> str:
    """Returns the name of a picture made of what was brought: upright, small, without metadata. It is removed within
    the hour unless a transaction takes it (`take`).

    Raises PictureNotUploaded, Invalid when the file is too large after all, ImageRefused when it is no picture.
    """
    bucket, key = settings().bucket_media, _upload_key(owner, upload_id)
    try:
        _check_size(storage.head(bucket, key)[0])
        data = storage.get(bucket, key)
    except NotFound as error:
        raise PictureNotUploaded from error
    made = images.thumbnail(data, most_side, TYPE, most_pixels=MOST_PIXELS)
    token = secrets.token_urlsafe(32)
    with database().accounts() as tx:
        picture_store.leave(tx, _key(token), UNNAMED_KEPT)
    storage.put(bucket, _key(token), made.data, TYPE)
    return token


def take(tx: Tx, token: str) -> None:
    """Says, in the transaction that names the picture, that it is in use. Raises Unavailable when that took an hour."""
    if not picture_store.take(tx, _key(token)):
        raise Unavailable("the picture waited too long to be used")


def set_logo(actor: Actor, upload_id: UUID) -> str:
    """Gives the business a logo. Returns its address. Raises what `make` does."""
    token = make(actor.business_id, upload_id, LOGO_SIDE)
    with database().acting(actor) as tx:
        take(tx, token)
        picture_store.set_logo(tx, token)
        activity.audit(tx, actor, "business.logo_changed", "business", actor.business_id)
    return address(token)


def remove_logo(actor: Actor) -> None:
    """The business has no logo, whether it had one or not."""
    with database().acting(actor) as tx:
        if picture_store.set_logo(tx, None):
            activity.audit(tx, actor, "business.logo_changed", "business", actor.business_id)


def address(token: str) -> str:
    """Returns where a browser finds the picture; the same for as long as the picture is in use."""
    return f"{settings().public_url.rstrip('/')}/v1/pictures/{token}"


def address_or_none(token: str | None) -> str | None:
    return address(token) if token else None


def link(token: str) -> str:
    """Returns a link that shows the picture for ten minutes. Whether there is one, the object store says."""
    return storage.link(settings().bucket_media, _key(token), SHOW_SECONDS, TYPE, "inline")


def sweep() -> None:
    """Removes the objects of pictures that were replaced or never used. Raises Unavailable while the store is away."""
    with database().worker() as tx:
        keys = picture_store.due(tx, MOST_SWEPT)
    for key in keys:
        storage.delete(settings().bucket_media, key)
    if keys:
        with database().worker() as tx:
            picture_store.forget(tx, keys)


def _check_size(size: int) -> None:
    if size > MOST_BYTES:
        problem = Words(f"una imagen tiene hasta {MOST_BYTES} bytes", f"a picture has up to {MOST_BYTES} bytes")
        raise Invalid.of_field("size", problem)


def _upload_key(owner: UUID, upload_id: UUID) -> str:
    return f"pictures/in/{owner}/{upload_id}"


def _key(token: str) -> str:
    return f"pictures/{token}"
