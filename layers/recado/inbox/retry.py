"""Messages that did not go out: repeating what can succeed, and giving up what nobody knows the outcome of."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.inbox import compose, conversations, history
from recado.inbox.history import ShownMessage
from recado.inbox.model import MessageView
from recado.kernel.errors import Conflict, NotFound
from recado.kernel.ids import new_id
from recado.kernel.words import Words
from recado.platform.db import Tx, database
from recado.sending import outbound_store, outgoing_files, queueing, status_store, upload_store
from recado.sending.cloud import UPLOAD_FAILED
from recado.sending.queueing import Booked, Queued
from recado.vendors.whatsapp.cloud.errors import Verdict, verdict
from recado.vendors.whatsapp.contents import read_content
from recado.vendors.whatsapp.web.reasons import may_pass

# Ours; the window is looked at again when it is queued.
WAITS_FOR_PERSON = frozenset({"window_closed", "given_up", "audio_not_converted"})
_GIVEN_UP = {
    "code": "given_up",
    "reason": asdict(Words("Alguien del equipo decidió no enviarlo.", "Somebody of the team decided not to send it.")),
}


class CannotRetry(Conflict):
    """This message was not refused for a reason that may have passed, or it was repeated already."""

    code = "cannot_retry"


class CannotGiveUp(Conflict):
    """Only what waits to be sent, or nobody knows the outcome of, can be given up."""

    code = "cannot_give_up"


def retry(actor: Actor, conversation_id: UUID, message_id: UUID) -> ShownMessage:
    """Sends a failed message again, as a new one, or an unconfirmed one under its own id.

    CannotRetry when that cannot succeed.
    """
    with database().acting(actor) as tx:
        message = _mine(tx, conversation_id, message_id)
        if message.status == "unconfirmed":
            if not outbound_store.release(tx, message_id):
                raise CannotRetry
            repeated, job = message_id, queueing.wake_sender(tx, actor.business_id, conversation_id)
        else:
            booked = _again(tx, actor, message)
            repeated, job = booked.message_id, booked.job
        activity.audit(tx, actor, "message.retried", "message", message_id, after={"as": str(repeated)})
        shown = history.shown(tx, [compose.load_message(tx, repeated)])[0]
    compose.publish(job)
    return shown


def give_up(actor: Actor, conversation_id: UUID, message_id: UUID) -> ShownMessage:
    """Takes a message that waits, or is unconfirmed, out of the queue for good."""
    with database().acting(actor) as tx:
        _mine(tx, conversation_id, message_id)
        if not outbound_store.withdraw(tx, message_id):
            raise CannotGiveUp
        status_store.set_status(tx, message_id, None, "failed", [_GIVEN_UP])
        activity.audit(tx, actor, "message.given_up", "message", message_id)
        shown = history.shown(tx, [compose.load_message(tx, message_id)])[0]
        behind = queueing.wake_sender(tx, actor.business_id, conversation_id)
    compose.publish(behind)
    return shown


def can_retry(message: MessageView) -> bool:
    """Returns whether repeating this message may succeed."""
    if message.direction != "out" or message.retried or message.kind in ("note", "state") or message.author == "phone":
        return False
    return message.status == "unconfirmed" or (message.status == "failed" and _may_have_passed(message.error))


def _mine(tx: Tx, conversation_id: UUID, message_id: UUID) -> MessageView:
    conversations.load(tx, conversation_id)
    message = compose.load_message(tx, message_id)
    if message.conversation_id != conversation_id:
        raise NotFound(history.NO_SUCH_MESSAGE)
    return message


def _again(tx: Tx, actor: Actor, message: MessageView) -> Booked:
    """The same content as a new message: late statuses of the first one cannot be mistaken for the second's."""
    if not can_retry(message) or not status_store.hold_unrepeated(tx, message.id):
        raise CannotRetry
    content, media_id, repeated = read_content(message.content), new_id(), new_id()
    if message.media_id:
        content = outgoing_files.with_media_id(content, str(media_id))
    if UPLOAD_FAILED in _codes(message.error):
        upload_store.drop_handle(tx, message.id)
    author_id = actor.id if actor.kind == "user" else None
    new = Queued(content, "person", message.reply_to, repeated, author_id, retry_of=message.id)
    booked = queueing.queue(tx, actor.business_id, message.conversation_id, new)
    if message.media_id:
        upload_store.copy_outgoing(tx, message.media_id, repeated, media_id)
    return booked


def _may_have_passed(error: Any) -> bool:
    codes = _codes(error)
    return bool(codes) and all(
        code in WAITS_FOR_PERSON or (verdict(code) is not Verdict.FINAL if isinstance(code, int) else may_pass(code))
        for code in codes
    )


def _codes(error: Any) -> list[int | str]:
    """Returns the codes of a failure; Meta's as numbers, whether its answer or a status told them."""
    raw = [each.get("code") for each in error or () if isinstance(each, dict)]
    plain = [code.removeprefix("graph_") if isinstance(code, str) else code for code in raw]
    return [int(code) if isinstance(code, str) and code.isdigit() else code for code in plain if code is not None]
