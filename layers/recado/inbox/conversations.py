"""Conversations: one of them, marking it read or unread, showing that somebody types, and the bot in it."""

from datetime import datetime, timedelta
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.crm import store as contacts
from recado.inbox import conversation_view_store
from recado.inbox.model import ConversationView
from recado.instances import store as instance_store
from recado.kernel.clock import now
from recado.kernel.errors import Invalid, NotFound, Unavailable
from recado.kernel.log import logger
from recado.kernel.words import Words
from recado.messaging import conversation_store, handovers
from recado.messaging.jobs import MarkJob, WebJob
from recado.platform import queues
from recado.platform.db import Tx, database
from recado.sending import queueing

MOST_MARKS = 50
LONGEST_PAUSE = timedelta(days=366)


def mark_unread(actor: Actor, conversation_id: UUID) -> None:
    """The conversation counts as unread for the whole team until somebody reads it. The customer sees nothing of it."""
    with database().acting(actor) as tx:
        load(tx, conversation_id)
        conversation_view_store.mark_unread(tx, conversation_id)


def get(actor: Actor, conversation_id: UUID) -> ConversationView:
    with database().acting(actor) as tx:
        return load(tx, conversation_id)


def load(tx: Tx, conversation_id: UUID) -> ConversationView:
    """Returns the conversation. Raises NotFound when there is none that this transaction may see."""
    conversations = conversation_view_store.some(tx, [conversation_id])
    if not conversations:
        raise NotFound(Words("no existe esa conversación", "there is no such conversation"))
    return conversations[0]


def mark_read(actor: Actor, conversation_id: UUID, *, typing: bool = False) -> None:
    """Nothing is unread any more, and the customer sees that; with `typing`, also that somebody is writing.

    Meta shows typing only together with the mark. Whether WhatsApp takes it or not, it is read here.
    """
    with database().acting(actor) as tx:
        conversation = load(tx, conversation_id)
        instance = instance_store.instance(tx, conversation.instance_id)
        by_session = instance is not None and instance.provider == "web"
        unread = conversation_view_store.unread_from_customer(tx, conversation_id, MOST_MARKS) if by_session else []
        conversation_view_store.mark_read(tx, conversation_id)
        newest = conversation_view_store.newest_from_customer(tx, conversation_id)
    if newest is None or instance is None or instance.state != "active" or not (typing or conversation.unread):
        return
    job: MarkJob | WebJob
    if by_session:
        job = WebJob(
            instance_id=instance.id,
            business_id=actor.business_id,
            conversation_id=conversation_id,
            read=tuple(unread),
            typing=typing,
        )
    else:
        job = MarkJob(
            instance_id=instance.id,
            business_id=actor.business_id,
            conversation_id=conversation_id,
            vendor_id=newest,
            typing=typing,
            at=now(),
        )
    try:
        queues.send([job.to_message()])
    except Unavailable:
        logger("inbox").info("a mark was not taken", extra={"reason": "queue away"})


def set_bot(actor: Actor, conversation_id: UUID, *, enabled: bool, paused_until: datetime | None) -> ConversationView:
    """Switches the bot for the conversation's contact, in all their conversations, or lets it pause until a moment."""
    if paused_until and paused_until > now() + LONGEST_PAUSE:
        raise Invalid.of_field(
            "paused_until",
            Words(
                "una pausa dura un año como mucho; mejor apaga el bot",
                "a pause lasts a year at most; switch the bot off instead",
            ),
        )
    with database().acting(actor) as tx:
        before = load(tx, conversation_id)
        conversations = sorted(conversation_view_store.of_contact(tx, before.contact_id))
        for each in conversations:  # before the contact, as whoever books an answer does
            conversation_store.lock(tx, each)
        contacts.set_bot(tx, before.contact_id, enabled=enabled, paused_until=paused_until)
        if enabled and not (paused_until and paused_until > now()):
            for each in conversations:
                handovers.give_back(tx, each)
        else:
            for each in conversations:
                queueing.silence_bot(tx, actor.business_id, each)
        activity.audit(
            tx,
            actor,
            "contact.bot_changed",
            "contact",
            before.contact_id,
            before=_bot(before.bot_enabled, before.bot_paused_until),
            after=_bot(enabled, paused_until),
        )
        return load(tx, conversation_id)


def _bot(enabled: bool, paused_until: datetime | None) -> dict[str, str | bool | None]:
    return {"bot_enabled": enabled, "bot_paused_until": paused_until.isoformat() if paused_until else None}
