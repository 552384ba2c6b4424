"""Giving a contact to a member of the team, or to nobody."""

from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.crm import contact_events, store
from recado.kernel.errors import Forbidden, Invalid, NotFound
from recado.kernel.words import Words
from recado.platform.db import Tx, database


def assign(actor: Actor, contact_id: UUID, user_id: UUID | None) -> None:
    """Makes the member responsible for the contact; None takes it from whoever has it.

    An advisor hands over their own contacts only. Raises NotFound for those they may not see, Forbidden for those they
    may, Invalid when the new one is no member of the business.
    """
    # Not as the advisor: the contact is no longer theirs when this is done.
    with database().whole_business(actor) as tx:
        before = _held_by(tx, actor, contact_id)
        if user_id is not None and not store.hold_member(tx, user_id):
            raise Invalid(Words("esta persona no está en el equipo", "this person is not in the team"), field="user_id")
        if user_id == before:
            return
        store.set_assignee(tx, contact_id, user_id)
        what = "contact.assigned" if user_id else "contact.unassigned"
        was, is_now = ({"assigned_to": str(each) if each else None} for each in (before, user_id))
        activity.audit(tx, actor, what, "contact", contact_id, before=was, after=is_now)
        activity.note(tx, actor.business_id, "info", what, contact_id=str(contact_id), user_id=is_now["assigned_to"])
        contact_events.updated(tx, actor.business_id, {contact_id: ["assigned_to"]})


def _held_by(tx: Tx, actor: Actor, contact_id: UUID) -> UUID | None:
    """Returns who has the contact, if the actor may give it away; it stays so until the transaction ends."""
    contact = store.hold_contact(tx, contact_id)
    if contact is None or (actor.sees_only is not None and contact.assigned_to != actor.sees_only):
        raise NotFound(Words("no existe ese contacto", "there is no such contact"))
    if actor.role == "ADVISOR" and contact.assigned_to != actor.id:
        raise Forbidden(
            Words("un asesor solo entrega sus propios contactos", "an advisor hands over their own contacts only")
        )
    return contact.assigned_to
