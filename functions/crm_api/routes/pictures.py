"""/v1/pictures: logos of businesses and avatars of people."""

import re

from chalice.app import Blueprint

from functions.crm_api.schemas.pictures import NewPicture, Picture, PictureUpload, SetPicture
from recado.accounts import avatars
from recado.businesses import pictures
from recado.kernel.errors import NotFound
from recado.runtime.api import Call, Text, route
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


@route(routes, "POST", "/v1/me/avatar/uploads", permission=Permission.SIGNED_IN, status=201)
def create_avatar_upload(call: Call, body: NewPicture) -> PictureUpload:
    """Create an upload of an avatar.

    Returns a link to bring a JPEG, PNG or WebP of up to 1 MB; `PUT /v1/me/avatar` then puts it to use.
    """
    return PictureUpload.of(pictures.upload_link(call.user_id, body.mime_type, body.size))


@route(routes, "PUT", "/v1/me/avatar", permission=Permission.SIGNED_IN)
def set_avatar(call: Call, body: SetPicture) -> Picture:
    """Set the avatar.

    Of the file that was brought; judged by its content, made small, without what else it carried.
    """
    return Picture(url=avatars.change(call.user_id, body.upload_id))


@route(routes, "DELETE", "/v1/me/avatar", permission=Permission.SIGNED_IN)
def remove_avatar(call: Call) -> None:
    """Remove the avatar."""
    avatars.remove(call.user_id)


@route(routes, "POST", "/v1/business/logo/uploads", permission=Permission.BUSINESS_WRITE, status=201)
def create_logo_upload(call: Call, body: NewPicture) -> PictureUpload:
    """Create an upload of a logo.

    Returns a link to bring a JPEG, PNG or WebP of up to 1 MB; `PUT /v1/business/logo` then puts it to use.
    """
    return PictureUpload.of(pictures.upload_link(call.actor.business_id, body.mime_type, body.size))


@route(routes, "PUT", "/v1/business/logo", permission=Permission.BUSINESS_WRITE)
def set_logo(call: Call, body: SetPicture) -> Picture:
    """Set the logo.

    Of the file that was brought; judged by its content, made small, without what else it carried.
    """
    return Picture(url=pictures.set_logo(call.actor, body.upload_id))


@route(routes, "DELETE", "/v1/business/logo", permission=Permission.BUSINESS_WRITE)
def remove_logo(call: Call) -> None:
    """Remove the logo."""
    pictures.remove_logo(call.actor)


@route(routes, "GET", "/v1/pictures/{token}", permission=Permission.PUBLIC, status=302)
def show_picture(_call: Call, token: str) -> Text:
    """Show a picture.

    Leads to the file; browsers keep it for some minutes.
    """
    if not TOKEN.fullmatch(token):
        raise NotFound
    link = pictures.link(token)
    kept = pictures.SHOW_SECONDS // 2
    return Text("text/plain", link, {"Location": link, "Cache-Control": f"public, max-age={kept}"})
