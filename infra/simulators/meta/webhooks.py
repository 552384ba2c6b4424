"""The webhook sender: signs, delivers concurrently, retries with back-off, and keeps a record of every delivery.

The statuses of one message leave in the order they are told: each once the one before it has been tried.
"""

import asyncio
import hashlib
import hmac
import random
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from infra.simulators.meta import envelope
from infra.simulators.meta.config import Config
from infra.simulators.meta.envelope import Update
from infra.simulators.meta.world import World

Json = dict[str, Any]
KEPT = 20_000


@dataclass(slots=True)
class Delivery:
    """One POST and its tries. `acknowledged_ms` counts from the first try to the 200."""

    url: str
    ids: list[str]
    started: float
    attempts: list[Json] = field(default_factory=list)
    acknowledged_ms: float | None = None
    duplicate: bool = False

    def describe(self) -> Json:
        names = ("url", "ids", "started", "attempts", "acknowledged_ms", "duplicate")
        return {name: getattr(self, name) for name in names}


class Sender:
    """Takes updates and sees to it that they arrive. Only a 200 counts as arrived."""

    def __init__(self, config: Config, world: World) -> None:
        self.config, self.world = config, world
        self.deliveries: deque[Delivery] = deque(maxlen=KEPT)
        self.pending: set[asyncio.Task[None]] = set()
        self.given_up = 0
        self._waiting: dict[tuple[str, str], list[Update]] = {}
        self._tried: dict[str, asyncio.Event] = {}  # by message: its newest status has been tried
        self._client: aiohttp.ClientSession | None = None
        self._slots = asyncio.Semaphore(config.webhook_concurrency)

    def configured(self) -> None:
        """The settings changed: deliveries from now on use the new number of slots."""
        self._slots = asyncio.Semaphore(self.config.webhook_concurrency)

    def idle(self) -> bool:
        return not self.pending and not self._waiting

    def tell(self, update: Update) -> None:
        """Deliver soon; with batching on, together with what else comes within `batch_ms`."""
        number = update.number
        if number.waba_id in self.world.unsubscribed or not number.callback_url:
            return
        override = number.override_url if update.kind in ("messages", "statuses") else ""
        target = (override or number.callback_url, number.app_secret)
        if not self.config.batch_ms or update.raw is not None:
            self._start(target, [update])
            return
        waiting = self._waiting.setdefault(target, [])
        waiting.append(update)
        if len(waiting) >= self.config.batch_max:
            self._flush(target)
        elif len(waiting) == 1:
            asyncio.get_running_loop().call_later(self.config.batch_ms / 1000, self._flush, target)

    def forget(self) -> None:
        """Drop what has not been delivered, and the record."""
        self._waiting.clear()
        self._tried.clear()
        for task in self.pending:
            task.cancel()
        self.deliveries.clear()
        self.given_up = 0

    async def close(self) -> None:
        self.forget()
        await asyncio.gather(*self.pending, return_exceptions=True)
        if self._client:
            await self._client.close()

    async def handshake(self, url: str, verify_token: str) -> bool:
        """Meta's GET when a callback is set: true when the challenge comes back."""
        challenge = str(random.randrange(10**8, 10**10))
        params = {"hub.mode": "subscribe", "hub.challenge": challenge, "hub.verify_token": verify_token}
        try:
            async with self._session().get(url, params=params) as answer:
                return answer.status == 200 and (await answer.text()) == challenge
        except (aiohttp.ClientError, TimeoutError):
            return False

    def _flush(self, target: tuple[str, str]) -> None:
        if updates := self._waiting.pop(target, None):
            self._start(target, updates)

    def _start(self, target: tuple[str, str], updates: list[Update]) -> None:
        twice = random.random() < self.config.duplicate_probability
        body = envelope.body(updates)
        named = [str(update.node.get("id") or update.kind) for update in updates]
        followed = {str(update.node["id"]) for update in updates if update.kind == "statuses" and "id" in update.node}
        before, tried = [self._tried[each] for each in followed if each in self._tried], asyncio.Event()
        self._tried |= dict.fromkeys(followed, tried)
        for duplicate in (False, True) if twice else (False,):
            record = Delivery(target[0], named, time.time(), duplicate=duplicate)
            self.deliveries.append(record)
            task = asyncio.create_task(self._deliver(record, body, target[1], before, tried))
            self.pending.add(task)
            task.add_done_callback(self.pending.discard)

    async def _deliver(
        self, record: Delivery, body: bytes, secret: str, before: list[asyncio.Event], tried: asyncio.Event
    ) -> None:
        headers = _headers(body, secret)
        for each in before:
            await each.wait()
        started = time.perf_counter()
        for attempt in range(self.config.retry_tries):
            if attempt:
                pause = min(self.config.retry_cap_ms, self.config.retry_base_ms * 2 ** (attempt - 1))
                await asyncio.sleep(pause / 1000 * random.uniform(0.75, 1.25))
            async with self._slots:
                if not attempt:
                    started = time.perf_counter()
                outcome = await self._post(record.url, body, headers)
            record.attempts.append(outcome)
            self._leave(record.ids, tried)
            if outcome.get("status") == 200:
                record.acknowledged_ms = round((time.perf_counter() - started) * 1000, 3)
                for name in record.ids:
                    self._arrived(name)
                return
        self.given_up += 1

    def _leave(self, named: list[str], tried: asyncio.Event) -> None:
        """The next statuses of these messages may go."""
        tried.set()
        for name in named:
            if self._tried.get(name) is tried:
                del self._tried[name]

    async def _post(self, url: str, body: bytes, headers: dict[str, str]) -> Json:
        began, at = time.perf_counter(), time.time()
        outcome: Json = {"at": at}
        try:
            async with self._session().post(url, data=body, headers=headers, allow_redirects=False) as answer:
                await answer.read()
                outcome["status"] = answer.status
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            outcome["error"] = type(error).__name__
        outcome["ms"] = round((time.perf_counter() - began) * 1000, 3)
        return outcome

    def _arrived(self, message_id: str) -> None:
        """The business has the customer's message: the second tick."""
        chat, entry = self.world.messages.get(message_id, (None, None))
        if chat and entry and entry.by == "customer" and entry.status == "sent":
            entry.status = "delivered"
            chat.publish({"event": "ticks", "id": message_id, "status": "delivered"})

    def _session(self) -> aiohttp.ClientSession:
        if self._client is None:
            self._client = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=60),
                timeout=aiohttp.ClientTimeout(total=self.config.webhook_timeout_ms / 1000),
                headers={"User-Agent": "facebookexternalua", "Accept": "*/*"},
            )
        return self._client


def _headers(body: bytes, secret: str) -> dict[str, str]:
    key = secret.encode()
    return {
        "Content-Type": "application/json",
        "X-Hub-Signature": "sha1=" + hmac.new(key, body, hashlib.sha1).hexdigest(),
        "X-Hub-Signature-256": "sha256=" + hmac.new(key, body, hashlib.sha256).hexdigest(),
    }
