"""What people do with what is remembered of a contact: read it, write it, mend it, hide it, delete it."""

from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.agent import customer_text, private
from recado.agent.memory import store
from recado.agent.memory.model import MOST_MEMORIES, MOST_TEXT, Memory, MemoryKind
from recado.crm import contacts
from recado.kernel.errors import Conflict, Invalid, NotFound
from recado.kernel.ids import new_id
from recado.kernel.words import Words
from recado.platform.db import Tx, database


class TooManyMemories(Conflict):
    """So much is remembered of this contact that there is no room for more."""

    code = "too_many_memories"


def of_contact(actor: Actor, contact_id: UUID) -> list[Memory]:
    """The newest first. Raises NotFound."""
    with database().acting(actor) as tx:
        contacts.card_of(tx, contact_id)
        return store.of_contact(tx, contact_id)


def write(actor: Actor, contact_id: UUID, kind: MemoryKind, text: str) -> Memory:
    """Raises NotFound, Invalid for payment data, and TooManyMemories when people wrote as many as there may be."""
    memory_id, line = new_id(), _line(text)
    with database().acting(actor) as tx:
        contacts.lock(tx, contact_id)
        if not store.make_room(tx, contact_id):
            raise TooManyMemories(most=MOST_MEMORIES)
        store.insert(tx, actor.business_id, contact_id, memory_id, kind, line, "person", None, None)
        activity.audit(tx, actor, "memory.written", "contact", contact_id)
        return _existing(tx, contact_id, memory_id)


def change(
    actor: Actor, contact_id: UUID, memory_id: UUID, kind: MemoryKind | None, text: str | None, hidden: bool | None
) -> Memory:
    """What is None stays. A text or kind that a person changed is theirs: the agent leaves it alone from then on."""
    line = None if text is None else _line(text)
    with database().acting(actor) as tx:
        contacts.lock(tx, contact_id)
        old = _existing(tx, contact_id, memory_id)
        new = (kind or old.kind, line or old.text)
        if new != (old.kind, old.text):
            store.rewrite(tx, memory_id, *new)
        if hidden is not None:
            store.hide(tx, memory_id, hidden)
        activity.audit(tx, actor, "memory.changed", "contact", contact_id)
        return _existing(tx, contact_id, memory_id)


def delete(actor: Actor, contact_id: UUID, memory_id: UUID) -> None:
    with database().acting(actor) as tx:
        contacts.lock(tx, contact_id)
        _existing(tx, contact_id, memory_id)
        store.delete(tx, memory_id)
        activity.audit(tx, actor, "memory.deleted", "contact", contact_id)


def _line(written: str) -> str:
    text = customer_text.line(written, MOST_TEXT)
    if not text:
        raise Invalid.of_field("text", Words("escribe algo", "write something"))
    if private.payment(text):
        raise Invalid.of_field(
            "text", Words("aquí no van datos de pago, como números de tarjeta", "no payment data here, such as cards")
        )
    return text


def _existing(tx: Tx, contact_id: UUID, memory_id: UUID) -> Memory:
    memory = store.memory(tx, contact_id, memory_id)
    if memory is None:
        raise NotFound(Words("no existe ese recuerdo", "there is no such memory"))
    return memory
