"""/v1/media: files to send, and links to files that were sent."""

from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.messages import (
    MediaIds,
    MediaLink,
    MediaLinks,
    MediaUpload,
    MessageMedia,
    NewMedia,
)
from recado.inbox import files_again
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


@route(routes, "POST", "/v1/media/links", permission=Permission.FILES_READ)
def get_media_links(call: Call, body: MediaIds) -> MediaLinks:
    """Get files.

    Up to a hundred at once, as links that are good for five minutes.
    """
    links = uploads.download_links(call.actor, body.ids)
    ready = {link.media_id for link in links}
    return MediaLinks(
        items=[MediaLink.of(link) for link in links], missing=[each for each in body.ids if each not in ready]
    )


@route(routes, "POST", "/v1/media/{media_id}/download", permission=Permission.MESSAGES_SEND)
def download_media_again(call: Call, media_id: UUID) -> MessageMedia:
    """Download a file again.

    One that `failed`: it is `pending` from now on. One that is not stays as it is.
    409 `file_lost` when WhatsApp does not have it any more, or it was asked for five times.
    """
    return MessageMedia.of(files_again.download_again(call.actor, media_id))
