"""Files the team sends: what WhatsApp takes of each kind, by content and not by name, and names that do no harm."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

import filetype

from recado.kernel.errors import Invalid
from recado.platform.audio import VOICE_TYPE

FileKind = Literal["image", "video", "audio", "voice", "document", "sticker"]
SNIFF_BYTES = 8192
MOST_BYTES = 100 * 1024 * 1024
MOST_NAME_BYTES = 255
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
_WRAPPERS = frozenset({"application/zip", "application/x-ole-storage"})  # what office documents are inside
_SHOWN_INLINE = re.compile(r"(image/(jpeg|png|webp|gif)|video/[\w.+-]+|audio/[\w.+-]+|application/pdf|text/plain)(;|$)")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class FileRefused(Invalid):
    """WhatsApp does not take this file as what it should be sent as."""

    code = "file_refused"

    def __init__(self, problem: str) -> None:
        super().__init__(problem, errors=[{"field": "content.media_id", "problem": problem}])


@dataclass(frozen=True, slots=True)
class StoredObject:
    """A file in the object store, as somebody declared it."""

    object_key: str
    mime_type: str
    filename: str | None


def check_size(kind: FileKind, size: int) -> None:
    """FileRefused when WhatsApp takes no file of this kind as large as that."""
    if size > _MOST[kind]:
        raise FileRefused(f"the file has {size} bytes; WhatsApp takes up to {_MOST[kind]} as {kind}")


def true_type(kind: FileKind, declared: str, start: bytes, size: int) -> str:
    """The type to send the file under, by its first bytes. FileRefused when WhatsApp takes no such file."""
    check_size(kind, size)
    guessed = filetype.guess(start)
    found = str(guessed.mime) if guessed else None
    if kind == "voice" and found:
        found = _SOUND_IN.get(found, found)
    if found in EXECUTABLE:
        raise FileRefused("the file is a program")
    if kind == "document":
        return _document_type(declared, found)
    if found is None or found not in _TYPES[kind]:
        raise FileRefused(f"{kind} takes {', '.join(sorted(_TYPES[kind]))}; this file is {found or 'none of them'}")
    if found == OGG:
        return _ogg_type(kind, start)
    if kind == "sticker" and size > STILL_STICKER_BYTES and not _is_animated(start):
        raise FileRefused(f"a sticker that does not move has up to {STILL_STICKER_BYTES} bytes; this one has {size}")
    return found


def _document_type(declared: str, found: str | None) -> str:
    plain = declared.partition(";")[0].strip()
    wraps = found in _WRAPPERS and plain.startswith("application/")
    if found is None or found == plain or wraps:
        return plain
    raise FileRefused(f"the file was declared as {plain} and is {found}")


def _ogg_type(kind: FileKind, start: bytes) -> str:
    """WhatsApp plays OGG with the OPUS codec only, and voice notes with one channel (RFC 7845 §5.1): others of those
    are converted."""
    head = start.find(b"OpusHead")
    if kind == "voice":
        return VOICE_TYPE if head >= 0 and start[head + 9 : head + 10] == b"\x01" else OGG
    if head < 0:
        raise FileRefused("an OGG file must use the OPUS codec")
    return VOICE_TYPE


def _is_animated(start: bytes) -> bool:
    return start[12:16] == b"VP8X" and bool(start[20:21]) and bool(start[20] & 0x02)


def safe_name(name: str) -> str:
    """The last part of a path without signs that mislead or break a header, at most 255 bytes, its ending kept."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(sign for sign in last if sign not in _BIDI and unicodedata.category(sign)[0] != "C")
    kept = re.sub(r'[<>:"|?*;%]', "_", kept).strip(" .") or "file"
    stem, dot, ending = kept.rpartition(".")
    if not stem or len(ending.encode()) > 20:
        stem, dot, ending = kept, "", ""
    room = MOST_NAME_BYTES - len((dot + ending).encode())
    return stem.encode()[:room].decode(errors="ignore") + dot + ending


def disposition(mime_type: str, filename: str | None) -> str:
    """How a browser should treat the file: shown only when it is of a kind that can run nothing."""
    how = "inline" if _SHOWN_INLINE.match(mime_type) else "attachment"
    if filename is None:
        return how
    name = safe_name(filename)
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
