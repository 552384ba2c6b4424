"""The socket pairs between supervisor, worker starter and workers: one JSON object a packet. And their common clock."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

MOST_BYTES = 65_536
Json = dict[str, Any]


def boot_seconds() -> float:
    """Returns seconds since the machine started, its sleep included: the same in every process of the machine."""
    return boot_ns() / 1e9


def boot_ns() -> int:
    """Returns the same in nanoseconds."""
    return time.clock_gettime_ns(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def pair() -> tuple[socket.socket, socket.socket]:
    """Returns two ends that keep packets apart; reading an end never waits."""
    ends = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    for end in ends:
        end.setblocking(False)
    return ends


def send(end: socket.socket, **packet: Any) -> bool:
    """Returns False when the other side is gone, or reads so slowly that nothing more goes in."""
    try:
        end.send(json.dumps(packet).encode())
    except (BlockingIOError, OSError):
        return False
    return True


def receive(end: socket.socket) -> Iterator[Json | None]:
    """Yields every packet that is there; None as the last one when the other side is gone."""
    with suppress(BlockingIOError):
        while True:
            try:
                data = end.recv(MOST_BYTES)
            except ConnectionError:
                data = b""
            if not data:
                yield None
                return
            yield json.loads(data)
