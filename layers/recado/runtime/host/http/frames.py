"""How a request travels between the front and a process: two lengths, facts as JSON, the body's bytes."""

import asyncio
import json
import socket
import struct
from typing import Any

_LENGTHS = struct.Struct("!II")

Facts = dict[str, Any]


def pack(facts: Facts, body: bytes = b"") -> bytes:
    """Returns a frame."""
    head = json.dumps(facts, separators=(",", ":")).encode()
    return b"".join((_LENGTHS.pack(len(head), len(body)), head, body))


async def read(reader: asyncio.StreamReader) -> tuple[Facts, bytes]:
    """Returns the next frame. Raises asyncio.IncompleteReadError when the other end has gone."""
    head, body = _LENGTHS.unpack(await reader.readexactly(_LENGTHS.size))
    facts: Facts = json.loads(await reader.readexactly(head))
    return facts, await reader.readexactly(body)


def receive(connection: socket.socket) -> tuple[Facts, bytes] | None:
    """Returns the next frame, waiting for it; None when the other end has gone."""
    lengths = _exactly(connection, _LENGTHS.size)
    if lengths is None:
        return None
    head, body = (_exactly(connection, size) for size in _LENGTHS.unpack(lengths))
    return None if head is None or body is None else (json.loads(head), bytes(body))


def _exactly(connection: socket.socket, size: int) -> bytearray | None:
    data = bytearray(size)
    view, have = memoryview(data), 0
    while have < size:
        count = connection.recv_into(view[have:])
        if count == 0:
            return None
        have += count
    return data
