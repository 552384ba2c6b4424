"""A content as the waE2E Message a client sends, its file uploaded first."""

import time
from collections.abc import Callable
from typing import Any

from google.protobuf.json_format import ParseDict, ParseError

from recado.kernel.errors import Invalid
from recado.vendors.whatsapp.contents import Content
from recado.vendors.whatsapp.web.body import Body, FileKind, Target, web_body
from sessions_host.file_sources import File, ReadFile
from sessions_host.port import Address, Json, Refused
from sessions_host.protobufs import waE2E

Upload = Callable[[FileKind, bytes], Json]
_DEFAULT_TYPES: dict[FileKind, str] = {
    "image": "image/jpeg",
    "video": "video/mp4",
    "audio": "audio/ogg; codecs=opus",
    "document": "application/octet-stream",
    "sticker": "image/webp",
}


def compose(content: Content, to: Address, target: Target | None, read_file: ReadFile, upload: Upload) -> Any:
    """Returns the message. upload: gives the file's address and keys, under waE2E's names.

    Raises Refused or NotSent.
    """
    try:
        body = web_body(content, to=to.jid, target=target, at_ms=int(time.time() * 1000))
        if body.file:
            file = read_file(body.file)
            body.message[body.file.part] |= _described(body, file) | upload(body.file.kind, file.data)
        return ParseDict(body.message, waE2E.Message())
    except (Invalid, ParseError) as error:
        raise Refused("bad_content", str(error)) from None


def _described(body: Body, file: File) -> Json:
    assert body.file
    kind = body.file.kind
    written = file.mime_type if "/" in file.mime_type else _DEFAULT_TYPES[kind]
    # A voice note plays only under this name of its type.
    if kind == "audio" and written in ("audio/ogg", "application/ogg", "audio/opus"):
        written = _DEFAULT_TYPES["audio"]
    seconds = _opus_seconds(file.data) if written == _DEFAULT_TYPES["audio"] else 0
    return {"mimetype": written, "mediaKeyTimestamp": int(time.time())} | ({"seconds": seconds} if seconds else {})


def _opus_seconds(data: bytes) -> int:
    """Returns what a phone shows before it has the file: the last page says how many samples there are (RFC 7845 §4).

    0 when it does not say.
    """
    last = data.rfind(b"OggS")
    samples = int.from_bytes(data[last + 6 : last + 14], "little", signed=True)
    return 0 if last < 0 or samples <= 0 else min(max(1, round(samples / 48_000)), 2**31)
