"""What strangers' pictures are and become: judged by their bytes, bounded before they are decoded, without metadata."""

import io
import struct
import subprocess
import sys
import zlib

import pytest
from PIL import Image, ImageDraw

from recado.platform import images
from recado.platform.images import ImageRefused, ImageType

KINDS: dict[str, ImageType] = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


def picture(kind: str = "PNG", size: tuple[int, int] = (400, 200), mode: str = "RGB", **more: object) -> bytes:
    """Its left half is red, its right half blue."""
    made = Image.new("RGB", size, "blue")
    ImageDraw.Draw(made).rectangle((0, 0, size[0] // 2 - 1, size[1]), fill="red")
    out = io.BytesIO()
    made.convert(mode).save(out, kind, **more)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    made = Image.open(io.BytesIO(data))
    made.load()
    return made


def lying(side: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = side
    exif[0x010F] = "a camera"
    exif.get_ifd(0x8825)[1] = "N"  # where it was taken
    return exif


def png_of(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds next to nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def refusal(data: bytes, most_pixels: int = images.MOST_PIXELS) -> set[str]:
    codes = set()
    for attempt in (
        lambda: images.probe(data, most_pixels=most_pixels),
        lambda: images.thumbnail(data, 100, most_pixels=most_pixels),
    ):
        with pytest.raises(ImageRefused) as caught:
            attempt()
        codes.add(caught.value.code)
    return codes


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_what_its_bytes_say(kind: str) -> None:
    found = images.probe(picture(kind))
    assert (found.mime_type, found.width, found.height) == (KINDS[kind], 400, 200)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("into", KINDS.values())
def test_a_thumbnail_fits_its_square_and_shows_the_same(kind: str, into: ImageType) -> None:
    made = images.thumbnail(picture(kind), 100, into)
    assert (made.mime_type, made.width, made.height) == (into, 100, 50)
    assert images.probe(made.data) == images.Probe(into, 100, 50)
    shown = opened(made.data).convert("RGB")
    red, blue = shown.getpixel((20, 25)), shown.getpixel((80, 25))
    assert isinstance(red, tuple)
    assert isinstance(blue, tuple)
    assert red[0] > 200 > 60 > red[2]
    assert blue[2] > 200 > 60 > blue[0]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_way_of_colouring_is_read(mode: str) -> None:
    assert images.thumbnail(picture(mode=mode), 100).width == 100


def test_a_jpeg_in_inks_is_read() -> None:
    assert images.thumbnail(picture("JPEG", mode="CMYK"), 100, "image/png").mime_type == "image/png"


def test_a_small_picture_keeps_its_size() -> None:
    made = images.thumbnail(picture(size=(20, 10)), 100)
    assert (made.width, made.height) == (20, 10)


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_picture_that_lies_on_its_side_is_put_upright(mode: str) -> None:
    data = picture("JPEG", mode=mode, exif=lying(6))
    assert images.probe(data) == images.Probe("image/jpeg", 200, 400)
    made = images.thumbnail(data, 100)
    assert (made.width, made.height) == (50, 100)
    assert images.thumbnail(picture("PNG", mode="P", exif=lying(8)), 100).height == 100


@pytest.mark.parametrize("into", KINDS.values())
def test_place_and_camera_stay_behind(into: ImageType) -> None:
    shown = opened(images.thumbnail(picture("JPEG", exif=lying(1), comment=b"secret"), 100, into).data)
    assert not shown.getexif()
    assert not {"exif", "comment", "icc_profile", "xmp"} & shown.info.keys()


def test_what_was_transparent_stays_so_and_is_white_where_it_cannot() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(out, "PNG")
    for into in ("image/png", "image/webp"):
        pixel = opened(images.thumbnail(out.getvalue(), 40, into).data).getpixel((5, 5))
        assert isinstance(pixel, tuple)
        assert pixel[3] == 0
    assert opened(images.thumbnail(out.getvalue(), 40, "image/jpeg").data).getpixel((5, 5)) == (255, 255, 255)


def test_of_an_animation_the_first_picture_is_taken() -> None:
    out = io.BytesIO()
    first, *others = [Image.new("RGB", (40, 40), colour) for colour in ("red", "green", "blue")]
    first.save(out, "WEBP", save_all=True, append_images=others)
    pixel = opened(images.thumbnail(out.getvalue(), 40, "image/png").data).getpixel((5, 5))
    assert isinstance(pixel, tuple)
    assert pixel[0] > 200


@pytest.mark.parametrize("size", [(30_000, 30_000), (8_000, 8_000), (16_384, 1), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_is_refused_before_it_is_decoded(size: tuple[int, int]) -> None:
    assert refusal(png_of(*size)) == {"image_too_large"}


def test_whoever_calls_may_bound_it_narrower() -> None:
    assert refusal(picture(), most_pixels=400 * 200 - 1) == {"image_too_large"}
    assert images.probe(picture(), most_pixels=400 * 200).width == 400


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
        picture("GIF"),
        picture("TIFF"),
        picture("BMP"),
        b"\xff\xd8\xff" + bytes(100),
        b"RIFF\x10\x00\x00\x00WEBPVP8 " + bytes(20),
    ],
    ids=["nothing", "only a mark", "svg", "postscript", "gif", "tiff", "bmp", "no jpeg", "no webp"],
)
def test_anything_else_is_refused(data: bytes) -> None:
    assert refusal(data) == {"image_unreadable"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_that_breaks_off_is_refused(kind: str) -> None:
    data = picture(kind, (800, 800))
    with pytest.raises(ImageRefused):
        images.thumbnail(data[: len(data) // 2], 100)


@pytest.mark.parametrize("kind", KINDS)
def test_no_broken_byte_brings_another_error(kind: str) -> None:
    data = picture(kind, (60, 60), exif=lying(6))
    for place in range(len(data)):
        for value in (0, 0xFF, data[place] ^ 0x80):
            broken = data[:place] + bytes([value]) + data[place + 1 :]
            try:
                images.probe(broken)
                images.thumbnail(broken, 30)
            except ImageRefused:
                pass


def test_pillow_is_loaded_by_the_first_picture_only() -> None:
    program = "import sys, recado.platform.images; print([name for name in sys.modules if name.startswith('PIL')])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
