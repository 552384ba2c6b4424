"""What people do with contacts: looking them up, making, changing and deleting them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.crm import card_store as store
from recado.crm import contact_events, contact_files, contact_parts, fields, tag_store, tags
from recado.crm import store as identities
from recado.crm.cards import Card, ContactExists
from recado.crm.model import Identity
from recado.kernel import phones
from recado.kernel.errors import NotFound
from recado.kernel.ids import new_id
from recado.kernel.words import Words
from recado.platform.db import Tx, database


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be different; what is not in `given` stays. fields: null takes a value away."""

    given: frozenset[str]
    name: str | None = None
    email: str | None = None
    tags: list[UUID] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    archived: bool = False
    opted_out: bool = False


def get(actor: Actor, contact_id: UUID) -> Card:
    with database().acting(actor) as tx:
        return card_of(tx, contact_id)


def card_of(tx: Tx, contact_id: UUID) -> Card:
    """Returns the contact. Raises NotFound when there is none, or it was merged into another."""
    cards = store.cards(tx, [contact_id])
    if not cards:
        raise NotFound(Words("no existe ese contacto", "there is no such contact"))
    return cards[0]


def lock(tx: Tx, contact_id: UUID) -> Card:
    """Returns the contact, which stays as it is until the transaction ends. Raises NotFound."""
    if not store.lock(tx, contact_id):
        raise NotFound(Words("no existe ese contacto", "there is no such contact"))
    return card_of(tx, contact_id)


def create(actor: Actor, written_phone: str, new: Change) -> Card:
    """Makes a contact with this phone number, assigned to the advisor who makes it.

    A number without a country code is read as it is dialled in the business's country. Raises ContactExists when
    a contact has it, PhoneInvalid when it is no phone number.
    """
    contact_id = new_id()
    with database().acting(actor) as tx:
        identity = Identity("phone", phones.read(written_phone, contact_files.country_of(tx)))
        fields.check(tx, new.fields)
        tags.check(tx, new.tags)
        identities.lock_identities(tx, actor.business_id, [identity])
        if owners := identities.owners(tx, [identity]):
            raise ContactExists(contact_id=str(owners[identity.key].contact_id))
        values = {key: value for key, value in new.fields.items() if value is not None}
        given = {"name": new.name, "email": new.email, "fields": values}
        given["field_sources"] = dict.fromkeys(values, actor.kind)
        store.insert(tx, actor.business_id, contact_id, given, actor.sees_only)
        identities.insert_identities(tx, actor.business_id, contact_id, [identity])
        if not identities.owners(tx, [identity]):
            raise ContactExists(
                Words(
                    "este teléfono es un contacto de otra persona del equipo",
                    "this phone number is a contact of somebody else's in the team",
                )
            )
        tag_store.add(tx, actor.business_id, [contact_id], new.tags)
        store.set_marks(tx, contact_id, new.archived, new.opted_out)
        activity.audit(tx, actor, "contact.created", "contact", contact_id)
        activity.note(tx, actor.business_id, "info", "contact.created", contact_id=str(contact_id))
        contact_events.created(tx, actor.business_id, contact_id)
        return card_of(tx, contact_id)


def change(actor: Actor, contact_id: UUID, new: Change) -> Card:
    with database().acting(actor) as tx:
        before = lock(tx, contact_id)
        _apply(tx, actor, before, new)
        after = card_of(tx, contact_id)
        was, is_now = _differences(before, after)
        if is_now:
            activity.audit(tx, actor, "contact.changed", "contact", contact_id, before=was, after=is_now)
            _emit(tx, actor.business_id, before, after, is_now)
        return after


def delete(actor: Actor, contact_id: UUID) -> None:
    """With its conversations, notes and everything that was merged into it; the audit trail keeps that it was."""
    with database().acting(actor) as tx:
        card_of(tx, contact_id)
        store.hold_identities(tx, [contact_id])
        before = lock(tx, contact_id)
        for part in contact_parts.parts():
            part.erase(tx, contact_id)
        store.delete(tx, contact_id)
        counts = {"conversations": before.conversations, "messages": before.messages}
        activity.audit(tx, actor, "contact.deleted", "contact", contact_id, before=counts)
        activity.note(tx, actor.business_id, "info", "contact.deleted", contact_id=str(contact_id))
        contact_events.deleted(tx, actor.business_id, contact_id)


def _apply(tx: Tx, actor: Actor, before: Card, new: Change) -> None:
    if new.given & {"name", "email"}:
        name = new.name if "name" in new.given else before.name
        email = new.email if "email" in new.given else before.email
        store.set_texts(tx, before.id, name, email)
    if new.fields:
        fields.check(tx, new.fields)
        store.set_fields(tx, before.id, new.fields, actor.kind)
    if new.given & {"archived", "opted_out"}:
        archived = new.archived if "archived" in new.given else before.archived_at is not None
        opted_out = new.opted_out if "opted_out" in new.given else before.opted_out_at is not None
        store.set_marks(tx, before.id, archived, opted_out)
    if "tags" in new.given:
        tags.check(tx, new.tags)
        old = set(tag_store.of_contact(tx, before.id))
        tag_store.remove(tx, [before.id], sorted(old - set(new.tags)))
        tag_store.add(tx, actor.business_id, [before.id], sorted(set(new.tags) - old))


def _emit(tx: Tx, business_id: UUID, before: Card, after: Card, changes: dict[str, Any]) -> None:
    """Tells integrators which of the contact's data changed, and that they opted out."""
    names = [name.removesuffix("_at") for name in changes if name != "changed"]
    contact_events.updated(tx, business_id, {after.id: [*names, *changes.get("changed", [])]})
    if after.opted_out_at and not before.opted_out_at:
        contact_events.opted_out(tx, business_id, after.id)


def _differences(before: Card, after: Card) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the audit trail keeps of a change, of the customer's own data which of them it was."""
    was, is_now = _shown(before), _shown(after)
    names = [name for name in was if was[name] != is_now[name]]
    personal = [name for name in ("name", "email") if getattr(before, name) != getattr(after, name)]
    personal += [
        f"fields.{key}"
        for key in sorted(before.fields.keys() | after.fields.keys())
        if before.fields.get(key) != after.fields.get(key)
    ]
    changed = {"changed": personal} if personal else {}
    return {name: was[name] for name in names}, {name: is_now[name] for name in names} | changed


def _shown(card: Card) -> dict[str, Any]:
    def moment(at: datetime | None) -> str | None:
        return at.isoformat() if at else None

    return {
        "tags": [tag["id"] for tag in card.tags],
        "archived_at": moment(card.archived_at),
        "opted_out_at": moment(card.opted_out_at),
    }
