"""neonize's protobufs as the JSON that travels on the queue."""

import base64
from typing import Any

from google.protobuf.json_format import MessageToDict

from recado.vendors.whatsapp.web.parse import SERIALIZED
from sessions_host.port import Json
from sessions_host.protobufs import waE2E

FILES = ("imageMessage", "videoMessage", "ptvMessage", "audioMessage", "documentMessage", "stickerMessage")
_DOWNLOADING = (
    "URL", "directPath", "mediaKey", "mediaKeyTimestamp", "fileEncSHA256", "fileSHA256", "fileLength", "mimetype",
)  # fmt: skip
# Small pictures and sidecars that only a screen needs: they make a message of 2 KB one of 60 KB.
_DECORATION = frozenset(
    {"JPEGThumbnail", "pngThumbnail", "thumbnail", "streamingSidecar", "firstScanSidecar", "scansSidecar"}
)
_MOST_WAVEFORM = 200  # in base64; 64 bars take 88
_MAX_WRAPPERS = 8


def event_data(event: Any) -> Json:
    """Returns the JSON of a message, receipt or undecryptable event: bytes in base64, names in WhatsApp's own case.

    Left out are pictures in small, and `Raw`, which neonize fills with the message once more. A message with a file has
    what downloads it under `serialized`.
    """
    data: Json = _without_decoration(MessageToDict(event))
    data.pop("Raw", None)
    if event.DESCRIPTOR.name == "Message" and (message := downloadable(event.Message)) is not None:
        data[SERIALIZED] = base64.b64encode(message).decode()
    return data


def downloadable(message: Any) -> bytes | None:
    """Returns the waE2E Message with no more than its file's address and keys, serialized. None when it has no file."""
    for _ in range(_MAX_WRAPPERS):
        part = next((name for name in FILES if message.HasField(name)), None)
        if part:
            kept = waE2E.Message()
            file, target = getattr(message, part), getattr(kept, part)
            target.SetInParent()
            for name in _DOWNLOADING:
                if file.HasField(name):
                    setattr(target, name, getattr(file, name))
            return bytes(kept.SerializeToString())
        inner = next((value for field, value in message.ListFields() if _wraps(field)), None)
        if inner is None:
            return None
        message = inner.message
    return None


def message_of(serialized: str) -> tuple[bytes, int]:
    """Returns what `downloadable` made of a message, from its base64, and the bytes its file is said to have."""
    encoded = base64.b64decode(serialized)
    files = [file for _, file in waE2E.Message.FromString(encoded).ListFields()]
    return encoded, max((int(file.fileLength) for file in files if hasattr(file, "fileLength")), default=0)


def _wraps(field: Any) -> bool:
    kind = field.message_type
    return kind is not None and kind.name in ("FutureProofMessage", "DeviceSentMessage")


def _is_decoration(key: str, value: str) -> bool:
    return key in _DECORATION or (key == "waveform" and len(value) > _MOST_WAVEFORM)


def _without_decoration(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: _without_decoration(inner)
            for key, inner in value.items()
            if not (isinstance(inner, str) and _is_decoration(key, inner))
        }
    return [_without_decoration(inner) for inner in value] if isinstance(value, list) else value
