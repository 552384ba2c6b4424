"""SQL of reading the event log (the admin role) and the audit trail (inside a tenant), and of forgetting events."""

from datetime import timedelta
from typing import LiteralString
from uuid import UUID

from recado.activity.model import AuditEntry, AuditFilter, Event, EventFilter
from recado.kernel.pages import Key
from recado.platform.db import Tx, matching

_ENTRIES: LiteralString = (
    "select id, at, actor_kind, actor_id, actor_role, action, thing, thing_id, before, after, request_id "
    "from audit where "
)


def events(
    tx: Tx, filters: EventFilter, after: tuple[Key, ...] | None, limit: int, *, oldest_first: bool
) -> list[Event]:
    at, event_id = after or (None, None)
    return tx.rows(
        Event,
        "select * from admin_events(%s::text[], %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        (
            filters.severities, filters.type, filters.business_id, filters.since, filters.until, filters.text,
            oldest_first, at, event_id, limit,
        ),
    )  # fmt: skip


def event_types(tx: Tx) -> list[str]:
    return tx.values("select type from admin_event_types()")


def forget_events(tx: Tx, severities: list[str], age: timedelta, limit: int) -> int:
    """For the worker role. Returns how many were deleted."""
    gone: int = tx.value("select forget_events(%s, %s, %s)", (severities, age, limit))
    return gone


def audit_entries(tx: Tx, filters: AuditFilter, after: Key, limit: int) -> list[AuditEntry]:
    """Newest first."""
    conditions: list[tuple[LiteralString, object]] = [
        ("actor_id = %(actor)s", filters.actor_id),
        ("starts_with(action, %(action)s)", filters.action),
        ("thing = %(thing)s", filters.thing),
        ("thing_id = %(thing_id)s", filters.thing_id),
        ("at >= %(since)s", filters.since),
        ("at < %(until)s", filters.until),
        ("id < %(last)s", after),
    ]
    return tx.rows(
        AuditEntry,
        _ENTRIES + matching(conditions) + " order by id desc limit %(limit)s",
        {
            "actor": filters.actor_id,
            "action": filters.action,
            "thing": filters.thing,
            "thing_id": filters.thing_id,
            "since": filters.since,
            "until": filters.until,
            "last": after,
            "limit": limit,
        },
    )


def contact_trail(tx: Tx, contact_id: UUID, after: Key, limit: int) -> list[AuditEntry]:
    """What was done to a contact that may be seen here, and to its conversations, newest first."""
    return tx.rows(AuditEntry, "select * from contact_trail(%s, %s, %s)", (contact_id, after, limit))
