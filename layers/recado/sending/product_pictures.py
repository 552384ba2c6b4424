"""Pictures of products: made of uploads, shown to the team by links, sent to customers by the agent."""

from collections.abc import Sequence
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.catalog import picture_store, store
from recado.catalog.model import MOST_PICTURES, Picture, Product, TooManyPictures
from recado.kernel.errors import Invalid, NotFound
from recado.kernel.ids import new_id
from recado.kernel.settings import settings
from recado.kernel.words import Words
from recado.messaging.files import SNIFF_BYTES, FileRefused, most_bytes, true_type
from recado.messaging.thumbnails import THUMBNAIL_SIDE, THUMBNAIL_TYPE, thumbnail_key
from recado.platform import images, storage
from recado.platform.db import Tx, database
from recado.platform.images import ImageRefused
from recado.sending import upload_store

MOST_PIXELS = 25_000_000


def add(actor: Actor, product_id: UUID, media_id: UUID) -> Product:
    """Gives the product a picture, behind those it has. What was added before is not added again.

    media_id: of an upload. Raises NotFound, FileRefused for what is no JPEG or PNG of up to 5 MB, TooManyPictures.
    """
    picture = _made(actor, media_id)
    with database().acting(actor) as tx:
        before = _existing(store.lock(tx, product_id))
        picture_store.insert(tx, actor.business_id, product_id, picture)
        after = _existing(store.product(tx, product_id))
        if len(after.pictures) > MOST_PICTURES:
            raise TooManyPictures
        _audit(tx, actor, before, after)
        return after


def remove(actor: Actor, product_id: UUID, picture_id: UUID) -> Product:
    """Raises NotFound. What of it was sent stays in its conversations."""
    with database().acting(actor) as tx:
        before = _existing(store.lock(tx, product_id))
        if not picture_store.delete(tx, product_id, picture_id):
            raise NotFound(Words("no existe esa imagen", "there is no such picture"))
        after = _existing(store.product(tx, product_id))
        _audit(tx, actor, before, after)
        return after


def order(actor: Actor, product_id: UUID, ids: Sequence[UUID]) -> Product:
    """Puts the pictures in this order. Raises NotFound, Invalid when these are not the product's pictures."""
    with database().acting(actor) as tx:
        before = _existing(store.lock(tx, product_id))
        if sorted(ids) != sorted(before.pictures):
            raise Invalid.of_field("ids", Words("no son las imágenes del producto", "these are not its pictures"))
        picture_store.order(tx, product_id, ids)
        return _existing(store.product(tx, product_id))


def _made(actor: Actor, media_id: UUID) -> Picture:
    """Reads what was uploaded, and puts a small picture beside it. Until a row names them, both are an upload's."""
    with database().acting(actor) as tx:
        upload = upload_store.stored(tx, media_id)
    if upload is None:
        raise NotFound(Words("no existe ese archivo", "there is no such file"))
    bucket = settings().bucket_media
    try:
        _, size, pieces = storage.read(bucket, upload.object_key)
    except NotFound as error:
        raise FileRefused(Words("el archivo aún no se ha subido", "the file was not uploaded yet")) from error
    if size > most_bytes("image"):
        raise FileRefused(Words("una imagen tiene hasta 5 MB", "a picture has up to 5 MB"))
    data = b"".join(pieces)
    mime_type = true_type("image", upload.mime_type, data[:SNIFF_BYTES], size)
    try:
        small = images.thumbnail(data, THUMBNAIL_SIDE, THUMBNAIL_TYPE, most_pixels=MOST_PIXELS)
    except ImageRefused as error:
        raise FileRefused(Words("la imagen está dañada o es enorme", "the picture is damaged or huge")) from error
    storage.put(bucket, thumbnail_key(upload.object_key), small.data, small.mime_type)
    return Picture(new_id(), upload.object_key, mime_type, size)


def _audit(tx: Tx, actor: Actor, before: Product, after: Product) -> None:
    facts = {"before": {"pictures": len(before.pictures)}, "after": {"pictures": len(after.pictures)}}
    if facts["before"] != facts["after"]:
        activity.audit(tx, actor, "product.changed", "product", after.id, **facts)


def _existing(product: Product | None) -> Product:
    if product is None:
        raise NotFound(Words("no existe ese producto", "there is no such product"))
    return product
