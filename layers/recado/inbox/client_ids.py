"""A client's own id of what it sends: the same id, given again by the same member or key, means the same message."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from recado.activity.model import Actor
from recado.inbox import history, message_view_store
from recado.inbox.history import ShownMessage
from recado.inbox.model import MessageView
from recado.kernel.errors import Invalid
from recado.kernel.words import Words
from recado.messaging import conversation_store
from recado.platform.db import Tx, database
from recado.sending.queueing import ClientIdUsed

Json = dict[str, Any]
_RENAMED = frozenset({"media_id", "message_id", "shown"})


@dataclass(frozen=True, slots=True)
class ClientId:
    """Whose id it is, and the id."""

    sender_id: UUID
    id: str


@dataclass(frozen=True, slots=True)
class Intent:
    """What is to be sent: enough to tell whether what was sent before under the same id is the same.

    said: as `said_of` a stored message; None where that is not known before it is sent. to: the conversation, or a
    number and a contact.
    """

    kind: str
    said: Json | None
    to: UUID | tuple[UUID, UUID]


def client_id_of(actor: Actor, text: str | None) -> ClientId | None:
    """Returns the caller's id of a message. Raises Invalid when nobody is there to have one."""
    if text is None:
        return None
    if actor.id is None:
        raise Invalid.of_field("client_id", Words("solo lo puede dar quien envía", "only a sender can give one"))
    return ClientId(actor.id, text)


def once(actor: Actor, client_id: ClientId | None, intent: Intent, send: Callable[[], ShownMessage]) -> ShownMessage:
    """Returns what was sent under this id, and sends it if nothing was.

    Two at the same moment: one sends, the other waits for it at the unique index and answers the same. Raises
    ClientIdUsed when the id stands for another message.
    """
    if client_id is None:
        return send()
    if sent := _sent(actor, client_id, intent):
        return sent
    try:
        return send()
    except ClientIdUsed:
        sent = _sent(actor, client_id, intent)
        if sent is None:
            raise  # of a message that this member may not see
        return sent


def _sent(actor: Actor, client_id: ClientId, intent: Intent) -> ShownMessage | None:
    with database().acting(actor) as tx:
        message_id = message_view_store.by_client_id(tx, client_id.sender_id, client_id.id)
        messages = message_view_store.some(tx, [message_id]) if message_id else []
        if not messages:
            return None
        if not _same(tx, messages[0], intent):
            raise ClientIdUsed
        return history.shown(tx, messages)[0]


def said_of(kind: str, text: str | None, content: Json) -> Json:
    """Returns what a message says, without the names that its file and its target get when it is sent."""
    if kind == "note":
        return {"body": text}
    kept = {name: value for name, value in content.items() if name not in _RENAMED}
    if isinstance(header := kept.get("header"), dict):
        kept["header"] = {name: value for name, value in header.items() if name not in _RENAMED}
    return kept


def _same(tx: Tx, message: MessageView, intent: Intent) -> bool:
    if message.kind != intent.kind:
        return False
    if intent.said is not None and intent.said != said_of(message.kind, message.text, message.content):
        return False
    if isinstance(intent.to, UUID):
        return message.conversation_id == intent.to
    conversation = conversation_store.conversation(tx, message.conversation_id)
    return conversation is not None and (conversation.instance_id, conversation.contact_id) == intent.to
