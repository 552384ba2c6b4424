"""Queueing messages to be sent, inside the transaction of whatever makes them. `outbound` sends them from there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from recado.businesses import service as businesses
from recado.crm import store as contacts
from recado.kernel.clock import now
from recado.kernel.errors import Conflict, NotFound
from recado.kernel.ids import new_id
from recado.kernel.words import Words
from recado.messaging import (
    buffers,
    conversation_store,
    field_review_store,
    handovers,
    message_store,
    quiet_review_store,
)
from recado.messaging.conversation_store import Conversation
from recado.messaging.jobs import sender_job
from recado.platform.db import Tx, database
from recado.platform.queues import Outgoing
from recado.sending import outbound_store, outcomes, window
from recado.vendors.whatsapp.contents import Content, ReactionContent, TemplateContent


class WindowClosed(Conflict):
    """More than 24 hours have passed since the customer's last message: only a template may be sent."""

    code = "window_closed"


class NoTemplates(Conflict):
    """A number of WhatsApp Web has no templates and no window: write a text."""

    code = "templates_not_on_web"


class ClientIdUsed(Conflict):
    """This client_id stands for another message of the same sender."""

    code = "client_id_used"


@dataclass(frozen=True, slots=True)
class Queued:
    """A message to be queued. reply_to: the vendor's id of the message it quotes. client_id: what the one who sends it,
    `sender_id`, calls it."""

    content: Content
    author: str
    reply_to: str | None = None
    message_id: UUID | None = None
    author_id: UUID | None = None
    retry_of: UUID | None = None
    client_id: str | None = None
    sender_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Booked:
    """A message that was queued. job: to be published after the commit; if that fails, the sweep finds the message."""

    message_id: UUID
    job: Outgoing


def enqueue(
    tx: Tx, business_id: UUID, conversation_id: UUID, contents: Sequence[Content], author: str, reply_to: str | None
) -> list[Booked]:
    """Queues messages in order, inside the caller's transaction. The job of any of them sends all.

    Raises as `queue` does. contents: at least one. reply_to: what the first of them quotes.
    """
    return [
        queue(tx, business_id, conversation_id, Queued(content, author, reply_to=None if position else reply_to))
        for position, content in enumerate(contents)
    ]


def send_by_person(business_id: UUID, conversation_id: UUID, content: Content, reply_to: str | None = None) -> Outgoing:
    """Somebody of the team writes, in a transaction of its own; returns what to publish. The bot steps back."""
    with database().tenant(business_id) as tx:
        booked = queue(tx, business_id, conversation_id, Queued(content, "person", reply_to))
        person_spoke(tx, business_id, conversation_id)
    return booked.job


def wake_sender(tx: Tx, business_id: UUID, conversation_id: UUID) -> Outgoing:
    """Returns what makes a conversation's sender look for what waits there. Raises NotFound when there is none."""
    conversation = _conversation(tx, conversation_id)
    return sender_job(conversation.provider, conversation.instance_id, business_id, conversation_id)


def queue(tx: Tx, business_id: UUID, conversation_id: UUID, new: Queued) -> Booked:
    """Queues one message inside the caller's transaction. In a sandbox it is there at once: nobody sends it.

    Raises WindowClosed when free text is not allowed any more, NoTemplates for a template on a Web number,
    ClientIdUsed, NotFound.
    """
    conversation = _conversation(tx, conversation_id)
    moment, message_id, content = now(), new.message_id or new_id(), new.content
    recorded = conversation.provider == "sandbox"
    _check_allowed(conversation, content, moment)
    row = message_store.NewMessage(
        id=message_id,
        conversation_id=conversation_id,
        instance_id=conversation.instance_id,
        direction="out",
        author=new.author,
        kind=content.type,
        text=words_of(content),
        content=content.as_json(),
        status="delivered" if recorded else "queued",
        sent_at=moment,
        vendor_id=f"sandbox:{message_id}" if recorded else None,
        reply_to=new.reply_to,
        target_id=content.message_id if isinstance(content, ReactionContent) else None,
        author_id=new.author_id,
        retry_of=new.retry_of,
        client_id=new.client_id,
        sender_id=new.sender_id,
    )
    if message_store.insert_message(tx, business_id, row) is None:
        raise ClientIdUsed
    if not recorded:
        outbound_store.insert(tx, business_id, conversation_id, message_id)
    waits = None if new.author == "system" or isinstance(content, ReactionContent) else False
    conversation_store.touch_conversation(tx, conversation_id, moment, None, unread=0, waits=waits)
    job = sender_job(conversation.provider, conversation.instance_id, business_id, conversation_id)
    return Booked(message_id, job)


def words_of(content: Content) -> str | None:
    """Returns the words of a content: what is searched, and shown where there is room for a line."""
    if isinstance(content, TemplateContent):
        return content.shown.body if content.shown else None
    words: str | None = getattr(content, "body", None) or getattr(content, "caption", None)
    return words or None


def _conversation(tx: Tx, conversation_id: UUID) -> Conversation:
    conversation = conversation_store.conversation(tx, conversation_id)
    if conversation is None:
        raise NotFound(Words("no existe esa conversación", "there is no such conversation"))
    return conversation


def _check_allowed(conversation: Conversation, content: Content, moment: datetime) -> None:
    if conversation.provider != "cloud":
        if isinstance(content, TemplateContent):
            raise NoTemplates
        return
    if not window.may_send(content, conversation.window_expires_at, moment):
        raise WindowClosed


def person_spoke(tx: Tx, business_id: UUID, conversation_id: UUID, user_id: UUID | None = None) -> None:
    """A person answers: the bot steps back at once, and pauses for the business's time.

    user_id: of the member; None for whoever typed on the phone, and for programs.
    """
    conversation = conversation_store.conversation(tx, conversation_id)
    pause = timedelta(minutes=businesses.business_of(tx).human_pause_minutes)
    if conversation:
        handovers.take(tx, conversation_id, conversation.contact_id, pause, user_id)
    if conversation and pause:
        contacts.pause_bot(tx, conversation.contact_id, now() + pause)
    silence_bot(tx, business_id, conversation_id)
    field_review_store.ask(tx, business_id, conversation_id)
    quiet_review_store.ask(tx, business_id, conversation_id)


def silence_bot(tx: Tx, business_id: UUID, conversation_id: UUID) -> None:
    """Drops the draft in the making, and what the agent wrote that nobody is sending yet."""
    buffers.discard(tx, conversation_id)
    for message_id in outbound_store.withdraw_drafts(tx, conversation_id):
        outcomes.fail(tx, business_id, message_id, "withdrawn")
