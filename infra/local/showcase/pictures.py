"""Files for the made-up conversations, drawn here: breads, a transfer slip, a price list, a sticker, a voice note."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from infra.local.demo.samples import voice_note

WARM, CRUST, CREAM, INK = "#f6e3c5", "#b9742b", "#fff8ec", "#3a2a1a"


@dataclass(frozen=True, slots=True)
class File:
    """A file and what it is."""

    name: str
    mime_type: str
    data: bytes


def _jpeg(draw: Callable[[ImageDraw.ImageDraw], None], size: tuple[int, int] = (960, 720)) -> bytes:
    image = Image.new("RGB", size, WARM)
    draw(ImageDraw.Draw(image))
    file = io.BytesIO()
    image.save(file, "JPEG", quality=82)
    return file.getvalue()


def _conchas(pen: ImageDraw.ImageDraw) -> None:
    for row in range(3):
        for column in range(4):
            x, y = 40 + column * 230, 40 + row * 225
            pen.ellipse((x, y, x + 190, y + 180), fill=CRUST)
            top = ("#f7c6d0", "#fff3d6", "#8a5a3c")[(row + column) % 3]
            pen.ellipse((x + 14, y + 8, x + 176, y + 140), fill=top)
            for line in range(4):
                pen.arc((x + 20 + line * 22, y + 10, x + 170, y + 150), 180, 300, fill=CRUST, width=5)


def _cake(pen: ImageDraw.ImageDraw) -> None:
    pen.ellipse((180, 560, 780, 660), fill="#d9c3a0")
    pen.rectangle((230, 330, 730, 600), fill=CREAM)
    pen.rectangle((230, 430, 730, 460), fill="#e58fa2")
    pen.ellipse((230, 280, 730, 380), fill="#fff")
    for index in range(7):
        pen.ellipse((265 + index * 65, 290, 305 + index * 65, 330), fill="#c43d4d")


def _breads(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((0, 520, 960, 720), fill="#8a5a3c")
    for index in range(5):
        x, y = 30 + index * 185, 300 + index % 2 * 60
        pen.ellipse((x, y, x + 230, y + 240), fill=CRUST)
        pen.ellipse((x + 18, y + 14, x + 212, y + 150), fill="#d99a4e")
        for cut in range(3):
            pen.line((x + 60 + cut * 45, y + 60, x + 90 + cut * 45, y + 140), fill=CREAM, width=8)


def _slip(pen: ImageDraw.ImageDraw) -> None:
    big, small = ImageFont.load_default(44), ImageFont.load_default(28)
    pen.rectangle((0, 0, 720, 960), fill="#fff")
    pen.rectangle((0, 0, 720, 130), fill="#0b5d51")
    pen.text((40, 38), "Transferencia exitosa", font=big, fill="#fff")
    lines = (
        "Importe",
        "$ 420.00 MXN",
        "Beneficiario",
        "La Espiga SA de CV",
        "Concepto",
        "Pastel tres leches",
        "Folio",
        "8841 2203",
    )
    for index, line in enumerate(lines):
        pen.text((40, 190 + index * 82), line, font=small if index % 2 == 0 else big, fill=INK if index % 2 else "#777")


def _list(pen: ImageDraw.ImageDraw) -> None:
    font = ImageFont.load_default(40)
    pen.rectangle((0, 0, 827, 1169), fill="#fff")
    pen.text((60, 60), "La Espiga · Lista de precios", font=ImageFont.load_default(52), fill=CRUST)
    items = (
        "Concha  $18",
        "Bolillo  $4",
        "Cuernito  $22",
        "Pan de muerto  $35",
        "Pastel de tres leches  $420",
        "Café de olla  $30",
    )
    for index, line in enumerate(items):
        pen.text((60, 190 + index * 90), line, font=font, fill=INK)


def _sticker() -> bytes:
    image = Image.new("RGBA", (512, 512), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((36, 36, 476, 476), fill="#ffd34d", outline="#fff", width=14)
    pen.ellipse((160, 180, 205, 245), fill=INK)
    pen.ellipse((307, 180, 352, 245), fill=INK)
    pen.arc((150, 200, 362, 380), 20, 160, fill=INK, width=16)
    file = io.BytesIO()
    image.save(file, "WEBP")
    return file.getvalue()


def _price_list() -> bytes:
    image = Image.new("RGB", (827, 1169), "#fff")
    _list(ImageDraw.Draw(image))
    file = io.BytesIO()
    image.save(file, "PDF")
    return file.getvalue()


def files() -> dict[str, File]:
    """Returns every file, by what it shows."""
    return {
        "conchas": File("conchas.jpg", "image/jpeg", _jpeg(_conchas)),
        "cake": File("pastel.jpg", "image/jpeg", _jpeg(_cake)),
        "breads": File("panes.jpg", "image/jpeg", _jpeg(_breads)),
        "slip": File("comprobante.jpg", "image/jpeg", _jpeg(_slip, (720, 960))),
        "list": File("lista-de-precios.pdf", "application/pdf", _price_list()),
        "sticker": File("sticker.webp", "image/webp", _sticker()),
        "video": File("caja.mp4", "video/mp4", Path(__file__).with_name("box.mp4").read_bytes()),
        "voice": File("voz.ogg", "audio/ogg; codecs=opus", voice_note(4.0, 7)),
    }
