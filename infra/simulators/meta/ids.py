"""Identifiers as Meta writes them: wamids, digit ids, business-scoped user ids, trace ids."""

import base64
import hashlib
import itertools
import os
import time

_COUNTRIES = {"1": "US", "34": "ES", "44": "GB", "51": "PE", "52": "MX", "54": "AR", "55": "BR", "56": "CL", "57": "CO"}
_counter = itertools.count(int(time.time() * 1000) % 10**10)


def wamid(address: str, inbound: bool) -> str:
    """A message id: base64 over the customer's address and twenty random hexadecimal characters, like the real ones."""
    who = address.encode()[:127]
    tail = os.urandom(10).hex().upper().encode()
    direction = b"\x12" if inbound else b"\x11"
    raw = b"\x1c\x18" + bytes([len(who)]) + who + b"\x15\x02\x00" + direction + b"\x18\x14" + tail + b"\x00"
    return "wamid." + base64.b64encode(raw).decode()


def digits(length: int = 16) -> str:
    """A new id made of digits, never repeated within the process."""
    return str(10 ** (length - 1) + next(_counter))


def user_id(waba_id: str, phone: str) -> str:
    """The BSUID a phone has towards one business: the same every time, another for another business."""
    country = next((_COUNTRIES[phone[:n]] for n in (2, 1) if phone[:n] in _COUNTRIES), "US")
    number = int.from_bytes(hashlib.sha256(f"{waba_id}:{phone}".encode()).digest()[:8], "big")
    return f"{country}.{number:020d}"


def trace_id() -> str:
    return "A" + base64.urlsafe_b64encode(os.urandom(16)).decode().rstrip("=")
