"""Finding or making the contact behind a customer, inside the caller's transaction."""

from uuid import UUID

from recado.activity import service as activity
from recado.crm import contact_events, store
from recado.crm.model import Identity, IdentityKey, IdentityOwner, identities_of
from recado.crm.turns import next_in_turn
from recado.kernel.errors import Invalid
from recado.kernel.ids import new_id
from recado.kernel.words import Words
from recado.platform.db import Tx
from recado.vendors.whatsapp.model import Customer, IdentityChange


def contact_for(tx: Tx, business_id: UUID, customer: Customer, assigned_to: UUID | None = None) -> UUID:
    """Returns the contact of this customer, made if new and assigned to the given member, or in turn.

    Identities seen for the first time are added. When two identities name two contacts, the business-scoped user id
    decides; nothing is merged here.
    """
    identities = identities_of(customer)
    if not identities:
        raise Invalid(Words("un cliente sin ninguna identidad", "a customer without any identity"))
    owners = store.owners(tx, identities)
    contact_id = _first(identities, owners)
    if contact_id is None or len(owners) < len(identities):
        store.lock_identities(tx, business_id, identities)
        owners = store.owners(tx, identities)
        contact_id = _first(identities, owners)
        if contact_id is None:
            contact_id = new_id()
            _insert(tx, business_id, contact_id, customer, assigned_to)
        missing = [identity for identity in identities if identity.key not in owners]
        store.insert_identities(tx, business_id, contact_id, missing)
    for identity in identities:
        if identity.key in owners and owners[identity.key].value != identity.value:
            store.rewrite_identity(tx, identity)
    return contact_id


def apart(tx: Tx, customer: Customer) -> tuple[UUID, UUID] | None:
    """Returns the contact with this customer's phone and another one with their hidden id alone; else None.

    A contact that has the other kind of identity already, with another value, is not the same for sure.
    """
    by_kind = {identity.kind: identity for identity in identities_of(customer) if identity.kind in ("phone", "lid")}
    owners = store.owners(tx, list(by_kind.values()))
    contacts = {kind: owners[each.key].contact_id for kind, each in by_kind.items() if each.key in owners}
    if len(set(contacts.values())) < 2:
        return None
    by_phone, by_lid = contacts["phone"], contacts["lid"]
    for contact_id, other in ((by_phone, "lid"), (by_lid, "phone")):
        if other in {each.kind for each in store.identities(tx, contact_id)}:
            return None
    return by_phone, by_lid


def change_identity(tx: Tx, business_id: UUID, change: IdentityChange) -> None:
    """Adds the identities `after` to the contact of `before`. Nothing happens when `before` is nobody's."""
    before, after = identities_of(change.before), identities_of(change.after)
    if not before or not after:
        return
    contact_id = _first(before, store.owners(tx, before))
    if contact_id is not None:
        store.lock_identities(tx, business_id, after)
        store.insert_identities(tx, business_id, contact_id, after)


def _insert(tx: Tx, business_id: UUID, contact_id: UUID, customer: Customer, assigned_to: UUID | None) -> None:
    advisor = assigned_to or next_in_turn(tx)
    store.insert_contact(tx, business_id, contact_id, customer.name, advisor)
    contact_events.created(tx, business_id, contact_id)
    if advisor:
        ids = {"contact_id": str(contact_id), "user_id": str(advisor)}
        activity.note(tx, business_id, "info", "contact.assigned", **ids)


def _first(identities: list[Identity], owners: dict[IdentityKey, IdentityOwner]) -> UUID | None:
    return next((owners[identity.key].contact_id for identity in identities if identity.key in owners), None)
