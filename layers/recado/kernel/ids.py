"""Identifiers: UUIDv7, ordered by the time they were made, so indexes grow at one end."""

import os
import time
from uuid import UUID


def new_id() -> UUID:
    """Returns a UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds since 1970, then random bits."""
    value = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)
