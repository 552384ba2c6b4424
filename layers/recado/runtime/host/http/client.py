"""One client's connection: requests are read whole, within limits of time and size, before anything is made of them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum

import h11

from recado.kernel.errors import Invalid, RecadoError, TooLarge, Unavailable
from recado.runtime.host.http.event import Reply, Request, join_headers, parse_target

READ_BYTES = 64 * 1024
DISCARD_SECONDS, DISCARD_BYTES = 2.0, 16 * 1024 * 1024
_NO_BODY = frozenset({204, 304})

Answer = Callable[[Request, "Client"], Awaitable[Reply | None]]
Refuse = Callable[[RecadoError], Reply]


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes a client gets. body_bytes: a little under the 6 MB that Lambda takes of an event.

    idle_seconds: between two requests of a connection; more than reverse proxies keep theirs (60 to 90), so that they,
    who know whether a request is on its way, close first.
    """

    header_seconds: float = 10.0
    body_seconds: float = 60.0
    write_seconds: float = 30.0
    idle_seconds: float = 95.0
    header_bytes: int = 16 * 1024
    body_bytes: int = 5 * 1024 * 1024
    all_bodies_bytes: int = 256 * 1024 * 1024
    connections: int = 8192


class Budget:
    """Bytes of bodies that are held at this moment, over all connections."""

    def __init__(self, most: int) -> None:
        self._left = most

    def take(self, count: int) -> None:
        """Raises Unavailable when memory for bodies is used up."""
        if count > self._left:
            raise Unavailable("too many bodies are being read", retry_after=1)
        self._left -= count

    def give_back(self, count: int) -> None:
        """What was taken is free again."""
        self._left += count


class Doing(Enum):
    """What a connection is busy with; in this order they are closed when there are too many."""

    WAITING = "waiting"  # for the first byte of a request
    READING = "reading"
    ANSWERING = "answering"


class SlowClient(RecadoError):
    """The request did not arrive in time."""

    code = "request_timeout"
    status = 408


class HeadersTooLarge(RecadoError):
    """The request's headers are larger than allowed."""

    code = "headers_too_large"
    status = 431


class Client:
    """A connection, from its opening to its end."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, limits: Limits, budget: Budget
    ) -> None:
        self._reader, self._writer = reader, writer
        self._limits, self._budget = limits, budget
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=limits.header_bytes)
        self._held = 0
        self._served = False  # whether a request was answered on this connection
        self.doing = Doing.WAITING
        self.last_request = False  # whether the connection is to be closed after the request in hand
        peer = writer.get_extra_info("peername")
        self.address = str(peer[0]) if isinstance(peer, tuple) and peer else ""

    @property
    def gone(self) -> bool:
        """Returns whether the client has closed its end."""
        return self._reader.at_eof()

    async def run(self, answer: Answer, refuse: Refuse) -> None:
        """Answers request after request until either side has had enough."""
        self._writer.transport.set_write_buffer_limits(high=0)  # `drain` waits until all is with the kernel
        try:
            while await self._exchange(answer, refuse):
                self._http.start_next_cycle()
        except (OSError, TimeoutError, h11.LocalProtocolError):
            self._writer.transport.abort()
        finally:
            self._writer.close()

    async def _exchange(self, answer: Answer, refuse: Refuse) -> bool:
        """One request and its answer. Returns whether another may follow."""
        try:
            request = await self._read()
            if request is None:
                return False
            self.doing = Doing.ANSWERING
            reply = await answer(request, self)
        except RecadoError as error:
            return await self._give_up(refuse(error))
        except h11.RemoteProtocolError as error:
            refusal = Invalid("the request is not HTTP")
            refusal.status = error.error_status_hint
            return await self._give_up(refuse(refusal))
        finally:
            self._budget.give_back(self._held)
            self._held = 0
        if reply is None:
            return False
        await self._write(reply, request.method)
        self.doing, self._served = Doing.WAITING, True
        return self._http.our_state is h11.DONE and self._http.their_state is h11.DONE and not self.last_request

    async def _read(self) -> Request | None:
        """Returns the next request, whole; None when the client left or said nothing. Raises SlowClient, TooLarge."""
        if not self._http.trailing_data[0]:
            try:
                async with asyncio.timeout(self._limits.idle_seconds if self._served else self._limits.header_seconds):
                    await self._receive()
            except TimeoutError:
                return None
        self.doing = Doing.READING
        try:
            async with asyncio.timeout(self._limits.header_seconds):
                head = await self._next_event()
            if not isinstance(head, h11.Request):
                return None
            if (
                len(head.target) + sum(len(name) + len(value) for name, value in head.headers)
                > self._limits.header_bytes
            ):
                raise HeadersTooLarge
            async with asyncio.timeout(self._limits.body_seconds):
                body = await self._read_body(head)
        except TimeoutError as error:
            raise SlowClient from error
        if body is None:
            return None
        path, query = parse_target(head.target)
        protocol = f"HTTP/{head.http_version.decode()}"
        return Request(head.method.decode(), path, query, join_headers(list(head.headers)), body, protocol)

    async def _read_body(self, head: h11.Request) -> bytes | None:
        lengths = [value for name, value in head.headers if name == b"content-length"]
        if lengths and int(lengths[0]) > self._limits.body_bytes:
            raise TooLarge(f"a body has at most {self._limits.body_bytes} bytes")
        parts: list[bytes] = []
        size = 0
        while not isinstance(event := await self._next_event(), h11.EndOfMessage):
            if not isinstance(event, h11.Data):
                return None
            size += len(event.data)
            if size > self._limits.body_bytes:
                raise TooLarge(f"a body has at most {self._limits.body_bytes} bytes")
            self._budget.take(len(event.data))
            self._held += len(event.data)
            parts.append(bytes(event.data))
        return b"".join(parts)

    async def _next_event(self) -> object:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            if self._http.they_are_waiting_for_100_continue:
                self._writer.write(self._http.send(h11.InformationalResponse(status_code=100, headers=[])) or b"")
            await self._receive()
        return event

    async def _receive(self) -> None:
        self._http.receive_data(await self._reader.read(READ_BYTES))

    async def _give_up(self, reply: Reply) -> bool:
        """Refuses a request that was not read to its end; what still comes of it is read for a moment and dropped.

        Closed with unread bytes, a connection is reset, and the client may never see the answer.
        """
        if self._http.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            self.last_request = True
            await self._write(reply, "GET")
            if self._writer.can_write_eof():
                self._writer.write_eof()
            read = 0
            async with asyncio.timeout(DISCARD_SECONDS):
                while read < DISCARD_BYTES and (data := await self._reader.read(READ_BYTES)):
                    read += len(data)
        return False

    async def _write(self, reply: Reply, method: str) -> None:
        headers = [*reply.headers]
        bare = reply.status in _NO_BODY
        if not bare:
            headers.append(("content-length", str(len(reply.body))))
        if self.last_request:
            headers.append(("connection", "close"))
        pairs = [(name.encode("latin-1", "replace"), value.encode("latin-1", "replace")) for name, value in headers]
        parts = [self._http.send(h11.Response(status_code=reply.status, headers=pairs))]
        if not bare and method != "HEAD":
            parts.append(self._http.send(h11.Data(data=reply.body)))
        parts.append(self._http.send(h11.EndOfMessage()))
        self._writer.write(b"".join(part for part in parts if part))
        async with asyncio.timeout(self._limits.write_seconds):
            await self._writer.drain()
