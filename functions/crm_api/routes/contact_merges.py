"""/v1/contacts/…/merge: two contacts who are one person."""

from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.contact_merges import ContactMerge, MergeContact, Merged
from functions.crm_api.schemas.contacts import Contact
from recado.crm import contacts, merge
from recado.runtime.api import Call, route
from recado.runtime.pages import Page, Paging, page
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)
MANAGE = Permission.CONTACTS_MANAGE


@route(routes, "POST", "/v1/contacts/{contact_id}/merge", permission=MANAGE)
def merge_contact(call: Call, contact_id: UUID, body: MergeContact) -> Merged:
    """Merge contacts.

    The other contact into this one, whose own values win. Conversations with the same number become one.
    """
    merge_id = merge.merge(call.actor, contact_id, body.contact_id)
    return Merged(merge_id=merge_id, contact=Contact.of(contacts.get(call.actor, contact_id)))


@route(routes, "GET", "/v1/contacts/{contact_id}/merges", permission=Permission.CONTACTS_READ)
def list_contact_merges(call: Call, contact_id: UUID, query: Paging) -> Page[ContactMerge]:
    """List merges of a contact.

    What became part of it, the latest first.
    """
    return page(merge.listing(call.actor, contact_id, query.slice()), ContactMerge.of)


@route(routes, "POST", "/v1/contact-merges/{merge_id}/undo", permission=MANAGE)
def undo_contact_merge(call: Call, merge_id: UUID) -> Contact:
    """Undo a merge.

    Of the last 30 days: everything goes back, and what came since stays with the survivor.
    """
    return Contact.of(contacts.get(call.actor, merge.undo(call.actor, merge_id)))
