"""The front: accepts connections, reads requests whole, and hands each to an idle process of the function it is for.

It never runs a function and never waits in a call that blocks, so a slow client costs a connection and nothing else.
"""

import asyncio
import resource
import signal
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from recado.kernel.errors import NotFound, RecadoError
from recado.kernel.log import logger
from recado.runtime import problem
from recado.runtime.failure import describe
from recado.runtime.host.cors import Cors
from recado.runtime.host.http import frames
from recado.runtime.host.http.client import Budget, Client, Doing, Limits
from recado.runtime.host.http.event import Reply, Request, to_event, to_reply
from recado.runtime.host.http.pool import Pool, Worker
from recado.runtime.host.http.web_app import WebApp
from recado.runtime.host.proxies import Proxies
from recado.runtime.host.template import Function
from recado.runtime.http import guard_headers, match

HALF_SENT_SECONDS = 5.0  # what a request still being read gets when the host stops
SPARE_FILES = 128  # descriptors kept for what is no client

log = logger("host")
Probe = Callable[[], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Site:
    """What is served, and how. health: quick; ready: may wait for what it asks, and gets a thread."""

    functions: tuple[Function, ...]
    health: Probe
    ready: Callable[[list[str]], dict[str, Any]]
    cors: Cors = field(default_factory=Cors)
    proxies: Proxies = field(default_factory=Proxies)
    limits: Limits = field(default_factory=Limits)
    web_app: WebApp | None = None


class Front:
    """The connections, and the pools of processes behind them."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._budget = Budget(site.limits.all_bodies_bytes)
        self._pools = {function.name: Pool(function.timeout_seconds) for function in site.functions}
        self._routes: dict[str, dict[str, Function]] = {}
        for function in site.functions:
            for method, path in function.routes:
                self._routes.setdefault(path, {})[method] = function
        self._areas = {
            path.partition("/")[2].partition("/")[0] for path in self._routes
        }  # first parts of paths that lead to functions
        self._clients: dict[Client, asyncio.Task[Any]] = {}
        self._ready = asyncio.Lock()

    async def serve(self, listener: socket.socket, front_socket: socket.socket) -> None:
        """Serves `listener`, with the workers that come to `front_socket`, until SIGTERM, then finishes what it has."""
        stop, spare = asyncio.Event(), listener.dup()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
        processes = await asyncio.start_unix_server(self._register_worker, sock=front_socket)
        clients = await asyncio.start_server(self._accept, sock=listener, backlog=2048)
        await stop.wait()
        with suppress(
            OSError
        ):  # other processes hold the socket too: closed only here, it would go on queueing clients
            spare.shutdown(socket.SHUT_RDWR)
        clients.close()
        await self._finish()
        processes.close()
        for pool in self._pools.values():
            pool.close()

    async def answer(self, request: Request, client: Client) -> Reply | None:
        """Returns the reply to a request; None when its client has left."""
        request_id = str(uuid4())
        trusted = self._site.proxies.trusts(client.address)
        secure = trusted and request.headers.get("x-forwarded-proto", "").lower() == "https"
        if not trusted:
            request.headers.pop("x-forwarded-proto", None)
        try:
            reply = await self._answer(request, client, request_id)
        except RecadoError as error:
            reply = to_reply(problem.from_error(error, request_id))
        except Exception as error:  # noqa: BLE001  a request that breaks the front must not take the others along
            log.error("request failed", extra={"request_id": request_id, **describe(error)})
            reply = to_reply(problem.answer(500, "internal", request_id=request_id))
        return reply and self._dressed(reply, secure, request.headers.get("origin", ""))

    async def _answer(self, request: Request, client: Client, request_id: str) -> Reply | None:
        if request.path == "/health":
            return to_reply(self._site.health())
        if request.path == "/ready":
            return to_reply(await self._readiness())
        preflight = self._site.cors.preflight(request.method, request.headers)
        if preflight:
            return to_reply(preflight)
        if self._site.web_app and request.path.partition("/")[2].partition("/")[0] not in self._areas:
            page = self._site.web_app.reply(request)
            if page:
                return page
        template, _ = match(request.path, self._routes)
        methods = self._routes[template]
        function = methods.get(request.method) or methods.get("ANY")
        if function is None:  # API Gateway answers 404, not 405, to a method it has no route for
            raise NotFound
        source = self._site.proxies.client(client.address, request.headers.get("x-forwarded-for", ""))
        event = to_event(request, f"{request.method} {template}", source, request_id)
        return await self._pools[function.name].answer(event, request.body, lambda: client.gone)

    def _dressed(self, reply: Reply, secure: bool, origin: str) -> Reply:
        more: Mapping[str, str] = {**guard_headers(secure), **self._site.cors.headers_for(origin)}
        own = {name for name, _ in reply.headers}
        return Reply(reply.status, [*reply.headers, *((n, v) for n, v in more.items() if n not in own)], reply.body)

    def _refuse(self, error: RecadoError) -> Reply:
        return self._dressed(to_reply(problem.from_error(error, str(uuid4()))), False, "")

    async def _readiness(self) -> dict[str, Any]:
        missing = [f"function {name}" for name, pool in self._pools.items() if not pool.seen]
        async with self._ready:
            return await asyncio.to_thread(self._site.ready, missing)

    async def _register_worker(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A process comes to work."""
        facts, _ = await frames.read(reader)
        self._pools[facts["function"]].add(Worker(reader, writer))

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(self._clients) >= self._site.limits.connections:
            self._make_room()
        client = Client(reader, writer, self._site.limits, self._budget)
        task = asyncio.current_task()
        if task is None:  # never: this is run as a task
            return
        self._clients[client] = task
        try:
            await client.run(self.answer, self._refuse)
        except asyncio.CancelledError:
            writer.transport.abort()
        finally:
            del self._clients[client]

    def _make_room(self) -> None:
        """Closes the oldest connection that is not being answered, those that say nothing first."""
        for doing in (Doing.WAITING, Doing.READING):
            for client, task in self._clients.items():
                if client.doing is doing and not task.cancelling():
                    task.cancel()
                    return

    async def _finish(self) -> None:
        """Ends idle connections at once and the half-sent ones soon; whoever is being answered gets the answer."""
        for client, task in self._clients.items():
            client.last_request = True
            if client.doing is Doing.WAITING:
                task.cancel()
        if self._clients:
            await asyncio.wait(set(self._clients.values()), timeout=HALF_SENT_SECONDS)
        for client, task in self._clients.items():
            if client.doing is not Doing.ANSWERING:
                task.cancel()
        if self._clients:
            await asyncio.wait(set(self._clients.values()))


def run(site: Site, listener: socket.socket, front_socket: Path) -> None:
    """The front's process, until SIGTERM."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    files = min(most, 65_536) if most != resource.RLIM_INFINITY else 65_536
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, most))
    connections = max(SPARE_FILES, min(site.limits.connections, files - SPARE_FILES))
    site = replace(site, limits=replace(site.limits, connections=connections))
    front_socket.unlink(missing_ok=True)
    worker_listener = socket.socket(socket.AF_UNIX)
    worker_listener.bind(str(front_socket))
    worker_listener.listen(128)
    asyncio.run(Front(site).serve(listener, worker_listener))


def listen(host: str, port: int) -> socket.socket:
    """Binds before any fork: a taken port is known at once (OSError), and a restarting front refuses nobody."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    listener.listen(2048)
    return listener
