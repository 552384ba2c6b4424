"""Single values as Meta writes them: times, hashes, errors; and JSON made fit to be stored."""

import base64
import binascii
import math
import re
from datetime import datetime, timedelta
from typing import Any

from recado.kernel.clock import from_unix
from recado.vendors.whatsapp.cloud.json_reading import as_dict, as_list
from recado.vendors.whatsapp.model import VendorError

_CLOCK_SKEW = timedelta(minutes=5)
_MAX_DEPTH = 64
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def moment(value: object, received_at: datetime) -> datetime:
    """Returns a time from unix seconds (a string or a number). `received_at` where it is missing, broken or in the
    future."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return received_at
    try:
        at = from_unix(value)
    except ValueError:
        return received_at
    return at if at.timestamp() > 0 and at <= received_at + _CLOCK_SKEW else received_at


def sha256_hex(value: object) -> str | None:
    """Returns a digest as lowercase hex. Meta's webhooks write base64; hex is seen as well. None when it is neither."""
    if not isinstance(value, str):
        return None
    written = value.strip()
    if re.fullmatch(r"[0-9A-Fa-f]{64}", written):
        return written.lower()
    try:
        digest = base64.b64decode(written, altchars=b"-_" if "-" in written or "_" in written else None, validate=True)
    except (binascii.Error, ValueError):
        return None
    return digest.hex() if len(digest) == 32 else None


def number(value: object) -> float | None:
    """Returns a finite number, also when written as a string."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        parsed = float(value)
    except (ValueError, OverflowError):
        return None
    return parsed if math.isfinite(parsed) else None


def errors(value: object) -> tuple[VendorError, ...]:
    """Returns the reasons in an `errors` list (Meta, Cloud API, Error codes)."""
    return tuple(_error(as_dict(item)) for item in as_list(value) if isinstance(item, dict))


def _error(item: dict[str, Any]) -> VendorError:
    code, title, message = number(item.get("code")), item.get("title"), item.get("message")
    texts = [text for text in (as_dict(item.get("error_data")).get("details"), item.get("details"), message) if text]
    return VendorError(
        code=int(code) if code is not None and abs(code) < 2**31 else 0,
        title=title if isinstance(title, str) else message if isinstance(message, str) else "",
        detail=next((text for text in texts if isinstance(text, str)), ""),
    )


def storable(value: Any, depth: int = 0) -> Any:
    """The same JSON without what a database refuses: NUL and lone surrogates in text, numbers that are not finite.

    One such character in one message would otherwise come back from the queue for ever. Nesting deeper than any
    real body is cut for the same reason.
    """
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if not isinstance(value, dict | list):
        return value
    if depth >= _MAX_DEPTH:
        return "nested too deep"
    if isinstance(value, list):
        return [storable(item, depth + 1) for item in value]
    return {storable(key): storable(item, depth + 1) for key, item in value.items()}
