"""/v1/contacts/{contact_id}/memories: what the agent remembers of a contact from one conversation to the next."""

from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.memories import (
    ContactMemory,
    ContactMemoryList,
    NewContactMemory,
    UpdateContactMemory,
)
from recado.agent.memory import service
from recado.runtime.api import Call, route
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)
READ, WRITE = Permission.CONTACTS_READ, Permission.CONTACTS_WRITE


@route(routes, "GET", "/v1/contacts/{contact_id}/memories", permission=READ)
def list_contact_memories(call: Call, contact_id: UUID) -> ContactMemoryList:
    """List what is remembered of a contact.

    At most 30, the newest first. Agent V2 reads them before it answers, but for those that are hidden.
    """
    return ContactMemoryList(items=[ContactMemory.of(each) for each in service.of_contact(call.actor, contact_id)])


@route(routes, "POST", "/v1/contacts/{contact_id}/memories", permission=WRITE, status=201)
def create_contact_memory(call: Call, contact_id: UUID, body: NewContactMemory) -> ContactMemory:
    """Write a memory of a contact.

    It does not expire. Where there is no room, the oldest that the agent wrote makes place.
    """
    return ContactMemory.of(service.write(call.actor, contact_id, body.kind, body.text))


@route(routes, "PATCH", "/v1/contacts/{contact_id}/memories/{memory_id}", permission=WRITE)
def update_contact_memory(call: Call, contact_id: UUID, memory_id: UUID, body: UpdateContactMemory) -> ContactMemory:
    """Change a memory of a contact.

    One whose text or kind a person changed is left alone by the agent, and does not expire.
    """
    return ContactMemory.of(service.change(call.actor, contact_id, memory_id, body.kind, body.text, body.hidden))


@route(routes, "DELETE", "/v1/contacts/{contact_id}/memories/{memory_id}", permission=WRITE)
def delete_contact_memory(call: Call, contact_id: UUID, memory_id: UUID) -> None:
    """Delete a memory of a contact.

    The agent does not take it from the same message again.
    """
    service.delete(call.actor, contact_id, memory_id)
