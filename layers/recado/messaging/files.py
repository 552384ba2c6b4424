"""Files the team sends: what WhatsApp takes of each kind, by content and not by name, and names that do no harm."""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote
from uuid import UUID

import filetype

from recado.kernel.errors import Invalid
from recado.kernel.words import Words
from recado.messaging.file_names import safe_name
from recado.platform.audio import VOICE_TYPE

FileKind = Literal["image", "video", "audio", "voice", "document", "sticker"]
SNIFF_BYTES = 8192
MOST_BYTES = 100 * 1024 * 1024
MEGABYTE = 1024 * 1024
STILL_STICKER_BYTES = 100 * 1024
OGG = "audio/ogg"

# Meta, Cloud API, Media reference: types and sizes it takes. A document may be anything that is no program.
_TYPES: dict[str, frozenset[str]] = {
    "image": frozenset({"image/jpeg", "image/png"}),
    "video": frozenset({"video/mp4", "video/3gpp"}),
    "audio": frozenset({"audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", OGG}),
    "sticker": frozenset({"image/webp"}),
}
# A voice note is made of any of these (`voice_notes`). Recorders keep plain sound in the containers of videos.
_TYPES["voice"] = _TYPES["audio"] | {"audio/webm", "audio/3gpp", "audio/x-wav", "audio/x-flac", "audio/x-aiff"}
_SOUND_IN = {"video/mp4": "audio/mp4", "video/3gpp": "audio/3gpp", "video/webm": "audio/webm"}
_MOST: dict[str, int] = {
    "image": 5 * MEGABYTE,
    "video": 16 * MEGABYTE,
    "audio": 16 * MEGABYTE,
    "voice": 16 * MEGABYTE,
    "document": MOST_BYTES,
    "sticker": 500 * 1024,
}
EXECUTABLE = frozenset({"application/x-msdownload", "application/x-executable", "application/x-mach-binary"})
UNKNOWN = "application/octet-stream"
PLAIN = "text/plain"
_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_OFFICE: dict[str, frozenset[str]] = {  # what office documents are inside, and which they may be
    "application/zip": frozenset(
        {f"{_OPEN_XML}.wordprocessingml.document", f"{_OPEN_XML}.spreadsheetml.sheet",
         f"{_OPEN_XML}.presentationml.presentation"}
    ),
    "application/x-ole-storage": frozenset(
        {"application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"}
    ),
}  # fmt: skip
# Meta, Cloud API, Media reference: the documents it promises to deliver. Any text goes as plain text, under its name.
CLOUD_DOCUMENTS = frozenset({PLAIN, "application/pdf"}).union(*_OFFICE.values())
# Files a browser may show by itself: none of them can run anything, whatever is written in it.
_INLINE = frozenset(
    {"image/jpeg", "image/png", "image/webp", "image/gif", "video/mp4", "video/3gpp", "audio/ogg", "audio/mpeg",
     "audio/mp4", "audio/aac", "audio/amr", "audio/webm", "audio/3gpp", "audio/x-wav", "audio/x-flac",
     "application/pdf"}
)  # fmt: skip
_TYPE = re.compile(r"[a-z]{1,20}/[a-z0-9][a-z0-9.+-]{0,100}")


class FileRefused(Invalid):
    """WhatsApp does not take this file as what it should be sent as."""

    code = "file_refused"

    def __init__(self, problem: Words) -> None:
        super().__init__(problem, errors=[{"field": "content.media_id", "problem": problem}])


@dataclass(frozen=True, slots=True)
class StoredObject:
    """A file in the object store, as somebody declared it. size: None when nobody did. thumbnail: whether a small
    picture stands beside it."""

    object_key: str
    mime_type: str
    filename: str | None
    size: int | None
    id: UUID
    thumbnail: bool = False


def bare_type(declared: str) -> str:
    """Returns a declared type in lower case without its parameters; UNKNOWN when it is none."""
    bare = declared.partition(";")[0].strip().lower()
    return bare if _TYPE.fullmatch(bare) else UNKNOWN


def content_type(start: bytes, declared: str) -> str:
    """Returns what a received file is, by its first bytes; UNKNOWN where they do not tell. declared: by whoever sent
    it.

    The declaration only decides between what the content allows: which office document, which kind of text.
    """
    guessed = filetype.guess(start)
    by_content, bare = (str(guessed.mime) if guessed else None), bare_type(declared)
    if by_content is None:
        if not is_text(start):
            return UNKNOWN
        return bare if bare in ("text/csv", "text/vcard", "text/calendar") else PLAIN
    if bare in _OFFICE.get(by_content, ()):
        return bare
    if bare.startswith("audio/"):
        by_content = _SOUND_IN.get(by_content, by_content)
    return VOICE_TYPE if by_content == OGG and b"OpusHead" in start[:512] else by_content


def is_text(start: bytes) -> bool:
    """Returns whether these are the first bytes of a text in UTF-8, by having no sign that texts have not."""
    try:
        text = start.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(start) - 4:  # not just a sign cut in two
            return False
        text = start[: error.start].decode("utf-8")
    return bool(text) and not any(sign < " " and sign not in "\t\n\r\f" for sign in text)


def most_bytes(kind: FileKind) -> int:
    """Returns how large a file of this kind may be."""
    return _MOST[kind]


def check_size(kind: FileKind, size: int) -> None:
    """Raises FileRefused when WhatsApp takes no file of this kind as large as that."""
    if size > _MOST[kind]:
        raise FileRefused(
            Words(
                f"el archivo tiene {size} bytes; WhatsApp acepta hasta {_MOST[kind]} como {kind}",
                f"the file has {size} bytes; WhatsApp takes up to {_MOST[kind]} as {kind}",
            )
        )


def true_type(kind: FileKind, declared: str, start: bytes, size: int, *, any_document: bool = False) -> str:
    """Returns the type to send the file under, by its first bytes. Raises FileRefused when WhatsApp takes no such file.

    any_document: the number is on WhatsApp Web, which takes documents of every type.
    """
    check_size(kind, size)
    guessed = filetype.guess(start)
    by_content = str(guessed.mime) if guessed else None
    if kind == "voice" and by_content:
        by_content = _SOUND_IN.get(by_content, by_content)
    if by_content in EXECUTABLE:
        raise FileRefused(Words("el archivo es un programa", "the file is a program"))
    if kind == "document":
        return _document_type(declared, start, any_document)
    if by_content is None or by_content not in _TYPES[kind]:
        raise FileRefused(_takes(kind, _TYPES[kind], by_content))
    if by_content == OGG:
        return _ogg_type(kind, start)
    if kind == "sticker" and size > STILL_STICKER_BYTES and not _is_animated(start):
        raise FileRefused(
            Words(
                f"un sticker que no se mueve tiene hasta {STILL_STICKER_BYTES} bytes; este tiene {size}",
                f"a sticker that does not move has up to {STILL_STICKER_BYTES} bytes; this one has {size}",
            )
        )
    return by_content


def _takes(kind: FileKind, types: frozenset[str], mime_type: str | None) -> Words:
    allowed = ", ".join(sorted(types))
    return Words(
        f"{kind} acepta {allowed}; este archivo es {mime_type or 'otra cosa'}",
        f"{kind} takes {allowed}; this file is {mime_type or 'none of them'}",
    )


def _document_type(declared: str, start: bytes, any_document: bool) -> str:
    mime_type = content_type(start, declared)
    if any_document:
        return mime_type
    sent_as = PLAIN if mime_type.startswith("text/") else mime_type
    if sent_as not in CLOUD_DOCUMENTS:
        raise FileRefused(_takes(kind="document", types=CLOUD_DOCUMENTS, mime_type=mime_type))
    return sent_as


def _ogg_type(kind: FileKind, start: bytes) -> str:
    """WhatsApp plays OGG with the OPUS codec only, and voice notes with one channel (RFC 7845 §5.1): others of those
    are converted."""
    head = start.find(b"OpusHead")
    if kind == "voice":
        return VOICE_TYPE if head >= 0 and start[head + 9 : head + 10] == b"\x01" else OGG
    if head < 0:
        raise FileRefused(Words("un archivo OGG debe usar el códec OPUS", "an OGG file must use the OPUS codec"))
    return VOICE_TYPE


def _is_animated(start: bytes) -> bool:
    return start[12:16] == b"VP8X" and bool(start[20:21]) and bool(start[20] & 0x02)


def disposition(mime_type: str, filename: str | None) -> str:
    """Returns how a browser should treat the file: shown only when it is of a kind that can run nothing."""
    how = "inline" if bare_type(mime_type) in _INLINE else "attachment"
    if filename is None:
        return how
    name = safe_name(filename)
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
