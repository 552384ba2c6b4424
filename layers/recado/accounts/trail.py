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

    People's names are read in a second transaction, of the accounts role, by the ids that the first gave.
    """
    (after,) = page.keys(UUID) or (None,)
    with database().acting(actor) as tx:
        entries = log_store.audit_entries(tx, filters, after, page.limit + 1)
        keys = _actors(entries, "key")
        names = key_store.names(tx, keys) if keys else {}
    if people := _actors(entries, "user"):
        with database().accounts() as tx:
            names |= store.names(tx, people)
    shown = [replace(entry, actor_name=names.get(entry.actor_id) if entry.actor_id else None) for entry in entries]
    return pages.page_of(shown, page.limit, lambda entry: (entry.id,))


def _actors(entries: list[AuditEntry], kind: str) -> list[UUID]:
    return list({entry.actor_id for entry in entries if entry.actor_id and entry.actor_kind == kind})
