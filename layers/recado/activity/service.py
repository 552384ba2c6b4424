"""Writing down what happened, inside the transaction of what it is about."""

import hashlib
import json
from datetime import timedelta
from typing import Any
from uuid import UUID

from recado.activity import store
from recado.activity.model import Actor, Severity, Usage
from recado.platform.db import Tx

MOST_FACT_LENGTH = 500  # of a text among the facts of an event


def note(tx: Tx, business_id: UUID, severity: Severity, kind: str, **data: Any) -> None:
    """Adds to the event log. `kind` is `<thing>.<what happened>`; data holds ids and codes, never texts; what a vendor
    chose among them is cut."""
    store.insert_event(tx, business_id, severity, kind, _cut(data))


def note_platform(tx: Tx, business_id: UUID | None, severity: Severity, kind: str, **data: Any) -> None:
    """The same for the roles that touch no tenant's table. Without a business it is an event of the platform."""
    store.insert_platform_event(tx, business_id, severity, kind, _cut(data))


def note_once(tx: Tx, business_id: UUID, severity: Severity, kind: str, within: timedelta, **data: Any) -> None:
    """As note, unless the same was noted within this time: for what every answer would repeat."""
    store.insert_event_once(tx, business_id, severity, kind, _cut(data), within)


def note_platform_once(tx: Tx, severity: Severity, kind: str, within: timedelta, **data: Any) -> None:
    """The same for an event of the platform. Needs the worker role."""
    store.insert_platform_event_once(tx, severity, kind, _cut(data), within)


def _cut(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value[:MOST_FACT_LENGTH] if isinstance(value, str) else value for name, value in data.items()}


def audit(
    tx: Tx,
    actor: Actor,
    action: str,
    thing: str,
    thing_id: UUID | None,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Adds to the audit trail who did `action` (such as `member.role_changed`) to which thing.

    `before` and `after` hold what changed, JSON types only; a secret is put there as MASKED.
    """
    store.insert_audit(tx, actor, action, thing, thing_id, before or {}, after or {})


def count_usage(tx: Tx, business_id: UUID, usage: Usage) -> None:
    """Books what a model call consumed."""
    store.insert_usage(tx, business_id, usage)


def count_test_usage(tx: Tx, turn_id: UUID) -> None:
    """Books what a turn of a sandbox consumed to its business too, as a test."""
    store.count_test_usage(tx, turn_id)


def keep_raw(tx: Tx, business_id: UUID, route: str, field: str, raw: Any) -> None:
    """Keeps a tenant's update that nothing else stores; the same update twice is kept once."""
    store.insert_raw(tx, business_id, _digest(str(business_id), field, raw), route, field, raw)


def keep_unrouted(tx: Tx, route: str, field: str, raw: Any) -> None:
    """Keeps an update for a number or account no tenant has. Needs the worker role."""
    store.insert_unrouted(tx, _digest(route, field, raw), route, field, raw)


def _digest(owner: str, field: str, raw: Any) -> bytes:
    text = json.dumps([owner, field, raw], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
