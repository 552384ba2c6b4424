"""The event log of the whole platform, for the super admin; and forgetting what is old."""

from datetime import datetime, timedelta
from uuid import UUID

from recado.activity import log_store
from recado.activity.model import Event, EventFilter
from recado.kernel import pages
from recado.kernel.pages import Page, Slice
from recado.kernel.settings import settings
from recado.platform.db import database

BATCH = 500
MOST_BATCHES = 10


def newest(filters: EventFilter, page: Slice) -> Page[Event]:
    """Events, newest first. The last second is not in it yet: see `following`."""
    after = page.keys(datetime.fromisoformat, UUID)
    with database().admin() as tx:
        rows = log_store.events(tx, filters, after, page.limit + 1, oldest_first=False)
    return pages.page_of(rows, page.limit, _key)


def following(filters: EventFilter, page: Slice) -> list[Event]:
    """What came after an event (`mark`), oldest first.

    Whoever asks again and again misses none: an event appears a second after its transaction began, when those that
    began before it have been written too (a transaction of ours lasts milliseconds).
    """
    after = page.keys(datetime.fromisoformat, UUID)
    with database().admin() as tx:
        return log_store.events(tx, filters, after, page.limit, oldest_first=True)


def mark(event: Event) -> str:
    """The cursor of an event, after which `following` goes on."""
    return pages.encode(_key(event))


def types() -> list[str]:
    """Every type of event in the log."""
    with database().admin() as tx:
        return log_store.event_types(tx)


def forget() -> int:
    """Deletes events that were kept long enough, in small batches. Returns how many."""
    own = settings()
    kept = (
        (["info"], own.events_keep_info_days),
        (["warning"], own.events_keep_warning_days),
        (["error", "critical"], own.events_keep_error_days),
    )
    return sum(_forget(severities, timedelta(days=days)) for severities, days in kept)


def _forget(severities: list[str], age: timedelta) -> int:
    gone = 0
    for _ in range(MOST_BATCHES):
        with database().worker() as tx:
            deleted = log_store.forget_events(tx, severities, age, BATCH)
        gone += deleted
        if deleted < BATCH:
            break
    return gone


def _key(event: Event) -> tuple[datetime, UUID]:
    return event.created_at, event.id
