"""Example files for media headers: given to Meta, which answers the handle a template names them by."""

from uuid import UUID

from recado.activity.model import Actor
from recado.instances import checks
from recado.instances.rotate import credentials
from recado.kernel.errors import NotFound, TooLarge
from recado.kernel.settings import settings
from recado.platform import storage
from recado.platform.db import database
from recado.templates.asking import TemplateRefused, asking
from recado.vendors.whatsapp.cloud import accounts
from recado.vendors.whatsapp.cloud import templates as meta

TYPES = {"image/jpeg": "jpg", "image/png": "png", "video/mp4": "mp4", "application/pdf": "pdf"}
MOST_BYTES = 16 * 1024 * 1024


def of_media(actor: Actor, instance_id: UUID, media_id: UUID) -> str:
    """The handle of a file of the inbox, such as one that a customer sent."""
    with database().acting(actor) as tx:
        rows = tx.dicts(
            "select object_key, mime_type, size from media where id = %s and state = 'stored' "
            "and object_key is not null",
            (media_id,),
        )
    if not rows:
        raise NotFound("there is no such file")
    if (rows[0]["size"] or 0) > MOST_BYTES:
        raise TooLarge("an example file has at most 16 MB")
    return upload(actor, instance_id, storage.get(settings().bucket_media, rows[0]["object_key"]), rows[0]["mime_type"])


def upload(actor: Actor, instance_id: UUID, data: bytes, mime_type: str) -> str:
    """The handle of a file. TemplateRefused when Meta takes no such file as an example."""
    bare = mime_type.partition(";")[0].strip().lower()
    if bare not in TYPES:
        raise TemplateRefused(f"an example must be one of: {', '.join(TYPES)}")
    with database().acting(actor) as tx:
        held = credentials(tx, instance_id)
    with checks.asking(checks.SecretWrong):
        app_id = accounts.inspect_token(held.access_token, held.app_secret).app_id
    if app_id is None:
        raise checks.TokenInvalid
    with asking():
        return meta.upload_example(held.access_token, app_id, data, bare, f"example.{TYPES[bare]}")
