"""Files that somebody of the team brings to be sent, and a conversation to send them in."""

import urllib.request
from urllib.error import HTTPError

from recado.kernel.errors import NotFound
from recado.kernel.settings import settings
from recado.platform import storage
from tests.rigs.desk import Desk, desk
from tests.rigs.product import Product

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(600)
MP4 = b"\x00\x00\x00\x18ftypmp42" + bytes(600)
MP3 = b"ID3\x03\x00" + bytes(600)
PDF = b"%PDF-1.7\n" + bytes(600)
WEBP = b"RIFF\x00\x10\x00\x00WEBPVP8 " + bytes(600)
NOT_AUDIO = b"ID3\x04" + b"\x55" * 5000


def ogg(channels: int) -> bytes:
    return b"OggS\x00\x02" + bytes(20) + b"\x01\x13OpusHead\x01" + bytes([channels]) + bytes(2000)


def put(url: str, data: bytes, mime_type: str) -> int:
    request = urllib.request.Request(url, data, {"Content-Type": mime_type}, method="PUT")
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


def brought(at: Desk, data: bytes, mime_type: str, filename: str = "archivo") -> str:
    """The id of a file that was brought by its link."""
    said = at.post("media", mime_type=mime_type, size=len(data), filename=filename)
    assert said.status == 201, said.body
    assert put(said.body["url"], data, mime_type) == 200
    return str(said.body["id"])


def talking(product: Product) -> tuple[Desk, str]:
    at = desk(product)
    return at, at.heard(product.customer())


def stored(key: str) -> bool:
    """Returns whether the object store has a file under this key."""
    try:
        storage.get(settings().bucket_media, key)
    except NotFound:
        return False
    return True


def delete_contacts(at: Desk) -> None:
    for row in at.line.rows("select id from contacts"):
        assert at.person.call("DELETE", f"/v1/contacts/{row['id']}").status == 204
