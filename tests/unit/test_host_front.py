"""The front: whole requests, limits of time and size, one request a process."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from recado.runtime.host.cors import Cors
from recado.runtime.host.http import frames
from recado.runtime.host.http.client import Limits
from recado.runtime.host.http.front import Front, Site, listen
from recado.runtime.host.proxies import Proxies
from recado.runtime.host.template import Function

OK = {"statusCode": 200, "headers": {"content-type": "application/json"}, "body": "{}"}
QUICK = Limits(header_seconds=0.3, body_seconds=0.4, idle_seconds=0.5, write_seconds=0.5, body_bytes=1000)
Event = dict[str, Any]


def function(name: str = "web", path: str = "/echo/{name}", seconds: int = 10) -> Function:
    return Function(name, f"{name}.app.handler", seconds, 1, {}, (("POST", path), ("GET", path)), (), ())


class Running:
    """A front in this loop, and processes played by tasks."""

    def __init__(self, front: Front, port: int, front_socket: Path) -> None:
        self._front, self.port, self.front_socket = front, port, front_socket
        self.events: list[Event] = []
        self.tasks: list[asyncio.Task[None]] = []

    def connections(self) -> int:
        return len(self._front._clients)

    def body_bytes_left(self) -> int:
        return self._front._budget._left

    def waiting(self, name: str = "web") -> int:
        """Requests that no process is free for."""
        return sum(not each.done() for each in self._front._pools[name]._waiting)

    def process(self, answer: Callable[[Event, bytes], Awaitable[Event]], name: str = "web") -> None:
        self.tasks.append(asyncio.create_task(self._work(answer, name)))

    async def _work(self, answer: Callable[[Event, bytes], Awaitable[Event]], name: str) -> None:
        reader, writer = await asyncio.open_unix_connection(str(self.front_socket))
        writer.write(frames.pack({"function": name}))
        with suppress(asyncio.IncompleteReadError):
            while True:
                event, body = await frames.read(reader)
                self.events.append(event)
                reply = await answer(event, body)
                if not reply:  # the process dies
                    break
                writer.write(frames.pack({"status": reply["status"], "headers": reply.get("headers", [])}, body))
        writer.close()

    async def open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection("127.0.0.1", self.port)

    async def ask(self, raw: bytes) -> tuple[int, dict[str, str], bytes]:
        """Sends bytes as they are, and reads one answer."""
        reader, writer = await self.open()
        writer.write(raw)
        answer = await read_answer(reader)
        writer.close()
        return answer


async def read_answer(reader: asyncio.StreamReader) -> tuple[int, dict[str, str], bytes]:
    head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)).decode().split("\r\n")
    headers = dict(line.split(": ", 1) for line in head[1:] if line)
    return int(head[0].split()[1]), headers, await reader.readexactly(int(headers.get("content-length", "0")))


@asynccontextmanager
async def front(tmp_path: Path, *functions: Function, limits: Limits = QUICK, **site: Any) -> AsyncIterator[Running]:
    listener = listen("127.0.0.1", 0)
    front_socket = socket.socket(socket.AF_UNIX)
    front_socket.bind(str(tmp_path / "front.sock"))
    front_socket.listen()
    port = listener.getsockname()[1]
    everything = Site(functions or (function(),), lambda: OK, lambda _missing: OK, limits=limits, **site)
    front = Front(everything)
    serving = asyncio.create_task(front.serve(listener, front_socket))
    running = Running(front, port, tmp_path / "front.sock")
    try:
        await asyncio.sleep(0)  # its turn to begin
        yield running
    finally:
        for task in [*running.tasks, serving]:
            task.cancel()
        await asyncio.gather(*running.tasks, serving, return_exceptions=True)


async def echo(_event: Event, _body: bytes) -> Event:
    return {"status": 200, "headers": [["x-a", "1"]]}


def post(body: bytes = b"hola", path: str = "/echo/x", more: bytes = b"") -> bytes:
    return b"POST %s HTTP/1.1\r\nhost: h\r\n%scontent-length: %d\r\n\r\n%s" % (path.encode(), more, len(body), body)


async def until(fact: Callable[[], bool]) -> None:
    """Waits for what the front does meanwhile; `run` ends a wait in vain."""
    while not fact():
        await asyncio.sleep(0.005)


def run(main: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(main(), 30))


def test_process_gets_the_whole_request_and_its_answer_is_written(tmp_path: Path) -> None:
    async def main() -> None:
        async with front(tmp_path) as running:
            running.process(echo)
            status, headers, body = await running.ask(post("é".encode() * 100, "/echo/jo%C3%A3o?q=1"))
            assert (status, headers["x-a"], body) == (200, "1", "é".encode() * 100)
            assert headers["x-content-type-options"] == "nosniff"
            assert running.events[0]["rawPath"] == "/echo/joão"

    run(main)


def test_body_in_pieces_without_a_length_arrives_whole(tmp_path: Path) -> None:
    async def main() -> None:
        async with front(tmp_path) as running:
            running.process(echo)
            head = b"POST /echo/x HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n"
            assert (await running.ask(head + b"2\r\nho\r\n2\r\nla\r\n0\r\n\r\n"))[2] == b"hola"

    run(main)


def test_connection_serves_one_request_after_the_other(tmp_path: Path) -> None:
    async def main() -> None:
        async with front(tmp_path) as running:
            running.process(echo)
            reader, writer = await running.open()
            writer.write(post(b"1") + post(b"2"))
            assert [(await read_answer(reader))[2] for _ in range(2)] == [b"1", b"2"]
            writer.close()

    run(main)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        pytest.param(post(b"x" * 1001), 413, id="too large, announced"),
        pytest.param(
            b"POST /echo/x HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n3e9\r\n" + b"x" * 1001,
            413,
            id="too large, in pieces",
        ),
        pytest.param(b"POST /echo/x HTTP/1.1\r\nhost: h\r\ncontent-length: 10\r\n\r\nhalf", 408, id="half a body"),
        pytest.param(b"POST /echo/x HTTP/1.1\r\nhos", 408, id="half a header"),
        pytest.param(b"GET / HTTP/1.1\r\nhost: h\r\nx: " + b"a" * 20_000 + b"\r\n\r\n", 431, id="endless header"),
        pytest.param(b"GET / HTTP/1.1\r\nhost: h\r\nx: " + b"a" * 70_000, 431, id="header without an end"),
        pytest.param(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400, id="no HTTP"),
        pytest.param(
            b"POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n", 400, id="two lengths"
        ),
        pytest.param(b"GET /nowhere HTTP/1.1\r\nhost: h\r\n\r\n", 404, id="no route"),
        pytest.param(b"DELETE /echo/x HTTP/1.1\r\nhost: h\r\n\r\n", 404, id="no such method there"),
    ],
)
def test_what_no_process_should_see_is_refused_by_the_front(tmp_path: Path, sent: bytes, status: int) -> None:
    async def main() -> None:
        async with front(tmp_path) as running:
            running.process(echo)
            answered, headers, body = await running.ask(sent)
            assert (answered, headers["content-type"]) == (status, "application/problem+json")
            assert json.loads(body)["status"] == status
            assert running.events == []

    run(main)


def test_silent_connections_are_closed_at_once_or_after_their_last_request(tmp_path: Path) -> None:
    async def main() -> None:
        async with front(tmp_path) as running:
            running.process(echo)
            silent, first = await running.open()
            served, second = await running.open()
            second.write(post())
            assert (await read_answer(served))[0] == 200
            begun = asyncio.get_running_loop().time()
            assert await asyncio.wait_for(silent.read(), 10) == b""
            assert await asyncio.wait_for(served.read(), 10) == b""
            assert asyncio.get_running_loop().time() - begun >= 0.45  # that one had half a second, not 0.3
            first.close()
            second.close()

    run(main)


def test_stuck_connections_cost_the_others_nothing(tmp_path: Path) -> None:
    async def main() -> None:
        async with front(tmp_path, limits=Limits()) as running:
            running.process(echo)
            kinds = [
                b"",
                b"POST /echo/x HTTP/1.1\r\n",
                b"POST /echo/x HTTP/1.1\r\nhost: h\r\ncontent-length: 9\r\n\r\nx",
            ]
            stuck = [await running.open() for _ in range(60)]
            for number, (_, writer) in enumerate(stuck):
                writer.write(kinds[number % 3])
            assert (await running.ask(post()))[0] == 200
            assert len(running.events) == 1
            for _, writer in stuck:
                writer.close()

    run(main)


def test_at_the_most_connections_a_silent_one_makes_room(tmp_path: Path) -> None:
    async def main() -> None:
        async with front(tmp_path, limits=Limits(connections=3)) as running:
            running.process(echo)
            silent = [await running.open() for _ in range(3)]
            await until(lambda: running.connections() == 3)
            assert (await running.ask(post()))[0] == 200
            assert await asyncio.wait_for(silent[0][0].read(), 10) == b""
            for _, writer in silent:
                writer.close()

    run(main)


def test_bodies_have_a_limit_over_all_connections(tmp_path: Path) -> None:
    async def main() -> None:
        async with front(tmp_path, limits=Limits(all_bodies_bytes=150)) as running:
            running.process(echo)
            _, writer = await running.open()
            writer.write(b"POST /echo/x HTTP/1.1\r\nhost: h\r\ncontent-length: 101\r\n\r\n" + b"x" * 100)
            await until(lambda: running.body_bytes_left() == 50)
            assert (await running.ask(post(b"x" * 100)))[0] == 503
            assert (await running.ask(post(b"x" * 50)))[0] == 200
            writer.write(b"x")
            await until(lambda: running.body_bytes_left() == 150)
            assert (await running.ask(post(b"x" * 100)))[0] == 200
            writer.close()

    run(main)


def test_process_has_one_request_at_a_time_and_the_next_waits(tmp_path: Path) -> None:
    async def main() -> None:
        busy, most = 0, 0

        async def slow(_event: Event, _body: bytes) -> Event:
            nonlocal busy, most
            busy += 1
            most = max(most, busy)
            await asyncio.sleep(0.02)
            busy -= 1
            return {"status": 200}

        async with front(tmp_path) as running:
            running.process(slow)
            running.process(slow)
            answers = await asyncio.gather(*(running.ask(post()) for _ in range(10)))
            assert [status for status, _, _ in answers] == [200] * 10
            assert most == 2

    run(main)


def test_function_whose_processes_are_all_stuck_takes_no_other_along(tmp_path: Path) -> None:
    async def main() -> None:
        async def stuck(_event: Event, _body: bytes) -> Event:
            await asyncio.sleep(60)
            return {"status": 200}

        async with front(tmp_path, function("api", "/api"), function("hooks", "/hooks")) as running:
            running.process(stuck, "api")
            running.process(echo, "hooks")
            waiting = [asyncio.create_task(running.ask(post(path="/api"))) for _ in range(5)]
            await until(lambda: running.waiting("api") == 4)
            assert (await running.ask(post(path="/hooks")))[0] == 200
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)

    run(main)


def test_request_of_a_process_that_died_is_answered_and_the_next_goes_elsewhere(tmp_path: Path) -> None:
    async def main() -> None:
        async def die(_event: Event, _body: bytes) -> Event:
            return {}

        async with front(tmp_path) as running:
            running.process(die)
            status, _, body = await running.ask(post())
            assert (status, json.loads(body)["code"]) == (502, "crashed")
            running.process(echo)
            assert (await running.ask(post()))[0] == 200

    run(main)


def test_request_no_process_becomes_free_for_is_refused_in_time(tmp_path: Path) -> None:
    async def main() -> None:
        async with front(tmp_path, function(seconds=1)) as running:
            status, headers, body = await running.ask(post())
            assert (status, json.loads(body)["code"], headers["retry-after"]) == (503, "unavailable", "1")

    run(main)


def test_request_whose_client_left_before_its_turn_is_not_run(tmp_path: Path) -> None:
    async def main() -> None:
        async with front(tmp_path) as running:
            _, writer = await running.open()
            writer.write(post(b"left"))
            await until(lambda: running.waiting() == 1)
            writer.close()
            await until(lambda: running.connections() == 0)
            running.process(echo)
            assert (await running.ask(post(b"stayed")))[2] == b"stayed"
            assert len(running.events) == 1

    run(main)


@pytest.mark.parametrize(
    ("proxies", "told"),
    [("127.0.0.0/8", ("203.0.113.9", "max-age=31536000; includeSubDomains")), ("", ("127.0.0.1", None))],
)
def test_what_a_proxy_says_counts_when_it_is_trusted(tmp_path: Path, proxies: str, told: tuple[str, str]) -> None:
    async def main() -> None:
        async with front(tmp_path, proxies=Proxies.named(proxies)) as running:
            running.process(echo)
            more = b"x-forwarded-for: 203.0.113.9\r\nx-forwarded-proto: https\r\n"
            _, headers, _ = await running.ask(post(more=more))
            event = running.events[0]
            assert (event["requestContext"]["http"]["sourceIp"], headers.get("strict-transport-security")) == told
            assert ("x-forwarded-proto" in event["headers"]) == bool(proxies)

    run(main)


def test_preflight_and_answers_carry_the_template_s_cors(tmp_path: Path) -> None:
    async def main() -> None:
        cors = Cors(("https://app.example",), ("GET", "POST"), ("content-type",), ("etag",), 60)
        async with front(tmp_path, cors=cors) as running:
            running.process(echo)
            origin = b"origin: https://app.example\r\n"
            head = b"OPTIONS /echo/x HTTP/1.1\r\nhost: h\r\naccess-control-request-method: POST\r\n" + origin + b"\r\n"
            status, headers, _ = await running.ask(head)
            assert (status, headers["access-control-allow-methods"], running.events) == (204, "GET,POST", [])
            _, headers, _ = await running.ask(post(more=origin))
            assert headers["access-control-allow-origin"] == "https://app.example"
            _, headers, _ = await running.ask(post(more=b"origin: https://evil.example\r\n"))
            assert "access-control-allow-origin" not in headers

    run(main)
