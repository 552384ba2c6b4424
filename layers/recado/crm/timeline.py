"""A contact's timeline: what the team did to it and to its conversations, and when it came. Messages are not in it."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from recado.accounts import trail
from recado.activity import log_store
from recado.activity.model import Actor, ActorKind, AuditEntry
from recado.crm import store
from recado.kernel.errors import NotFound
from recado.kernel.pages import Page, Slice, page_of
from recado.kernel.words import Words
from recado.platform.db import database

ChangedValue = str | bool | int | float | list[str] | None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What changed, from what to what. Of the contact's own data it is not said what they were."""

    field: str
    before: ChangedValue
    after: ChangedValue


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something that was done. thing_id: to the contact, or to which of its conversations; None: to many contacts."""

    id: UUID
    at: datetime
    action: str
    thing: str
    thing_id: UUID | None
    actor_kind: ActorKind
    actor_id: UUID | None
    actor_name: str | None
    changes: list[FieldChange]


def listing(actor: Actor, contact_id: UUID, page: Slice) -> Page[TimelineEntry]:
    """The newest first; the last one is that the contact came. Raises NotFound for one the actor may not see."""
    (after,) = page.keys(UUID) or (None,)
    with database().acting(actor) as tx:
        if store.contact(tx, contact_id) is None:
            raise NotFound(Words("no existe ese contacto", "there is no such contact"))
        entries = log_store.contact_trail(tx, contact_id, after, page.limit + 1)
    shown = [_shown(entry) for entry in trail.with_names(actor, entries)]
    return page_of(shown, page.limit, lambda entry: (entry.id,))


def _shown(entry: AuditEntry) -> TimelineEntry:
    return TimelineEntry(
        id=entry.id,
        at=entry.at,
        action=entry.action,
        thing=entry.thing,
        thing_id=entry.thing_id,
        actor_kind=entry.actor_kind,
        actor_id=entry.actor_id,
        actor_name=entry.actor_name,
        changes=_changes(entry.before, entry.after),
    )


def _changes(before: dict[str, Any], after: dict[str, Any]) -> list[FieldChange]:
    named = after.get("changed")  # the customer's own data: which of them, and not what they were
    names = sorted((before.keys() | after.keys()) - {"changed"})
    changes = [FieldChange(name, _plain(before.get(name)), _plain(after.get(name))) for name in names]
    return changes + [FieldChange(str(name), None, None) for name in named or []]


def _plain(value: object) -> ChangedValue:
    """Returns the value as it is shown: what is no plain value or list of texts as its JSON."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return list(value)
    return json.dumps(value, ensure_ascii=False)
