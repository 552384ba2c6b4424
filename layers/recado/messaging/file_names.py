"""Names of files that do no harm."""

import re
import unicodedata

MOST_NAME_BYTES = 255
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def safe_name(name: str) -> str:
    """Returns the last part of a path without signs that mislead or break a header, at most 255 bytes, its ending
    kept."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(sign for sign in last if sign not in _BIDI and unicodedata.category(sign)[0] != "C")
    kept = re.sub(r'[<>:"|?*;%]', "_", kept).strip(" .") or "file"
    stem, dot, ending = kept.rpartition(".")
    if not stem or len(ending.encode()) > 20:
        stem, dot, ending = kept, "", ""
    room = MOST_NAME_BYTES - len((dot + ending).encode())
    return stem.encode()[:room].decode(errors="ignore") + dot + ending
