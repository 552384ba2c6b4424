"""Writing to a customer: a message of any type, the first one of a conversation, and a note only the team reads."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.crm import service as crm
from recado.crm import store as contacts
from recado.inbox import client_ids, conversations, history, message_view_store
from recado.inbox.client_ids import ClientId, Intent
from recado.inbox.history import ShownMessage
from recado.inbox.model import MessageView
from recado.instances import store as instance_store
from recado.kernel.clock import now
from recado.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unavailable
from recado.kernel.ids import new_id
from recado.kernel.log import logger
from recado.kernel.words import Words
from recado.messaging import conversation_store, message_store
from recado.messaging.jobs import FetchJob
from recado.platform import queues
from recado.platform.db import Tx, database
from recado.platform.queues import Outgoing
from recado.sending import outgoing_files, queueing, upload_store, uploads
from recado.sending.queueing import Booked, ClientIdUsed, Queued
from recado.sending.upload_store import CheckedFile
from recado.templates import message_content
from recado.templates.model import SavedTemplateContent
from recado.vendors.whatsapp.contents import Content, ReactionContent, TemplateContent
from recado.vendors.whatsapp.model import Customer

_NO_SUCH_TARGET = Words(
    "no es un mensaje de esta conversación que WhatsApp conozca",
    "no message of this conversation that WhatsApp knows",
)


class NumberDeleted(Conflict):
    """The WhatsApp number of this conversation was deleted."""

    code = "number_deleted"


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to send. The content names messages and files by our ids. client_id: what they call it."""

    content: Content | SavedTemplateContent
    reply_to: UUID | None = None
    client_id: str | None = None


def send(actor: Actor, conversation_id: UUID, draft: Draft) -> ShownMessage:
    """Queues the message. WindowClosed, FileRefused, ClientIdUsed or Invalid say why it cannot be; then nothing is
    sent."""
    client_id = client_ids.client_id_of(actor, draft.client_id)
    intent = _intent(draft.content, conversation_id)
    return client_ids.once(actor, client_id, intent, lambda: _send(actor, conversation_id, draft))


def start_conversation(actor: Actor, instance_id: UUID, to: UUID | str, draft: Draft) -> ShownMessage:
    """The same to a contact or a phone number (digits with country code), in a conversation made if there is none."""
    client_id = client_ids.client_id_of(actor, draft.client_id)
    contact_id = _contact_of(actor, to) if isinstance(to, str) else to
    intent = _intent(draft.content, (instance_id, contact_id))
    return client_ids.once(actor, client_id, intent, lambda: _start(actor, instance_id, contact_id, draft))


def add_note(actor: Actor, conversation_id: UUID, text: str, client_id: str | None = None) -> ShownMessage:
    """Adds a note: it stands in the history and is never sent."""
    client = client_ids.client_id_of(actor, client_id)
    intent = Intent("note", {"body": text}, conversation_id)
    return client_ids.once(actor, client, intent, lambda: _note(actor, conversation_id, text, client))


def _intent(content: Content | SavedTemplateContent, to: UUID | tuple[UUID, UUID]) -> Intent:
    if isinstance(content, SavedTemplateContent):
        return Intent("template", None, to)
    return Intent(content.type, client_ids.said_of(content.type, None, content.as_json()), to)


def _send(actor: Actor, conversation_id: UUID, draft: Draft) -> ShownMessage:
    file = _file(actor, draft, lambda tx: conversations.load(tx, conversation_id).instance_id)
    with database().acting(actor) as tx:
        booked = _queue(tx, actor, conversation_id, draft, file)
        sent = _shown(tx, booked.message_id)
    publish(booked.job, *_to_inspect(actor, sent))
    return sent


def _start(actor: Actor, instance_id: UUID, contact_id: UUID, draft: Draft) -> ShownMessage:
    file = _file(actor, draft, lambda _: instance_id)
    with database().acting(actor) as tx:
        if contacts.contact(tx, contact_id) is None:
            raise NotFound(Words("no existe ese contacto", "there is no such contact"))
        instance = instance_store.instance(tx, instance_id)
        if instance is None or instance.state == "deleted":
            raise NotFound(Words("no existe ese número", "there is no such number"))
        thread = conversation_store.thread(tx, actor.business_id, instance_id, contact_id, new_id())
        booked = _queue(tx, actor, thread.conversation_id, draft, file)
        sent = _shown(tx, booked.message_id)
    publish(booked.job, *_to_inspect(actor, sent))
    return sent


def _to_inspect(actor: Actor, sent: ShownMessage) -> list[Outgoing]:
    """Returns what asks for a look at the message's file, if nobody has looked at it yet."""
    message = sent.message
    if message.media_id is None or message.media_inspection != "waiting":
        return []
    return [FetchJob(business_id=actor.business_id, media_id=message.media_id).to_message()]


def _note(actor: Actor, conversation_id: UUID, text: str, client_id: ClientId | None) -> ShownMessage:
    with database().acting(actor) as tx:
        conversation = conversations.load(tx, conversation_id)
        row = message_store.NewMessage(
            id=new_id(),
            conversation_id=conversation_id,
            instance_id=conversation.instance_id,
            direction="out",
            author="person",
            kind="note",
            text=text,
            content={},
            status="sent",
            sent_at=now(),
            author_id=actor.id if actor.kind == "user" else None,
            client_id=client_id.id if client_id else None,
            sender_id=client_id.sender_id if client_id else None,
        )
        if message_store.insert_message(tx, actor.business_id, row) is None:
            raise ClientIdUsed
        activity.audit(tx, actor, "note.added", "message", row.id)
        return _shown(tx, row.id)


def publish(*jobs: Outgoing) -> None:
    """Wakes the sender, and whoever looks at files. When that fails the message is sent all the same: the sweep finds
    it, or its session does."""
    for job in jobs:
        try:
            queues.send([job])
        except Unavailable:
            logger("inbox").warning("a job was not published", extra={"queue": job.queue_url.rsplit("/", 1)[-1]})


def _file(actor: Actor, draft: Draft, number: Callable[[Tx], UUID]) -> CheckedFile | None:
    """Returns the draft's file, checked for what the number's provider takes. number: which one sends it."""
    if isinstance(draft.content, SavedTemplateContent):
        return None
    media_id, kind = outgoing_files.media_id_of(draft.content), outgoing_files.kind_of(draft.content)
    if media_id is None or kind is None:
        return None
    with database().acting(actor) as tx:
        instance = instance_store.instance(tx, number(tx))
    if instance is None:
        raise NotFound(Words("no existe ese número", "there is no such number"))
    return uploads.checked(actor, _our_id(media_id, "content.media_id"), kind, instance.provider)


def _our_id(text: str, field: str) -> UUID:
    """Returns an id as ours. Raises Invalid for one that is none."""
    try:
        return UUID(text)
    except ValueError:
        raise Invalid.of_field(field, Words("este id no es nuestro", "this is none of our ids")) from None


def _queue(tx: Tx, actor: Actor, conversation_id: UUID, draft: Draft, file: CheckedFile | None) -> Booked:
    """Queues the message under its own row for its file, and lets the bot step back when a person writes."""
    conversation = conversations.load(tx, conversation_id)
    instance = instance_store.instance(tx, conversation.instance_id)
    if instance is None or instance.state == "deleted":
        raise NumberDeleted
    if instance.provider == "web" and isinstance(draft.content, SavedTemplateContent):
        raise queueing.NoTemplates
    content, media_id = _content(tx, draft.content, instance.account_id or ""), new_id()
    if isinstance(content, ReactionContent):
        field = "content.message_id"
        vendor_id = _target(tx, conversation_id, _our_id(content.message_id, field), field)
        content = content.model_copy(update={"message_id": vendor_id})
    if file:
        content = outgoing_files.with_media_id(content, str(media_id))
    quoted = _target(tx, conversation_id, draft.reply_to, "reply_to") if draft.reply_to else None
    client = client_ids.client_id_of(actor, draft.client_id)
    new = Queued(
        content,
        "person",
        reply_to=quoted,
        author_id=actor.id if actor.kind == "user" else None,
        client_id=client.id if client else None,
        sender_id=client.sender_id if client else None,
    )
    booked = queueing.queue(tx, actor.business_id, conversation_id, new)
    if file:
        upload_store.insert_outgoing(tx, actor.business_id, conversation.instance_id, booked.message_id, media_id, file)
    if actor.kind == "user" and not isinstance(content, ReactionContent):
        queueing.person_spoke(tx, actor.business_id, conversation_id, actor.id if actor.kind == "user" else None)
    return booked


def _content(tx: Tx, content: Content | SavedTemplateContent, account_id: str) -> Content:
    """Returns what is sent. Raises TemplateNotUsable or ValuesMissing, which say why a template cannot be."""
    if isinstance(content, SavedTemplateContent):
        return message_content.content_for(tx, content.template_id, content.values, account_id)
    return message_content.with_text(tx, content, account_id) if isinstance(content, TemplateContent) else content


def _target(tx: Tx, conversation_id: UUID, message_id: UUID, field: str) -> str:
    """Returns the vendor's id of a message of this conversation. Raises Invalid when it has none."""
    vendor_id = message_view_store.vendor_id(tx, conversation_id, message_id)
    if vendor_id is None:
        raise Invalid.of_field(field, _NO_SUCH_TARGET)
    return vendor_id


def _contact_of(actor: Actor, phone: str) -> UUID:
    """Returns the contact with this phone, made if new: an advisor's new contact is their own. Raises Forbidden for
    another's."""
    with database().whole_business(actor) as tx:  # not as the advisor: two must not make the same contact
        contact_id = crm.contact_for(tx, actor.business_id, Customer(phone=phone), assigned_to=actor.sees_only)
        holding = contacts.hold_contact(tx, contact_id)
        if actor.sees_only and (holding is None or holding.assigned_to != actor.sees_only):
            raise Forbidden(Words("este contacto no está asignado a ti", "this contact is not assigned to you"))
        return contact_id


def _shown(tx: Tx, message_id: UUID) -> ShownMessage:
    return history.shown(tx, [load_message(tx, message_id)])[0]


def load_message(tx: Tx, message_id: UUID) -> MessageView:
    """Returns the message. Raises NotFound when there is none that this transaction may see."""
    messages = message_view_store.some(tx, [message_id])
    if not messages:
        raise NotFound(history.NO_SUCH_MESSAGE)
    return messages[0]
