"""Notes about a contact, for the team only: each with who wrote it and when."""

from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.crm import contacts
from recado.crm import note_store as store
from recado.crm.cards import Note
from recado.kernel.errors import Forbidden, NotFound
from recado.kernel.ids import new_id
from recado.kernel.pages import Page, Slice, page_of
from recado.kernel.words import Words
from recado.platform.db import Tx, database


def listing(actor: Actor, contact_id: UUID, request: Slice) -> Page[Note]:
    """The newest first. NotFound when there is no such contact."""
    after = request.keys(UUID)
    with database().acting(actor) as tx:
        contacts.card_of(tx, contact_id)
        rows = store.notes(tx, contact_id, after, request.limit + 1)
    return page_of(rows, request.limit, lambda note: (note.id,))


def write(actor: Actor, contact_id: UUID, text: str) -> Note:
    note_id = new_id()
    with database().acting(actor) as tx:
        contacts.lock(tx, contact_id)
        store.insert(tx, actor, contact_id, note_id, text)
        activity.audit(tx, actor, "note.written", "contact", contact_id, after={"note_id": str(note_id)})
        return _own(tx, actor, contact_id, note_id)


def rewrite(actor: Actor, contact_id: UUID, note_id: UUID, text: str) -> Note:
    """By who wrote it, or an admin."""
    with database().acting(actor) as tx:
        before = _own(tx, actor, contact_id, note_id)
        if before.text != text:
            store.rewrite(tx, note_id, text)
            activity.audit(tx, actor, "note.rewritten", "contact", contact_id, after={"note_id": str(note_id)})
        return _own(tx, actor, contact_id, note_id)


def delete(actor: Actor, contact_id: UUID, note_id: UUID) -> None:
    """By who wrote it, or an admin."""
    with database().acting(actor) as tx:
        _own(tx, actor, contact_id, note_id)
        store.delete(tx, note_id)
        activity.audit(tx, actor, "note.deleted", "contact", contact_id, before={"note_id": str(note_id)})


def _own(tx: Tx, actor: Actor, contact_id: UUID, note_id: UUID) -> Note:
    note = store.lock(tx, contact_id, note_id)
    if note is None:
        raise NotFound(Words("no existe esa nota", "there is no such note"))
    if actor.role == "ADVISOR" and note.author_id != actor.id:
        raise Forbidden(Words("otra persona escribió esta nota", "somebody else wrote this note"))
    return note
