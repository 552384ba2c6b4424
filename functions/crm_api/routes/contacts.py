"""/v1/contacts: the people and groups a business talks to."""

from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.contacts import (
    ArchiveContacts,
    AssignContacts,
    ChangedContacts,
    Contact,
    ContactNote,
    ContactNoteText,
    ContactQuery,
    DeleteContacts,
    DeletedContacts,
    NewContact,
    TagContacts,
    Tagged,
    UpdateContact,
)
from functions.crm_api.schemas.team import Assign
from recado.crm import assignment, contacts, listing, many_contacts, notes, tags
from recado.runtime.api import Call, route
from recado.runtime.pages import Page, Paging, page
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)
READ, WRITE, MANAGE = Permission.CONTACTS_READ, Permission.CONTACTS_WRITE, Permission.CONTACTS_MANAGE


@route(routes, "GET", "/v1/contacts", permission=READ)
def list_contacts(call: Call, query: ContactQuery) -> Page[Contact]:
    """List contacts.

    An advisor sees their own; archived ones are left out unless the query says otherwise.
    """
    return page(listing.contacts(call.actor, query.filter(), query.sort, query.slice()), Contact.of)


@route(routes, "POST", "/v1/contacts", permission=WRITE, status=201)
def create_contact(call: Call, body: NewContact) -> Contact:
    """Create a contact.

    Refused with `contact_exists` when there is a contact with this phone number.
    """
    return Contact.of(contacts.create(call.actor, body.phone, body.change()))


@route(routes, "POST", "/v1/contacts/tags", permission=WRITE)
def tag_contacts(call: Call, body: TagContacts) -> Tagged:
    """Tag many contacts.

    Adds some tags and removes others. Contacts the caller does not see are passed over.
    """
    return Tagged(changed=tags.retag(call.actor, body.contacts, body.add, body.remove))


@route(routes, "POST", "/v1/contacts/archive", permission=WRITE)
def archive_contacts(call: Call, body: ArchiveContacts) -> ChangedContacts:
    """Archive many contacts.

    Or bring them back, with `archived` false.
    """
    return ChangedContacts(changed=many_contacts.archive(call.actor, body.contacts, archived=body.archived))


@route(routes, "POST", "/v1/contacts/assignee", permission=WRITE)
def assign_contacts(call: Call, body: AssignContacts) -> ChangedContacts:
    """Assign many contacts.

    To a member, or to nobody. An advisor hands over their own only.
    """
    return ChangedContacts(changed=many_contacts.assign(call.actor, body.contacts, body.user_id))


@route(routes, "POST", "/v1/contacts/delete", permission=MANAGE)
def delete_contacts(call: Call, body: DeleteContacts) -> DeletedContacts:
    """Delete many contacts.

    With their conversations and notes, for good.
    """
    deleted, left = many_contacts.delete(call.actor, body.contacts)
    return DeletedContacts(deleted=deleted, left=left)


@route(routes, "GET", "/v1/contacts/{contact_id}", permission=READ)
def get_contact(call: Call, contact_id: UUID) -> Contact:
    """Get a contact."""
    return Contact.of(contacts.get(call.actor, contact_id))


@route(routes, "PATCH", "/v1/contacts/{contact_id}", permission=WRITE)
def update_contact(call: Call, contact_id: UUID, body: UpdateContact) -> Contact:
    """Update a contact."""
    return Contact.of(contacts.change(call.actor, contact_id, body.change()))


@route(routes, "DELETE", "/v1/contacts/{contact_id}", permission=MANAGE)
def delete_contact(call: Call, contact_id: UUID) -> None:
    """Delete a contact.

    With its conversations and notes, for good.
    """
    contacts.delete(call.actor, contact_id)


@route(routes, "POST", "/v1/contacts/{contact_id}/assignee", permission=WRITE)
def assign_contact(call: Call, contact_id: UUID, body: Assign) -> None:
    """Assign a contact.

    To a member, or to nobody. An advisor hands over their own only.
    """
    assignment.assign(call.actor, contact_id, body.user_id)


@route(routes, "GET", "/v1/contacts/{contact_id}/notes", permission=READ)
def list_contact_notes(call: Call, contact_id: UUID, query: Paging) -> Page[ContactNote]:
    """List notes of a contact.

    Newest first.
    """
    return page(notes.listing(call.actor, contact_id, query.slice()), ContactNote.of)


@route(routes, "POST", "/v1/contacts/{contact_id}/notes", permission=WRITE, status=201)
def add_contact_note(call: Call, contact_id: UUID, body: ContactNoteText) -> ContactNote:
    """Create a note about a contact.

    The contact never sees it.
    """
    return ContactNote.of(notes.write(call.actor, contact_id, body.text))


@route(routes, "PATCH", "/v1/contacts/{contact_id}/notes/{note_id}", permission=WRITE)
def update_contact_note(call: Call, contact_id: UUID, note_id: UUID, body: ContactNoteText) -> ContactNote:
    """Update a note.

    The caller's own, or as an admin anybody's.
    """
    return ContactNote.of(notes.rewrite(call.actor, contact_id, note_id, body.text))


@route(routes, "DELETE", "/v1/contacts/{contact_id}/notes/{note_id}", permission=WRITE)
def delete_contact_note(call: Call, contact_id: UUID, note_id: UUID) -> None:
    """Delete a note.

    The caller's own, or as an admin anybody's.
    """
    notes.delete(call.actor, contact_id, note_id)
