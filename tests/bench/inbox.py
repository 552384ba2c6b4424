"""The inbox on ten million messages: conversation list, history, contact search, delta sync, at eight clients."""

import asyncio
import hashlib
import secrets
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import aiohttp
import psycopg

from infra.local.stack import Stack
from recado.runtime.permissions import SCOPES
from tests.bench import volume
from tests.bench.load import Timed
from tests.bench.volume import TAGS, TEAM, Loaded, identity

CLIENTS = 8
REQUESTS = 400
LARGE = ("messages", "contacts", "conversations", "contact_identities", "contact_tags", "changes")


@dataclass(frozen=True, slots=True)
class Sizes:
    """Megabytes a million messages take, and what else they need of the disk."""

    table_mb: float
    index_mb: float


@dataclass(frozen=True, slots=True)
class Hot:
    """A kind of request, and its path again and again with other arguments. goal: p99 in milliseconds."""

    name: str
    paths: Iterator[str]
    goal: int


def hot(loaded: Loaded, business: int, cursor: str) -> list[Hot]:
    """The requests that people at work make all day, in the business of this rank."""
    first = sum(loaded.shares[:business])
    share = loaded.shares[business]
    talks = [identity(5, first + n * 7919 % share) for n in range(97)]
    tags = [identity(8, business * TAGS + n) for n in range(TAGS)]
    member, number = identity(7, business * TEAM + 1), identity(3, business)
    conversations = "/v1/conversations?limit=50"
    words = ("gonzalez maria", "Zuñiga", "jose lopez", "ximena", "garcía núñez", "fernnda", "5210000012", "cardenas")
    return [
        Hot("conversation list", cycle(["/v1/conversations?limit=50", "/v1/conversations?limit=50&unread=true"]), 50),
        Hot(
            "conversation list, by state",
            cycle([f"{conversations}&state={each}" for each in ("open", "snoozed", "closed")]),
            50,
        ),
        Hot(
            "conversation list, filters combined",
            cycle(
                [
                    f"{conversations}&state=open&assigned_to={member}",
                    f"{conversations}&assigned_to=nobody",
                    f"{conversations}&instance_id={number}",
                    f"{conversations}&state=closed&instance_id={number}&unread=true",
                ]
            ),
            50,
        ),
        Hot("conversation list, by tag", cycle([f"{conversations}&tag={each}" for each in tags]), 100),
        Hot("conversation list, the longest waiting", cycle([f"{conversations}&sort=waiting"]), 50),
        Hot("conversation search", cycle([f"{conversations}&search={quote(each)}" for each in words]), 100),
        Hot(
            "conversation counts",
            cycle([f"/v1/conversations/counts{each}" for each in ("", "?state=open", f"?instance_id={number}")]),
            50,
        ),
        Hot("history page", cycle([f"/v1/conversations/{each}/messages?limit=50" for each in talks]), 50),
        Hot("history around a message", cycle([_around(loaded, first + n * 7919 % share) for n in range(97)]), 50),
        Hot("contact search", cycle([f"/v1/contacts?search={quote(each)}" for each in words]), 100),
        Hot("contact list", cycle(["/v1/contacts?limit=50", "/v1/contacts?limit=50&sort=name"]), 50),
        Hot("delta sync, nothing new", cycle([f"/v1/sync?cursor={quote(cursor)}"]), 50),
        Hot(
            "message search, a common and a rare word",
            cycle(["/v1/messages/search?q=pastel", "/v1/messages/search?q=zapato"]),
            100,
        ),
    ]


def _around(loaded: Loaded, contact: int) -> str:
    """The path of the history around one of a contact's messages; every fifth of them quotes the one before it."""
    each = loaded.messages // loaded.contacts
    return (
        f"/v1/conversations/{identity(5, contact)}/messages?limit=50&around={identity(6, contact * each + each // 2)}"
    )


def fill(stack: Stack, scale: float) -> Loaded:
    """Loads the database of a running stack."""
    return volume.load(stack.environment["DATABASE_ADMIN_URL"], scale)


def key(stack: Stack, business: int) -> str:
    """An API key of the business of this rank."""
    token = f"rk_{secrets.token_urlsafe(32)}"
    with psycopg.connect(stack.environment["DATABASE_ADMIN_URL"], autocommit=True) as admin:
        admin.execute(
            "insert into api_keys (id, business_id, name, digest, prefix, scopes) "
            "values (%s, %s, 'bench', %s, 'rk', %s)",
            (uuid4(), identity(1, business), hashlib.sha256(token.encode()).digest(), list(SCOPES)),
        )
    return token


def measure(stack: Stack, token: str, wanted: Hot) -> Timed:
    """Milliseconds each request took, eight asking at once."""
    asyncio.run(_ask(stack.url, token, wanted.paths, 3 * CLIENTS))
    return asyncio.run(_ask(stack.url, token, wanted.paths, REQUESTS))


def cursor(stack: Stack, token: str) -> str:
    """Where sync stands now."""
    return str(asyncio.run(_get(stack.url, token, "/v1/sync"))["next"])


def whole_scans(stack: Stack) -> int:
    """How often a large table was read from end to end since the statistics began."""
    time.sleep(1.5)  # backends report their counts once a second
    with psycopg.connect(stack.environment["DATABASE_ADMIN_URL"], autocommit=True) as admin:
        rows = admin.execute("select sum(seq_scan) from pg_stat_user_tables where relname = any(%s)", (list(LARGE),))
        return int(rows.fetchall()[0][0])


def sizes(stack: Stack, loaded: Loaded) -> Sizes:
    """What the table of messages and its indexes take."""
    with psycopg.connect(stack.environment["DATABASE_ADMIN_URL"], autocommit=True) as admin:
        query = "select pg_table_size('messages') / 1048576.0, pg_indexes_size('messages') / 1048576.0"
        table, index = admin.execute(query).fetchall()[0]
    millions = loaded.messages / 1_000_000
    return Sizes(float(table) / millions, float(index) / millions)


async def _ask(url: str, token: str, paths: Iterator[str], requests: int) -> Timed:
    left = iter(range(requests))
    latencies: list[float] = []
    headers = {"Authorization": f"Bearer {token}"}

    async def client(session: aiohttp.ClientSession) -> None:
        for _ in left:
            path = next(paths)
            begun = time.perf_counter()
            async with session.get(url + path, headers=headers) as answer:
                await answer.read()
                if answer.status != 200:
                    print(f"{path} answered {answer.status}", file=sys.stderr)
            latencies.append((time.perf_counter() - begun) * 1000)

    async with aiohttp.ClientSession() as session:
        begun = time.perf_counter()
        await asyncio.gather(*(client(session) for _ in range(CLIENTS)))
        return Timed(latencies, time.perf_counter() - begun)


async def _get(url: str, token: str, path: str) -> Any:
    async with (
        aiohttp.ClientSession() as session,
        session.get(url + path, headers={"Authorization": f"Bearer {token}"}) as answer,
    ):
        return await answer.json()
