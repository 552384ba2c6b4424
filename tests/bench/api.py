"""The API under clients: logging in, a list, a write, and what the framework around a view costs."""

import asyncio
import http.client
import json
import statistics
import time
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import psycopg

from infra.local.stack import Stack
from tests.bench.load import Timed
from tests.bench.machine import cpu_seconds, own_processes

PASSWORD = "correct horse battery"
TRAIL = 20_000


@dataclass(frozen=True, slots=True)
class Request:
    """What a client repeats."""

    name: str
    method: str
    path: str
    body: Any = None
    requests: int = 800


@dataclass(frozen=True, slots=True)
class Measured:
    """A kind of request at one number of clients. CPU of our processes, not of PostgreSQL."""

    timed: Timed
    cpu_ms_each: float


REQUESTS = (
    Request(
        "log in", "POST", "/v1/auth/log-in", {"email": "bench@example.com", "password": PASSWORD}, 80
    ),  # 100 from one address are the limit
    Request("list (50 of 20,000 audit rows)", "GET", "/v1/audit"),
    Request("write (business settings, audited)", "PATCH", "/v1/business", {"context": "…"}, 400),
)


def prepare(stack: Stack) -> str:
    """An account with a long audit trail. Answers its access token."""
    terms = _call(stack, "GET", "/v1/config")["terms"]["version"]
    person = {"email": "bench@example.com", "password": PASSWORD, "name": "Ana"}
    new = person | {"business_name": "La Espiga", "terms_version": terms}
    _call(stack, "POST", "/v1/auth/sign-up", new)
    token = _call(stack, "POST", "/v1/auth/log-in", {"email": new["email"], "password": PASSWORD})["access_token"]
    business = _call(stack, "GET", "/v1/me", None, token)["business_id"]
    with psycopg.connect(stack.environment["DATABASE_ADMIN_URL"], autocommit=True) as admin:
        admin.execute(
            "insert into audit (id, business_id, actor_kind, action, thing) "
            "select gen_random_uuid(), %s, 'system', 'bench.filled', 'bench' from generate_series(1, %s)",
            (business, TRAIL),
        )
        admin.execute("vacuum analyze audit")
    return str(token)


def measure(stack: Stack, token: str, request: Request, clients: int) -> Measured:
    """`clients` connections, each asking again as soon as it was answered."""
    with psycopg.connect(stack.environment["DATABASE_ADMIN_URL"], autocommit=True) as admin:
        admin.execute("delete from attempts")
    asyncio.run(_ask(stack.url, token, request, clients, 2 * clients))
    processes = own_processes(stack)
    before = cpu_seconds(processes)
    timed = asyncio.run(_ask(stack.url, token, request, clients, request.requests))
    used = cpu_seconds(processes) - before
    return Measured(timed, used * 1000 / request.requests)


def framework_ms(token: str, repetitions: int = 400) -> float:
    """Milliseconds of CPU a request costs in the function beside what the view and the admission do.

    The same work with and without the framework in this process, against the running database; the middle of five.
    """
    from functions.crm_api.app import handler
    from recado.accounts import admission, profile

    headers = {"authorization": f"Bearer {token}"}
    http = {"method": "GET", "path": "/v1/me", "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1", "userAgent": "bench"}
    event = {
        "version": "2.0", "rawPath": "/v1/me", "rawQueryString": "", "headers": headers,
        "requestContext": {"http": http, "stage": "$default"}, "isBase64Encoded": False,
    }  # fmt: skip

    context = SimpleNamespace(aws_request_id="bench")

    def whole() -> None:
        if handler(event, context)["statusCode"] != 200:
            raise RuntimeError("the handler refused")

    def bare() -> None:
        caller, _ = admission.admit(headers["authorization"], "127.0.0.1")
        if caller.user_id is not None:
            profile.me(caller.user_id)

    def cpu_ms(work: Any) -> float:
        begun = time.process_time()
        for _ in range(repetitions):
            work()
        return (time.process_time() - begun) * 1000 / repetitions

    return statistics.median(cpu_ms(whole) - cpu_ms(bare) for _ in range(5))


async def _ask(url: str, token: str, request: Request, clients: int, requests: int) -> Timed:
    left = iter(range(requests))
    latencies: list[float] = []
    headers = {"Authorization": f"Bearer {token}"}

    async def client(session: aiohttp.ClientSession) -> None:
        for number in left:
            body = request.body and {
                name: f"{value}{number}" if value == "…" else value for name, value in request.body.items()
            }
            begun = time.perf_counter()
            async with session.request(request.method, url + request.path, json=body, headers=headers) as answer:
                await answer.read()
                if answer.status != 200:
                    raise RuntimeError(f"{request.name} answered {answer.status}")
            latencies.append((time.perf_counter() - begun) * 1000)

    async with aiohttp.ClientSession() as session:
        begun = time.perf_counter()
        await asyncio.gather(*(client(session) for _ in range(clients)))
        return Timed(latencies, time.perf_counter() - begun)


def _call(stack: Stack, method: str, path: str, body: Any = None, token: str = "") -> Any:
    where = urlsplit(stack.url)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=30)
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    connection.request(method, path, json.dumps(body) if body else None, headers)
    return json.loads(connection.getresponse().read())
