"""The door to Pillow: what a picture is, judged by its own bytes, and smaller pictures made of it.

Only the three kinds that WhatsApp and browsers share are opened, and nothing is decoded before the size in its header
was compared with a bound: a file of a few kilobytes can claim billions of pixels. Pillow is loaded by the first call.
"""

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from recado.kernel.errors import RecadoError

if TYPE_CHECKING:
    from PIL import Image, ImageFile

ImageType = Literal["image/jpeg", "image/png", "image/webp"]
TYPES: dict[str, ImageType] = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
FORMATS = {mime_type: name for name, mime_type in TYPES.items()}
EXTENSIONS: dict[ImageType, str] = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
MOST_PIXELS = 50_000_000  # what a good phone's camera takes; a PNG of them, decoded, fills 200 MB
MOST_SIDE = 16_383  # WebP can hold no more
_MIXABLE = ("L", "LA", "RGB", "RGBA", "CMYK")  # of these, pixels can be averaged as they are
_ORIENTATION = 0x0112  # of EXIF; from 5 on, the picture lies on its side
# What Pillow's readers raise over broken files, besides what they mean to raise.
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, OverflowError, struct.error, zlib.error)


class ImageRefused(RecadoError):
    """The file is no JPEG, PNG or WebP picture that can be read."""

    code = "image_unreadable"
    status = 422


class ImageTooLarge(ImageRefused):
    """The picture has too many pixels."""

    code = "image_too_large"


@dataclass(frozen=True, slots=True)
class Probe:
    """What a picture's header says: its type, and its size in pixels as people see it, turned as EXIF says."""

    mime_type: ImageType
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A picture made here, of a known size, without the metadata of the one it was made from."""

    data: bytes
    mime_type: ImageType
    width: int
    height: int


def probe(data: bytes, *, most_pixels: int = MOST_PIXELS) -> Probe:
    """Returns what the header says; the picture itself is not decoded, so it may still be broken further on.

    Raises ImageRefused for anything but a JPEG, PNG or WebP, ImageTooLarge beyond `most_pixels`.
    """
    with _opened(data, most_pixels) as picture:
        width, height = picture.size
        if picture.getexif().get(_ORIENTATION, 1) in (5, 6, 7, 8):
            width, height = height, width
        return Probe(TYPES[str(picture.format)], width, height)


def thumbnail(
    data: bytes, most_side: int, mime_type: ImageType = "image/webp", *, most_pixels: int = MOST_PIXELS
) -> Thumbnail:
    """Returns the picture (of an animation, its first), upright, neither side longer than `most_side` pixels.

    A smaller one keeps its size and is encoded anew all the same: whatever else the file carried (place, camera, a
    page hidden behind the pixels) is gone. A JPEG has no transparency: what was transparent becomes white.
    Raises what `probe` does, and ImageRefused when the picture breaks off.
    """
    from PIL import ImageOps  # noqa: PLC0415  only who makes a picture loads Pillow

    with _opened(data, most_pixels) as picture:
        upright = ImageOps.exif_transpose(_smaller(picture, most_side))
        upright.info = {}  # the place, the camera, the profile of its colours
        made = _plain(upright, mime_type)
        out = io.BytesIO()
        made.save(out, FORMATS[mime_type], **({"optimize": True} if mime_type == "image/png" else {"quality": 80}))
        return Thumbnail(out.getvalue(), mime_type, made.width, made.height)


def encoded(pixels: bytes, width: int, height: int, turned: int, mime_type: ImageType = "image/jpeg") -> Thumbnail:
    """Returns a picture of plain pixels (three bytes each: red, green, blue), turned to the left by so many degrees.

    Raises ImageRefused (image_unreadable) when there are not as many as it needs.
    """
    from PIL import Image  # noqa: PLC0415  only who makes a picture loads Pillow

    if len(pixels) != width * height * 3 or not pixels:
        raise ImageRefused("image_unreadable")
    made = Image.frombytes("RGB", (width, height), pixels)
    upright = made.rotate(turned, expand=True) if turned else made
    out = io.BytesIO()
    upright.save(out, FORMATS[mime_type], quality=80)
    return Thumbnail(out.getvalue(), mime_type, upright.width, upright.height)


def _smaller(picture: "ImageFile.ImageFile", most_side: int) -> "Image.Image":
    """Returns it decoded and small. A JPEG is decoded at a fraction of its size, and no large picture is copied."""
    if picture.mode in _MIXABLE:
        picture.thumbnail((most_side, most_side))  # in place; of colours by number, it could only leave pixels out
        return picture
    orientation = picture.getexif().get(_ORIENTATION, 1)
    made = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    made.thumbnail((most_side, most_side))
    made.getexif()[_ORIENTATION] = orientation
    return made


def _plain(picture: "Image.Image", mime_type: ImageType) -> "Image.Image":
    from PIL import Image  # noqa: PLC0415  only who makes a picture loads Pillow

    if not picture.has_transparency_data:
        return picture.convert("RGB")
    made = picture.convert("RGBA")
    if mime_type != "image/jpeg":
        return made
    ground = Image.new("RGB", made.size, "white")
    ground.paste(made, mask=made.getchannel("A"))
    return ground


@contextmanager
def _opened(data: bytes, most_pixels: int) -> "Iterator[ImageFile.ImageFile]":
    from PIL import Image  # noqa: PLC0415  only who makes a picture loads Pillow

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sizes, which are bounded here, and of broken metadata
            with Image.open(io.BytesIO(data), formats=tuple(TYPES)) as picture:
                width, height = picture.size
                if width * height > most_pixels or max(width, height) > MOST_SIDE:
                    raise ImageTooLarge
                yield picture
    except Image.DecompressionBombError:
        raise ImageTooLarge from None
    except _BROKEN as error:
        raise ImageRefused from error
