"""/v1/media: files to send, and links to files that were sent."""

from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.messages import MediaLink, MediaUpload, NewMedia
from recado.runtime.api import Call, route
from recado.runtime.permissions import Permission
from recado.sending import uploads

routes = Blueprint(__name__)


@route(routes, "POST", "/v1/media", permission=Permission.MESSAGES_SEND, status=201)
def create_media_upload(call: Call, body: NewMedia) -> MediaUpload:
    """Create an upload.

    Returns a link to bring a file; its `id` is the `media_id` of the messages that send it.
    """
    return MediaUpload.of(uploads.upload_link(call.actor, body.mime_type, body.size, body.filename), method="PUT")


@route(routes, "GET", "/v1/media/{media_id}", permission=Permission.MESSAGES_READ)
def get_media(call: Call, media_id: UUID) -> MediaLink:
    """Get a file.

    As a link that is good for five minutes.
    """
    return MediaLink.of(uploads.download_link(call.actor, media_id))
