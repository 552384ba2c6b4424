"""Example files for media headers: given to Meta, which answers the handle a template names them by."""

from uuid import UUID

from recado.activity.model import Actor
from recado.instances import checks
from recado.instances.rotate import credentials
from recado.kernel.errors import NotFound, TooLarge
from recado.kernel.settings import settings
from recado.kernel.words import Words
from recado.platform import storage
from recado.platform.db import database
from recado.templates import store
from recado.templates.graph import TemplateRefused, template_errors
from recado.vendors.whatsapp.cloud import accounts
from recado.vendors.whatsapp.cloud import templates as meta

TYPES = {"image/jpeg": "jpg", "image/png": "png", "video/mp4": "mp4", "application/pdf": "pdf"}
MOST_BYTES = 16 * 1024 * 1024


def of_media(actor: Actor, instance_id: UUID, media_id: UUID) -> str:
    """Returns the handle of a file of the inbox: one that a customer sent, or one that was uploaded."""
    with database().acting(actor) as tx:
        file = store.stored_file(tx, media_id)
    if file is None:
        raise NotFound(Words("no existe ese archivo", "there is no such file"))
    if (file.size or 0) > MOST_BYTES:
        raise TooLarge(Words("un archivo de ejemplo tiene como mucho 16 MB", "an example file has at most 16 MB"))
    return upload(actor, instance_id, storage.get(settings().bucket_media, file.object_key), file.mime_type)


def upload(actor: Actor, instance_id: UUID, data: bytes, mime_type: str) -> str:
    """Returns the handle of a file. Raises TemplateRefused when Meta takes no such file as an example."""
    bare = mime_type.partition(";")[0].strip().lower()
    if bare not in TYPES:
        raise TemplateRefused(
            Words(f"un ejemplo debe ser uno de: {', '.join(TYPES)}", f"an example must be one of: {', '.join(TYPES)}")
        )
    with database().acting(actor) as tx:
        held = credentials(tx, instance_id)
    with checks.graph_errors(checks.SecretWrong):
        app_id = accounts.inspect_token(held.access_token, held.app_secret).app_id
    if app_id is None:
        raise checks.TokenInvalid
    with template_errors():
        return meta.upload_example(held.access_token, app_id, data, bare, f"example.{TYPES[bare]}")
