"""Sending through the Cloud API: what waits in a conversation goes out in order, each message once in effect."""

import time
from dataclasses import dataclass
from uuid import UUID

from recado.activity import service as activity
from recado.crm import store as contacts
from recado.crm.model import customer_of
from recado.instances import connect
from recado.instances import store as instance_store
from recado.kernel import trace
from recado.kernel.clock import now
from recado.kernel.errors import NotFound, RetryLater, Unavailable
from recado.kernel.ids import new_id
from recado.kernel.log import logger
from recado.kernel.spans import span
from recado.kernel.words import Words
from recado.messaging.jobs import SendJob
from recado.platform.db import Tx, database
from recado.sending import (
    governor,
    governor_store,
    outbound_store,
    outcomes,
    outgoing_files,
    upload_store,
    window,
)
from recado.sending.governor import Wait
from recado.sending.governor_store import Claim, Number
from recado.sending.outbound_store import Head
from recado.sending.upload_store import OutgoingFile
from recado.vendors.whatsapp.cloud.client import CloudChannel
from recado.vendors.whatsapp.cloud.errors import Ambiguous, GraphError, NotSent, Verdict, reason
from recado.vendors.whatsapp.contents import Content, read_content
from recado.vendors.whatsapp.model import Customer

MOST_ATTEMPTS = 6
# Until then the queue keeps the token; after it, and for what may end sooner than it says, the sweep finds the message.
TOKEN_SECONDS = 900.0
MAY_END_SOONER = "daily_limit"
WOKEN_OTHERWISE = (MAY_END_SOONER, outcomes.CONVERTING, outcomes.SUSPENDED)

FRESH_SECONDS = 2.0  # a claim this young cannot have lapsed
UPLOAD_FAILED = 131053  # Meta cannot use its copy of the file
log = logger("sending")


@dataclass(frozen=True, slots=True)
class Ticket:
    """A claimed message: this process, and no other, may send it now. trace: of the work that queued it."""

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
    not_before: float  # monotonic clock: its turn in the number's rate
    claimed_at: float  # the same clock
    trace: str | None


@dataclass(frozen=True, slots=True)
class ToConvert:
    """A message, not claimed, whose file must be made a voice note first."""

    message_id: UUID


Step = Ticket | ToConvert | Wait | None


def drain(job: SendJob) -> None:
    """Sends what waits in a conversation, oldest first, until nothing does. Raises RetryLater when the first must wait.

    A file that must become a voice note first is asked for, and wakes the conversation again. What a Web session is to
    send is left to it.
    """
    with database().tenant(job.business_id) as tx:
        step = _claim_next(tx, job)
    while isinstance(step, Ticket):
        with trace.working(step.trace, trace.traceparent()):
            step = _send(job, step)
    if isinstance(step, ToConvert):
        outcomes.request_voice_note(job.business_id, job.conversation_id, step.message_id)
        return
    if step is None or step.seconds > TOKEN_SECONDS or step.reason in WOKEN_OTHERWISE:
        return
    raise RetryLater(step.seconds, f"the message waits ({step.reason})")


def _claim_next(tx: Tx, job: SendJob) -> Step:
    while head := outbound_store.lock_head(tx, job.conversation_id):
        if head.instance_state == "deleted":
            outcomes.fail(tx, job.business_id, head.message_id, "number_deleted")
            continue
        if head.instance_state != "active" or head.provider == "web":
            return None  # kept until the number works again; the sweep finds it then, or its own session does
        if head.state == "sending":
            return (
                None  # another worker has it and goes on from there, or died with it: its echo or the sweep will tell
            )
        if wait := _must_wait(tx, head):
            return wait
        content = read_content(head.content)
        if not window.may_send(content, head.window_expires_at, now()):
            outcomes.fail(tx, job.business_id, head.message_id, "window_closed")
            continue
        return _claim(tx, job, head, content)
    return None


def _must_wait(tx: Tx, head: Head) -> Wait | None:
    """Returns what is known without asking the budgets. The day's limit is asked again: the customer may have
    written."""
    if not head.in_service:
        outbound_store.postpone(tx, head.message_id, outcomes.SUSPENDED_SECONDS, outcomes.SUSPENDED)
        return Wait(outcomes.SUSPENDED, outcomes.SUSPENDED_SECONDS)
    if head.pause_seconds > 0:
        reason = head.pause_reason or "paused"
        if head.wait_seconds < head.pause_seconds:
            governor_store.wait(tx, head.message_id, reason, head.pause_seconds)
        return Wait(reason, max(head.pause_seconds, head.wait_seconds))
    if head.wait_seconds > 0 and head.wait_reason != MAY_END_SOONER:
        return Wait(head.wait_reason or "retry", head.wait_seconds)
    return None


def _claim(tx: Tx, job: SendJob, head: Head, content: Content) -> Ticket | ToConvert | Wait:
    file = outgoing_files.file_of(tx, content)
    if file and file.to_convert:
        outcomes.await_voice_note(tx, head.message_id)
        return ToConvert(head.message_id)
    instance = instance_store.instance(tx, head.instance_id)
    if instance is None:
        raise NotFound(Words("el número ya no existe", "the number is gone"))
    to = customer_of(contacts.identities(tx, head.contact_id))
    claim_id = new_id()
    claim = Claim(head.message_id, claim_id, job.business_id, job.conversation_id, head.contact_id, instance.id)
    number = Number(
        account_id=instance.account_id,
        throughput=head.throughput,
        on_phone=head.on_phone,
        messaging_limit=head.messaging_limit,
        slow_rate=head.slow_rate,
        pause_seconds=head.pause_seconds,
        pause_reason=head.pause_reason,
    )
    returned = head.wait_reason == "number_rate"
    turn = governor.claim(tx, claim, number, opens=not window.is_open(head.window_expires_at, now()), returned=returned)
    if isinstance(turn, Wait):
        return turn
    return Ticket(
        message_id=head.message_id,
        claim_id=claim_id,
        instance_id=instance.id,
        to=to,
        content=content,
        file=file,
        reply_to=head.reply_to,
        attempts=head.attempts + 1,
        access_token=connect.access_token(instance),
        channel_id=instance.channel_id,
        not_before=time.monotonic() + turn,
        claimed_at=time.monotonic(),
        trace=head.trace,
    )


def _send(job: SendJob, ticket: Ticket) -> Step:
    """Sends one message, once its file is with the vendor and its turn has come; notes the outcome, claims the next."""
    channel = CloudChannel(ticket.access_token, ticket.channel_id)
    try:
        content = _with_file(job, ticket, channel)
    except NotFound:
        with database().tenant(job.business_id) as tx:
            outcomes.fail(tx, job.business_id, ticket.message_id, "file_gone")
            return _claim_next(tx, job)
    except GraphError as error:
        return _refused(job, ticket, error)
    except (NotSent, Ambiguous, Unavailable):  # a file sent twice is no message sent twice
        return _put_back(job, ticket, Wait("retry", min(2.0**ticket.attempts, 300.0)))
    time.sleep(max(0.0, ticket.not_before - time.monotonic()))
    return _post(job, ticket, channel, content) if _still_ours(job, ticket) else None


def _still_ours(job: SendJob, ticket: Ticket) -> bool:
    """Returns whether the claim still holds, after a large file or a slow machine; it counts anew from now. Once the
    sweep took it for a dead worker's, another sends the message."""
    if time.monotonic() - ticket.claimed_at < FRESH_SECONDS:
        return True
    with database().tenant(job.business_id) as tx:
        return outbound_store.renew_claim(tx, ticket.message_id, ticket.claim_id)


def _post(job: SendJob, ticket: Ticket, channel: CloudChannel, content: Content) -> Step:
    """An outcome nobody knows (a broken connection after the request) leaves the message `sending`: its status echo
    settles it, or after a while the sweep does.
    """
    try:
        with span(log, "whatsapp send", provider="cloud", message_id=str(ticket.message_id)):
            result = channel.send(ticket.to, content, reply_to=ticket.reply_to, callback_data=str(ticket.message_id))
    except GraphError as error:
        return _refused(job, ticket, error)
    except NotSent:
        return _put_back(job, ticket, Wait("retry", 2.0**ticket.attempts))
    except Ambiguous:
        return None
    with database().tenant(job.business_id) as tx:
        outcomes.note_sent(tx, ticket.instance_id, ticket.message_id, result.vendor_id)
        return _claim_next(tx, job)


def _with_file(job: SendJob, ticket: Ticket, channel: CloudChannel) -> Content:
    """Returns the content as the vendor takes it: its file under the vendor's id."""
    if ticket.file is None:
        return ticket.content
    vendor_media_id = outgoing_files.uploaded(channel, job.business_id, ticket.instance_id, ticket.file)
    return outgoing_files.with_media_id(ticket.content, vendor_media_id)


def _refused(job: SendJob, ticket: Ticket, error: GraphError) -> Step:
    """The vendor said no: wait, stop the number, or give the message up, as the code demands."""
    verdict = error.verdict
    if error.code == UPLOAD_FAILED and ticket.file:
        with database().tenant(job.business_id) as tx:
            upload_store.drop_handle(tx, ticket.message_id)
    if verdict is Verdict.STOP_CHANNEL:
        with database().tenant(job.business_id) as tx:
            outbound_store.put_back(tx, ticket.message_id, ticket.claim_id, 0)
            instance_store.stop_instance(tx, ticket.instance_id, error.name)
            data = {"instance_id": str(ticket.instance_id), "code": error.code, "fbtrace_id": error.fbtrace_id}
            activity.note(tx, job.business_id, "error", "instance.stopped", **data)
        return None
    with database().tenant(job.business_id) as tx:
        if verdict is not Verdict.FINAL and ticket.attempts < MOST_ATTEMPTS:
            wait = governor.wait_after(error, ticket.attempts)
            outbound_store.put_back(tx, ticket.message_id, ticket.claim_id, wait.seconds, wait.reason)
            governor.slow_down(tx, job.business_id, ticket.instance_id, job.conversation_id, error, wait)
            return wait
        outcomes.fail(tx, job.business_id, ticket.message_id, error.name, reason(error.code))
        return _claim_next(tx, job)


def _put_back(job: SendJob, ticket: Ticket, wait: Wait) -> Wait:
    with database().tenant(job.business_id) as tx:
        outbound_store.put_back(tx, ticket.message_id, ticket.claim_id, wait.seconds, wait.reason)
    return wait
