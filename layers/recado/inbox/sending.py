"""Sending: messages are queued in a conversation, and sent from there in order, each once in effect."""

from dataclasses import dataclass
from uuid import UUID

from recado.activity import service as activity
from recado.crm import store as contacts
from recado.crm.model import customer_of
from recado.inbox import (
    outbound_store,
    outgoing_files,
    queueing,
    status_store,
    statuses,
    upload_store,
)
from recado.inbox.jobs import SendJob
from recado.inbox.outbound_store import Head
from recado.inbox.upload_store import OutgoingFile
from recado.kernel.clock import now
from recado.kernel.errors import NotFound, RetryLater, Unavailable
from recado.kernel.ids import new_id
from recado.platform.db import Tx, database
from recado.platform.queues import Outgoing
from recado.tenancy import service as tenancy
from recado.tenancy import store as tenants
from recado.vendors.whatsapp.cloud.client import CloudChannel, SendResult
from recado.vendors.whatsapp.cloud.errors import Ambiguous, GraphError, NotSent, Verdict, reason
from recado.vendors.whatsapp.model import Customer
from recado.vendors.whatsapp.outbound import Content, Template, from_json

MOST_ATTEMPTS = 6
THROTTLE_SECONDS = {Verdict.THROTTLE_PAIR: 6.0, Verdict.THROTTLE_NUMBER: 10.0, Verdict.THROTTLE_APP: 60.0}

UPLOAD_FAILED = 131053  # Meta cannot use its copy of the file


@dataclass(frozen=True, slots=True)
class Ticket:
    """A claimed message: this process, and no other, may send it now."""

    message_id: UUID
    claim_id: UUID
    instance_id: UUID
    to: Customer
    content: Content
    file: OutgoingFile | None
    reply_to: str | None
    attempts: int
    access_token: str
    channel_id: str


def send_by_person(business_id: UUID, conversation_id: UUID, content: Content, reply_to: str | None = None) -> Outgoing:
    """A team member writes: queued, the bot's draft is dropped and the bot pauses for the business's time."""
    with database().tenant(business_id) as tx:
        token = queueing.enqueue(tx, business_id, conversation_id, [content], "person", reply_to)
        queueing.person_spoke(tx, conversation_id)
    return token


def drain(job: SendJob) -> None:
    """Sends what waits in a conversation, oldest first, until nothing does. RetryLater when the first must wait."""
    with database().tenant(job.business_id) as tx:
        ticket = _claim_next(tx, job)
    while ticket is not None:
        ticket = _send(job, ticket)


def _claim_next(tx: Tx, job: SendJob) -> Ticket | None:
    while head := outbound_store.lock_head(tx, job.conversation_id):
        if head.instance_state == "deleted":
            _fail(tx, job, head.message_id, "number_deleted", words=_DELETED_WORDS)
            continue
        if head.instance_state != "active":
            return None  # kept until the number works again; the sweep finds it then
        if head.state == "sending":
            return (
                None  # another worker has it and goes on from there, or died with it: its echo or the sweep will tell
            )
        if head.wait_seconds > 0:
            raise RetryLater(head.wait_seconds, "the message waits for its next try")
        content = from_json(head.content)
        if _window_closed(head, content):
            _fail(tx, job, head.message_id, "window_closed", words=_WINDOW_WORDS)
            continue
        return _claim(tx, head, content)
    return None


def _window_closed(head: Head, content: Content) -> bool:
    return not isinstance(content, Template) and (head.window_expires_at is None or head.window_expires_at <= now())


def _claim(tx: Tx, head: Head, content: Content) -> Ticket:
    instance = tenants.instance(tx, head.instance_id)
    if instance is None:
        raise NotFound("the number is gone")
    claim_id = new_id()
    outbound_store.claim(tx, head.message_id, claim_id)
    return Ticket(
        message_id=head.message_id,
        claim_id=claim_id,
        instance_id=instance.id,
        to=customer_of(contacts.identities(tx, head.contact_id)),
        content=content,
        file=outgoing_files.file_of(tx, content),
        reply_to=head.reply_to,
        attempts=head.attempts + 1,
        access_token=tenancy.access_token(instance),
        channel_id=instance.channel_id,
    )


def _send(job: SendJob, ticket: Ticket) -> Ticket | None:
    """Sends one message, notes the outcome and claims the next.

    An outcome nobody knows (a broken connection after the request) leaves the message `sending`: its status echo
    settles it, or after a while the sweep does.
    """
    channel = CloudChannel(ticket.access_token, ticket.channel_id)
    try:
        content = _with_file(job, ticket, channel)
    except NotFound:
        with database().tenant(job.business_id) as tx:
            _fail(tx, job, ticket.message_id, "file_gone", words=_FILE_WORDS)
            return _claim_next(tx, job)
    except GraphError as error:
        return _refused(job, ticket, error)
    except (NotSent, Ambiguous, Unavailable) as error:  # a file sent twice is no message sent twice
        wait = _put_back(job, ticket, min(2.0**ticket.attempts, 300.0))
        raise RetryLater(wait, "the file could not be uploaded") from error
    try:
        result = channel.send(ticket.to, content, reply_to=ticket.reply_to, callback_data=str(ticket.message_id))
    except GraphError as error:
        return _refused(job, ticket, error)
    except NotSent as error:
        wait = _put_back(job, ticket, 2.0**ticket.attempts)
        raise RetryLater(wait, "the provider cannot be reached") from error
    except Ambiguous:
        return None
    with database().tenant(job.business_id) as tx:
        _note_sent(tx, ticket, result)
        return _claim_next(tx, job)


def _with_file(job: SendJob, ticket: Ticket, channel: CloudChannel) -> Content:
    """The content as the vendor takes it: its file under the vendor's id."""
    if ticket.file is None:
        return ticket.content
    vendor_media_id = outgoing_files.uploaded(channel, job.business_id, ticket.instance_id, ticket.file)
    return outgoing_files.with_media_id(ticket.content, vendor_media_id)


def _note_sent(tx: Tx, ticket: Ticket, result: SendResult) -> None:
    statuses.move(tx, ticket.message_id, result.vendor_id, "sent")
    statuses.catch_up(tx, ticket.instance_id, ticket.message_id, result.vendor_id)
    outbound_store.remove(tx, ticket.message_id)


def _refused(job: SendJob, ticket: Ticket, error: GraphError) -> Ticket | None:
    """The vendor said no: wait, stop the number, or give the message up, as the code demands."""
    verdict = error.verdict
    if error.code == UPLOAD_FAILED and ticket.file:
        with database().tenant(job.business_id) as tx:
            upload_store.drop_handle(tx, ticket.message_id)
    if verdict is Verdict.STOP_CHANNEL:
        with database().tenant(job.business_id) as tx:
            outbound_store.put_back(tx, ticket.message_id, ticket.claim_id, 0)
            tenants.stop_instance(tx, ticket.instance_id, error.name)
            data = {"instance_id": str(ticket.instance_id), "code": error.code, "fbtrace_id": error.fbtrace_id}
            activity.note(tx, job.business_id, "error", "instance.stopped", **data)
        return None
    if verdict is not Verdict.FINAL and ticket.attempts < MOST_ATTEMPTS:
        wait = THROTTLE_SECONDS.get(verdict, 1.0) * 2.0 ** (ticket.attempts - 1)
        wait = _put_back(job, ticket, max(wait, error.retry_after_seconds or 0))
        raise RetryLater(wait, f"the provider asks to wait (code {error.code})")
    with database().tenant(job.business_id) as tx:
        _fail(tx, job, ticket.message_id, error.name, words={lang: reason(error.code, lang) for lang in ("es", "en")})
        return _claim_next(tx, job)


def _put_back(job: SendJob, ticket: Ticket, seconds: float) -> float:
    with database().tenant(job.business_id) as tx:
        outbound_store.put_back(tx, ticket.message_id, ticket.claim_id, seconds)
    return seconds


def _fail(tx: Tx, job: SendJob, message_id: UUID, code: str, *, words: dict[str, str]) -> None:
    """Final: the message will not be sent, and says why in plain words."""
    detail = {"code": code, "reason": words}
    status_store.set_status(tx, message_id, None, "failed", [detail])
    outbound_store.remove(tx, message_id)
    activity.note(tx, job.business_id, "warning", "message.failed", message_id=str(message_id), code=code)


_DELETED_WORDS = {
    "es": "El número de WhatsApp se eliminó antes de que el mensaje saliera.",
    "en": "The WhatsApp number was deleted before the message went out.",
}
_FILE_WORDS = {
    "es": "El archivo ya no está guardado.",
    "en": "The file is not stored any more.",
}
_WINDOW_WORDS = {
    "es": "Pasaron más de 24 horas desde el último mensaje del cliente: solo se puede enviar una plantilla.",
    "en": "More than 24 hours have passed since the customer's last message: only a template can be sent.",
}
