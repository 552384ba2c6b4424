"""The contents with a file. Limits: Meta, Cloud API, Messages reference (image, video, audio, document, sticker)."""

from typing import Annotated, Literal, Self

from pydantic import Field, ValidationInfo, model_validator

from recado.kernel.validation import Wrong
from recado.kernel.words import Words
from recado.vendors.whatsapp.contents.fields import Arriving, FileName, Link, Part, VendorId, has_arrived, sendable

MAX_CAPTION = 1024
Caption = Annotated[
    Arriving, sendable(MAX_CAPTION, blank=True), Field(description=f"Up to {MAX_CAPTION} characters may be sent")
]


class File(Part):
    """A file by its id or by a public link: one of them. One that WhatsApp itself could not fetch has neither."""

    # Ours until the message is sent; when it is sent, the vendor's.
    media_id: Annotated[
        VendorId | None, Field(description="Of a file brought by `POST /v1/media`, or of a message's file")
    ] = None
    link: Link | None = None

    @model_validator(mode="after")
    def _one_source(self, info: ValidationInfo) -> Self:
        if (self.media_id is None) == (self.link is None) and not has_arrived(info):
            raise Wrong(Words("da media_id o link, uno de los dos", "give media_id or link, one of them"))
        return self


class ImageContent(File):
    type: Literal["image"] = "image"
    caption: Caption | None = None


class VideoContent(File):
    type: Literal["video"] = "video"
    caption: Caption | None = None


class AudioContent(File):
    """A sound, or with `voice` a voice note of up to 16 MB: any audio file (MP3, M4A, AAC, AMR, OGG, WebM, WAV, FLAC,
    AIFF), or the sound of an MP4 or 3GP. What is not OGG/OPUS with one channel is converted before it is sent, up to
    15 minutes of it; a file that turns out unreadable fails the message. Behind a link it must be OGG/OPUS with one
    channel already."""

    type: Literal["audio"] = "audio"
    voice: Annotated[bool, Field(description="Shown as a voice note")] = False


class DocumentContent(File):
    type: Literal["document"] = "document"
    filename: FileName | None = None
    caption: Caption | None = None


class StickerContent(File):
    type: Literal["sticker"] = "sticker"
