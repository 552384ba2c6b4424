"""Writes that may be repeated (Idempotency-Key): the first runs, the others get its answer.

A claim is committed before the request runs, and each transaction of the request that writes says so in its last
statement (`mark_effect`), under that claim. So after a crash it is known whether anything was done: if nothing was, a
repetition runs; if something was but the answer is lost, it is refused, never done twice.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID, uuid4

from recado.kernel.errors import Conflict
from recado.platform import crypto
from recado.platform.db import Tx, database

HELD_SECONDS = 60  # longer than any function may run
Headers = dict[str, str]


class KeyReused(Conflict):
    """This Idempotency-Key was used for another request."""

    code = "idempotency_key_reused"


class InProgress(Conflict):
    """The first request with this Idempotency-Key is still running; ask again in a moment."""

    code = "idempotency_in_progress"


class OutcomeUnknown(Conflict):
    """The first request with this Idempotency-Key was carried out, but its answer is lost. Read what it changed."""

    code = "idempotency_outcome_unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered the first time."""

    status: int
    headers: Headers
    body: str


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to carry out the request of a key."""

    key: bytes
    id: UUID

    @contextmanager
    def marking(self) -> Iterator[None]:
        """Within this block every transaction that writes says that the request took effect."""
        with database().before_commit(self._mark):
            yield

    def keep(self, answer: Answer) -> None:
        """Keeps the answer, sealed, for those who repeat the request."""
        text = json.dumps([answer.status, answer.headers, answer.body])
        with database().accounts(aside=True) as tx:
            tx.run(
                "update idempotency set status = %s, answer_sealed = %s where key = %s and claim_id = %s",
                (answer.status, crypto.seal(text, _place(self.key)), self.key, self.id),
            )

    def release(self) -> None:
        """Gives the key back if nothing was done under it; after a failed write, it stays as it is."""
        with database().accounts(aside=True) as tx:
            tx.run("delete from idempotency where key = %s and claim_id = %s and not effect", (self.key, self.id))

    def _mark(self, tx: Tx) -> None:
        if not tx.value("select mark_effect(%s, %s)", (self.key, self.id)):
            raise InProgress


def claim(scope: str, key: str, request: bytes) -> Claim | Answer:
    """Returns the right to carry out `request` (method, path and body), or what was answered the first time.

    `scope`: whose key it is, so that one caller's answer is never another's: caller and business, or on public routes
    the thing acted on. Raises KeyReused, InProgress or OutcomeUnknown when there is neither.
    """
    digest, claim_id = hashlib.sha256(f"{scope}\n{key}".encode()).digest(), uuid4()
    macs = _macs(request)
    with database().accounts(aside=True) as tx:
        taken = tx.run(
            "insert into idempotency as i (key, request, claim_id) values (%(key)s, %(request)s, %(claim)s) "
            "on conflict (key) do update set request = excluded.request, claim_id = excluded.claim_id, "
            "started_at = now(), effect = false, status = null, answer_sealed = null "
            "where i.started_at < now() - interval '24 hours' or (not i.effect and i.status is null "
            "and i.request = excluded.request and i.started_at < now() - make_interval(secs => %(held)s))",
            {"key": digest, "request": macs[0], "claim": claim_id, "held": HELD_SECONDS},
        )
        if taken:
            return Claim(digest, claim_id)
        rows = tx.dicts(
            "select request, answer_sealed, effect and started_at < now() - make_interval(secs => %s) as lost "
            "from idempotency where key = %s",
            (HELD_SECONDS, digest),
        )
    if not rows:  # given back this very moment
        raise InProgress
    row = rows[0]
    if not any(hmac.compare_digest(row["request"], mac) for mac in macs):
        raise KeyReused
    if row["answer_sealed"] is None:
        raise OutcomeUnknown if row["lost"] else InProgress
    return Answer(*json.loads(crypto.unseal(row["answer_sealed"], _place(digest))))


def forget() -> None:
    """Drops what is older than a day, and counts of requests that no longer count."""
    with database().worker() as tx:
        tx.run("select forget_requests()")


def _macs(request: bytes) -> list[bytes]:
    """How a request is stored, under the newest key first: bodies hold passwords, which a plain digest would let
    somebody guess at."""
    return [hmac.new(key, request, hashlib.sha256).digest() for key in crypto.derived_keys("idempotency").values()]


def _place(key: bytes) -> str:
    return f"idempotency:{key.hex()}"
