"""What becomes of a message that was to be sent, whichever provider sends it: sent, waiting for its file, failed."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Severity
from recado.kernel.errors import Unavailable
from recado.kernel.words import Words
from recado.messaging.jobs import ConvertJob
from recado.platform import queues
from recado.platform.db import Tx, database
from recado.sending import outbound_store, status_store, statuses

# No message will go out before somebody acts at Meta: payment, the display name, marketing switched off or misused.
FOR_THE_OWNER = frozenset({"graph_131042", "graph_131044", "graph_131037", "graph_131063", "graph_131064"})
CONVERTING = "converting"
SUSPENDED = "suspended"
SUSPENDED_SECONDS = 900.0
ASK_AGAIN_SECONDS = 5.0
CONVERTING_SECONDS = 120.0  # after that the sweep or the session asks once more
REASONS = {
    "number_deleted": Words(
        "El número de WhatsApp se eliminó antes de que el mensaje saliera.",
        "The WhatsApp number was deleted before the message went out.",
    ),
    "file_gone": Words("El archivo del mensaje ya no está guardado.", "The message's file is not stored any more."),
    "window_closed": Words(
        "Pasaron más de 24 horas desde el último mensaje del cliente: solo se puede enviar una plantilla.",
        "More than 24 hours have passed since the customer's last message: only a template can be sent.",
    ),
    "withdrawn": Words(
        "El equipo tomó la conversación antes de que saliera.",
        "The team took the conversation over before it went out.",
    ),
}


def note_sent(tx: Tx, instance_id: UUID, message_id: UUID, vendor_id: str) -> None:
    """The vendor took the message under this id. Statuses that came earlier are applied."""
    status_store.hold(tx, instance_id, vendor_id)
    statuses.raise_status(tx, message_id, vendor_id, "sent")
    statuses.apply_early_statuses(tx, instance_id, message_id, vendor_id)
    outbound_store.remove(tx, message_id)


def fail(tx: Tx, business_id: UUID, message_id: UUID, code: str, reason: Words | None = None) -> None:
    """Final: the message will not be sent, and says why in plain words. reason: needed for codes not of REASONS."""
    detail: dict[str, Any] = {"code": code, "reason": asdict(reason or REASONS[code])}
    status_store.set_status(tx, message_id, None, "failed", [detail])
    outbound_store.remove(tx, message_id)
    if code == f"graph_{statuses.OPTED_OUT}":
        statuses.opt_out(tx, business_id, message_id)
    severity: Severity = "error" if code in FOR_THE_OWNER else "warning"
    activity.note(tx, business_id, severity, "message.failed", message_id=str(message_id), code=code)


def give_up_waiting(
    tx: Tx, business_id: UUID, conversation_id: UUID, message_id: UUID, code: str, reason: Words | None = None
) -> bool:
    """Fails the conversation's next message. False when it is not the next any more, or somebody is sending it."""
    head = outbound_store.lock_head(tx, conversation_id)
    if head is None or head.message_id != message_id or head.state != "queued":
        return False
    fail(tx, business_id, message_id, code, reason)
    return True


def await_voice_note(tx: Tx, message_id: UUID) -> None:
    """The message waits until its voice note is made. Call `request_voice_note` after the commit."""
    outbound_store.postpone(tx, message_id, CONVERTING_SECONDS, CONVERTING)


def request_voice_note(business_id: UUID, conversation_id: UUID, message_id: UUID) -> None:
    """Asks for the voice note. Raises Unavailable when the queue is away: it is asked for again when the wait is
    over."""
    job = ConvertJob(business_id=business_id, conversation_id=conversation_id, message_id=message_id)
    try:
        queues.send([job.to_message()])
    except Unavailable:
        with database().tenant(business_id) as tx:
            outbound_store.postpone(tx, message_id, ASK_AGAIN_SECONDS, CONVERTING)
        raise
