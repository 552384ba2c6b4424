"""A TCP door before LocalStack that can be shut: while shut, every request is answered with an error."""

import asyncio
import threading
from contextlib import suppress
from urllib.parse import urlsplit

REFUSAL = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Door:
    """Runs in a thread. `shut` and `open` may be called from anywhere."""

    def __init__(self, endpoint_url: str) -> None:
        parts = urlsplit(endpoint_url)
        self._target = (str(parts.hostname), int(parts.port or 80))
        self._shut = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._open_connections: set[asyncio.StreamWriter] = set()
        started = threading.Event()
        self.port = 0
        self._thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self._thread.start()
        started.wait(10)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def shut(self) -> None:
        """Answers 503 from now on, and breaks what is under way."""
        self._shut.set()
        self._loop.call_soon_threadsafe(self._break_all)

    def open(self) -> None:
        self._shut.clear()

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._end)
        self._thread.join(5)

    def _end(self) -> None:
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.call_later(0.1, self._loop.stop)

    def _break_all(self) -> None:
        for writer in list(self._open_connections):
            writer.close()

    def _run(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        self._loop.run_forever()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._shut.is_set():
            with suppress(OSError):
                await reader.read(65536)
                writer.write(REFUSAL)
                await writer.drain()
            writer.close()
            return
        self._open_connections.add(writer)
        with suppress(OSError, asyncio.IncompleteReadError):
            far_reader, far_writer = await asyncio.open_connection(*self._target)
            self._open_connections.add(far_writer)
            await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))
            self._open_connections.discard(far_writer)
        self._open_connections.discard(writer)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    with suppress(OSError):
        writer.close()
