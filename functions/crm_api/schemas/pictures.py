"""Logos and avatars."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from recado.businesses.pictures import MOST_BYTES
from recado.platform.images import ImageType
from recado.runtime.api import RequestModel
from recado.runtime.responses import ResponseModel


class NewPicture(RequestModel):
    mime_type: ImageType
    size: Annotated[int, Field(ge=1, le=MOST_BYTES)]


class PictureUpload(ResponseModel):
    """Send the file by PUT to `url`, with the Content-Type it was declared with, before `expires_at`."""

    upload_id: UUID
    url: str
    method: Literal["PUT"] = "PUT"
    expires_at: datetime


class SetPicture(RequestModel):
    """`upload_id`: of the link by which the file was brought."""

    upload_id: UUID


class Picture(ResponseModel):
    """`url`: anybody who has it may look, for as long as the picture is in use."""

    url: str
