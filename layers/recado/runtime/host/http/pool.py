"""The processes of one function, of which each answers one request at a time, and the requests that wait for one."""

import asyncio
import time
from collections import deque
from collections.abc import Callable

from recado.kernel.errors import RecadoError, TimedOut, Unavailable
from recado.runtime.host.http import frames
from recado.runtime.host.http.event import Event, Reply

MOST_WAITING = 2048  # as many as a listening socket would keep
GRACE_SECONDS = 5.0  # the supervisor kills at the timeout; this is for a supervisor that is late


class Crashed(RecadoError):
    """The process that had the request died; whether the request took effect is not known."""

    code = "crashed"
    status = 502


class Worker:
    """A connection to one process."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @property
    def gone(self) -> bool:
        """Returns whether the process has closed its end."""
        return self._reader.at_eof() or self._writer.is_closing()

    async def ask(self, event: Event, body: bytes) -> Reply:
        """Hands over a request and waits for its answer."""
        self._writer.write(frames.pack(event, body))
        await self._writer.drain()
        facts, data = await frames.read(self._reader)
        return Reply(facts["status"], [(name, value) for name, value in facts["headers"]], data)

    def close(self) -> None:
        """Lets go; the process ends, or comes back by itself."""
        self._writer.close()


class Pool:
    """The idle processes of a function; whoever has waited longest gets the next that is free."""

    def __init__(self, timeout_seconds: float) -> None:
        self._timeout = timeout_seconds
        self._idle: list[Worker] = []
        self._waiting: deque[asyncio.Future[Worker]] = deque()
        self.seen = False  # whether a process was ever there: until then the function is not ready

    def add(self, worker: Worker) -> None:
        """A process is free."""
        self.seen = True
        while self._waiting:
            future = self._waiting.popleft()
            if not future.done():
                future.set_result(worker)
                return
        self._idle.append(worker)

    async def answer(self, event: Event, body: bytes, abandoned: Callable[[], bool]) -> Reply | None:
        """Hands the request to a free process; None when the client left while it waited for one.

        Raises Unavailable, Crashed or TimedOut when nothing comes back.
        """
        worker = await self._borrow()
        if abandoned():
            self.add(worker)
            return None
        begun = time.monotonic()
        try:
            async with asyncio.timeout(self._timeout + GRACE_SECONDS):
                reply = await worker.ask(event, body)
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            worker.close()
            if time.monotonic() - begun >= self._timeout:
                raise TimedOut("the function did not answer in time") from error
            raise Crashed from error
        except BaseException:
            worker.close()  # its answer to this request would be taken for the answer to the next
            raise
        self.add(worker)
        return reply

    def close(self) -> None:
        """Lets all idle processes go."""
        while self._idle:
            self._idle.pop().close()

    async def _borrow(self) -> Worker:
        while self._idle:
            worker = self._idle.pop()
            if not worker.gone:
                return worker
            worker.close()
        if len(self._waiting) >= MOST_WAITING:
            raise Unavailable("too many requests are waiting", retry_after=1)
        future: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        try:
            await asyncio.wait((future,), timeout=self._timeout)
        except BaseException:
            if future.done():
                self.add(future.result())  # it came in the moment the request was given up
            raise
        finally:
            if future in self._waiting:
                self._waiting.remove(future)
        if not future.done():
            raise Unavailable("no process became free in time", retry_after=1)
        return future.result()
