"""Outgoing webhooks' ground: what happened is written down, in its own transaction, as it will be told to integrators.

A body holds ids and codes, never a text or a phone number. It is written as JavaScript would write it, so that a
receiver who parses and serialises it again has the bytes that were signed.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from recado.activity import webhook_store
from recado.activity.webhook_store import WebhookMessage
from recado.kernel.clock import now
from recado.kernel.ids import new_id
from recado.platform.db import Tx, database

EventType = Literal[
    "contact.created",
    "contact.updated",
    "contact.opted_out",
    "contact.merged",
    "contact.unmerged",
    "contact.deleted",
    "conversation.closed",
    "conversation.snoozed",
    "conversation.reopened",
]
Value = str | bool | int | None | Sequence["Value"] | Mapping[str, "Value"]
KEPT = timedelta(days=30)
BATCH, MOST_BATCHES = 1000, 10
MOST_INTEGER = 2**53 - 1  # beyond it JavaScript's numbers are not exact


class BodyInvalid(TypeError):
    """A body that JavaScript would write in another way: a mistake of ours."""


def emit(tx: Tx, business_id: UUID, kind: EventType, data: Mapping[str, Value], link: str | None = None) -> None:
    """Writes down an event of a business, with its effect. link: where the API shows what it is about."""
    emit_all(tx, business_id, kind, [(data, link)])


def emit_all(
    tx: Tx, business_id: UUID, kind: EventType, events: Sequence[tuple[Mapping[str, Value], str | None]]
) -> None:
    """Writes down many events of one type, pairs of data and link, in one statement."""
    if events:
        at = now()
        messages = [WebhookMessage(new_id(), kind, at, body(kind, at, business_id, *event)) for event in events]
        webhook_store.insert(tx, business_id, messages)


def body(kind: str, at: datetime, business_id: UUID, data: Mapping[str, Value], link: str | None) -> str:
    """Returns the JSON of an event. Raises BodyInvalid for what JavaScript would write differently."""
    shown: dict[str, Value] = dict(data)
    if link:
        shown["links"] = {"self": link}
    stamp = f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"
    whole = {"type": kind, "timestamp": stamp, "business_id": str(business_id), "data": shown}
    _check(whole)
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def forget() -> int:
    """Deletes what was kept long enough, in small batches. Returns how many."""
    gone = 0
    for _ in range(MOST_BATCHES):
        with database().worker() as tx:
            deleted = webhook_store.forget(tx, KEPT, BATCH)
        gone += deleted
        if deleted < BATCH:
            break
    return gone


def _check(value: object) -> None:
    match value:
        case None | bool():
            return
        case str() if not any("\ud800" <= letter <= "\udfff" for letter in value):
            return
        case int() if abs(value) <= MOST_INTEGER:
            return
        case Mapping():
            for key, inner in value.items():
                if not isinstance(key, str) or not key.isidentifier():  # integer-like keys change their place
                    raise BodyInvalid(f"a key that is no name: {key!r}")
                _check(inner)
        case list() | tuple():
            for inner in value:
                _check(inner)
        case _:
            raise BodyInvalid(f"a value JavaScript writes differently: {type(value).__name__}")
