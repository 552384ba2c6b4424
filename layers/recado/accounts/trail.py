"""The audit trail of a business, with the names of those who acted."""

from dataclasses import replace
from uuid import UUID

from recado.accounts import key_store, store
from recado.activity import log_store
from recado.activity.model import Actor, AuditEntry, AuditFilter
from recado.kernel import pages
from recado.kernel.pages import Page, Slice
from recado.platform.db import database


def list_entries(actor: Actor, filters: AuditFilter, page: Slice) -> Page[AuditEntry]:
    """What was changed in the actor's business, newest first.

    Names are read afterwards, those of people under the accounts role.
    """
    (after,) = page.keys(UUID) or (None,)
    with database().acting(actor) as tx:
        entries = log_store.audit_entries(tx, filters, after, page.limit + 1)
    return pages.page_of(with_names(actor, entries), page.limit, lambda entry: (entry.id,))


def with_names(actor: Actor, entries: list[AuditEntry]) -> list[AuditEntry]:
    """Returns the entries with the names of those who acted. Names of keys are not for advisors who see little."""
    names: dict[UUID, str] = {}
    if keys := _actors(entries, "key"):
        with database().acting(actor) as tx:
            names = key_store.names(tx, keys)
    if people := _actors(entries, "user"):
        with database().accounts() as tx:
            names |= store.names(tx, people)
    return [replace(entry, actor_name=names.get(entry.actor_id) if entry.actor_id else None) for entry in entries]


def _actors(entries: list[AuditEntry], kind: str) -> list[UUID]:
    return list({entry.actor_id for entry in entries if entry.actor_id and entry.actor_kind == kind})
