"""What outgoing webhooks tell of contacts: ids, and the names of what changed."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from recado.activity import emit
from recado.platform.db import Tx


def created(tx: Tx, business_id: UUID, *contact_ids: UUID) -> None:
    """Contacts that were made, by whomever."""
    events = [({"contact_id": str(each)}, _link(each)) for each in contact_ids]
    emit.emit_all(tx, business_id, "contact.created", events)


def updated(tx: Tx, business_id: UUID, changes: Mapping[UUID, Iterable[str]]) -> None:
    """Contacts, each with the names of what changed: `name`, `tags`, `fields.<key>`, `archived`…"""
    events = [
        ({"contact_id": str(contact_id), "changed": sorted(set(names))}, _link(contact_id))
        for contact_id, names in changes.items()
    ]
    emit.emit_all(tx, business_id, "contact.updated", events)


def opted_out(tx: Tx, business_id: UUID, contact_id: UUID) -> None:
    """A contact who wants no more messages we begin."""
    emit.emit(tx, business_id, "contact.opted_out", {"contact_id": str(contact_id)}, _link(contact_id))


def merged(tx: Tx, business_id: UUID, survivor_id: UUID, source_id: UUID) -> None:
    """Two contacts that are one from now on: the survivor."""
    data = {"contact_id": str(survivor_id), "merged_contact_id": str(source_id)}
    emit.emit(tx, business_id, "contact.merged", data, _link(survivor_id))


def unmerged(tx: Tx, business_id: UUID, survivor_id: UUID, source_id: UUID) -> None:
    """A merge that was undone: the source is there again."""
    data = {"contact_id": str(survivor_id), "unmerged_contact_id": str(source_id)}
    emit.emit(tx, business_id, "contact.unmerged", data, _link(survivor_id))


def deleted(tx: Tx, business_id: UUID, contact_id: UUID) -> None:
    """A contact that is no more, nor anything of theirs."""
    emit.emit(tx, business_id, "contact.deleted", {"contact_id": str(contact_id)})


def _link(contact_id: UUID) -> str:
    return f"/v1/contacts/{contact_id}"
