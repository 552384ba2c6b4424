"""Small real files made in code: a voice note (Ogg Opus) and a picture (PNG)."""

import struct
import zlib

_SILENCE = b"\xf8\xff\xfe"  # one 20 ms Opus frame without sound
_FRAME_SAMPLES = 960  # at 48 kHz
_BEGIN, _END = 2, 4


def voice_note(seconds: float = 2.0, serial: int = 1) -> bytes:
    """Silence, as WhatsApp writes a voice note: Opus in Ogg, one channel. Another `serial` gives other bytes."""
    frames = round(seconds * 50)
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 16000, 0, 0)
    vendor = b"recado"
    tags = b"OpusTags" + struct.pack("<I", len(vendor)) + vendor + struct.pack("<I", 0)
    pages = [_page([head], 0, serial, 0, _BEGIN), _page([tags], 0, serial, 1, 0)]
    for start in range(0, frames, 200):
        count = min(200, frames - start)
        last = _END if start + count == frames else 0
        granule = (start + count) * _FRAME_SAMPLES
        pages.append(_page([_SILENCE] * count, granule, serial, len(pages), last))
    return b"".join(pages)


def picture(seed: int = 1, side: int = 96) -> bytes:
    """Returns a square of warm colours, as PNG. Another `seed` gives other bytes."""
    rows = bytearray()
    for y in range(side):
        rows.append(0)  # each row: no filter
        for x in range(side):
            rows += bytes((200 + (x + seed) % 56, 120 + (y * 2 + seed) % 100, 40 + (x * y) % 40))
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _page(packets: list[bytes], granule: int, serial: int, number: int, flags: int) -> bytes:
    """One page of Ogg; every packet here is shorter than 255 bytes, so each is one segment."""
    lengths = bytes(len(packet) for packet in packets)
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, granule, serial, number, 0, len(packets)) + lengths
    body = b"".join(packets)
    return head[:22] + struct.pack("<I", _ogg_crc(head + body)) + head[26:] + body


def _ogg_crc(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc ^= byte << 24
        for _ in range(8):
            crc = (crc << 1) ^ (0x04C11DB7 if crc & 0x80000000 else 0)
        crc &= 0xFFFFFFFF
    return crc
