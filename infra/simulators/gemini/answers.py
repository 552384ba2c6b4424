"""What is in a file, as an answer of the shape that was asked for.

A file may say itself what is to be heard or seen in it: `recado-heard:` and a JSON string or object, anywhere in its
bytes, such as in a comment (OGG, JPEG, PNG and PDF each have one). Escaped JSON is ASCII, which every format takes.
"""

import json
import struct
from typing import Any

from infra.simulators.openai.schema_values import instance

Json = dict[str, Any]
HEARD = b"recado-heard:"
MOST_HIDDEN = 16_384
WORDS = ("transcripcion", "descripcion")  # the field that takes what was given as plain text
MADE_UP = {
    "audio": "Hola, quisiera información por favor. (audio de prueba)",
    "image": "Una imagen de prueba.",
    "video": "Un video de prueba.",
    "application": "Un documento de prueba.",
}
OPUS_RATE = 48_000
BYTES_A_SECOND = 2_000  # of what is no OGG: about 16 kbit/s


def hidden(data: bytes) -> Any:
    """Returns what the file says of itself; None when it says nothing."""
    at = data.find(HEARD)
    if at < 0:
        return None
    text = data[at + len(HEARD) : at + len(HEARD) + MOST_HIDDEN].decode("utf-8", "ignore")
    try:
        return json.JSONDecoder().raw_decode(text.lstrip())[0]
    except ValueError:
        return None


def answer(schema: Json | None, mime_type: str, given: Any) -> str:
    """Returns the answer's text: JSON when there is a schema, else words. given: a text, an object, or None."""
    words = given if isinstance(given, str) else MADE_UP.get(mime_type.partition("/")[0], MADE_UP["application"])
    if schema is None:
        return words if not isinstance(given, dict) else json.dumps(given, ensure_ascii=False)
    value = instance(schema, "")
    properties = schema.get("properties", {})
    value |= {name: words for name in WORDS if name in properties}
    value |= {"idioma": "es"} if "idioma" in properties else {}
    if isinstance(given, dict):
        value |= given
    return json.dumps(value, ensure_ascii=False)


def seconds(data: bytes) -> float:
    """Returns how long a sound lasts: of OGG/Opus exactly (the last page's granule position, RFC 7845), else about."""
    at = data.rfind(b"OggS")
    if at < 0 or len(data) < at + 14:
        return len(data) / BYTES_A_SECOND
    return float(max(0, struct.unpack_from("<q", data, at + 6)[0]) / OPUS_RATE)
