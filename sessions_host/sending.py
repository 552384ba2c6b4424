"""Sends what a session's conversations have waiting: in order, at a person's pace, each message at most once."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Lock
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Severity
from recado.crm import store as contacts
from recado.crm.model import customer_of
from recado.kernel import trace
from recado.kernel.clock import now
from recado.kernel.errors import RecadoError, Unavailable
from recado.kernel.ids import new_id
from recado.kernel.log import logger
from recado.kernel.spans import span
from recado.platform.db import Tx, database
from recado.runtime.failure import describe
from recado.sending import outbound_store, outcomes, outgoing_files, warm_up, web_store
from recado.sending.upload_store import OutgoingFile
from recado.vendors.whatsapp.contents import Content, ReactionContent, TemplateContent, read_content
from recado.vendors.whatsapp.web import jids
from recado.vendors.whatsapp.web.body import Target
from recado.vendors.whatsapp.web.reasons import code_of, reason
from sessions_host import session_store
from sessions_host.key_saver import KeySaver
from sessions_host.pacing import Pace
from sessions_host.port import Address, Ambiguous, Gateway, NotSent, Refused
from sessions_host.session_store import KeyCopy
from sessions_host.settings import settings
from sessions_host.worker_lease import WorkerLease

LOCKED = "463"  # NackCallerReachoutTimelocked: an account's lock, or a contact whose token we lack
RETRY_LOCKED_SECONDS = 3.0
LOCKED_CONTACTS = 2  # this many contacts refused within an hour: it is the account
LOOK_SECONDS = 10.0
log = logger("sessions_host")


@dataclass(frozen=True, slots=True)
class NextMessage:
    """The message a conversation would send now, not claimed yet. trace: of the work that queued it."""

    conversation_id: UUID
    message_id: UUID
    to: Address
    content: Content
    target: Target | None
    attempts: int
    file: OutgoingFile | None
    trace: str | None


class Sender:
    """One session's sending loop; runs on a thread of its own."""

    def __init__(self, lease: WorkerLease, gateway: Gateway, key_saver: KeySaver) -> None:
        self._lease, self._gateway, self._key_saver = lease, gateway, key_saver
        self._pace = Pace(settings())
        self._awake, self._stopping = Event(), Event()
        self._refused_at: dict[str, float] = {}
        self._own_vendor_ids: deque[str] = deque(maxlen=500)
        self._send_lock = Lock()
        self.count = 0

    def wake(self) -> None:
        """There may be something to send."""
        self._awake.set()

    def stop(self) -> None:
        """Nothing more is begun; what is being sent is finished and noted."""
        self._stopping.set()
        self._awake.set()

    def is_echo(self, vendor_id: str) -> bool:
        """Returns whether a message of our own account is one that left here. Waits for a send that is under way."""
        if self._send_lock.acquire(timeout=20):
            self._send_lock.release()
        return vendor_id in self._own_vendor_ids

    def run(self) -> None:
        """Until stopped, or the lease is another's."""
        self._awake.set()
        settled = False
        while not self._stopping.is_set():
            self._awake.wait()
            self._awake.clear()
            try:
                if not settled:
                    self._settle_crashed()
                    settled = True
                while not self._stopping.is_set() and self._gateway.state() == "online" and self._round():
                    pass
            except Unavailable:
                self._stopping.wait(2)
                self._awake.set()
            except RecadoError as error:
                log.error("sending failed", extra={"instance_id": str(self._lease.instance_id), **describe(error)})
                self._stopping.wait(LOOK_SECONDS)
                self._awake.set()

    def _settle_crashed(self) -> None:
        with database().tenant(self._lease.business_id) as tx:
            if not session_store.hold(tx, self._lease.instance_id, self._lease.epoch):
                return
            for message_id in web_store.settle_crashed(tx, self._lease.instance_id):
                _note(tx, self._lease, "warning", "message.unconfirmed", message_id)

    def _round(self) -> bool:
        """Sends one message of each conversation that has any. False when nothing is left that could go now."""
        with database().tenant(self._lease.business_id) as tx:
            conversations = web_store.conversations(tx, self._lease.instance_id)
        sent = False
        for conversation_id in conversations:
            if self._stopping.is_set() or not self._lease.is_valid():
                return False
            with database().tenant(self._lease.business_id) as tx:
                message = self._next_message(tx, conversation_id)
            if message and message.file and message.file.to_convert:
                with trace.working(message.trace):
                    self._await_voice_note(message)
            elif message and self._wait_for_turn(message):
                with trace.working(message.trace):
                    sent = self._send_one(message) or sent
        return sent

    def _next_message(self, tx: Tx, conversation_id: UUID) -> NextMessage | None:
        """Returns the next message, when it may go: neither held back nor impossible."""
        while head := outbound_store.lock_head(tx, conversation_id):
            if head.instance_state == "deleted":
                outcomes.fail(tx, self._lease.business_id, head.message_id, "number_deleted")
                continue
            if head.instance_state != "active" or head.state != "queued" or head.wait_seconds > 0:
                return None
            if not head.in_service:
                outbound_store.postpone(tx, head.message_id, outcomes.SUSPENDED_SECONDS, outcomes.SUSPENDED)
                return None
            content = read_content(head.content)
            jid = jids.address(customer_of(contacts.identities(tx, head.contact_id)))
            if jid is None or isinstance(content, TemplateContent):
                self._fail(tx, head.message_id, "no_address" if jid is None else "no_templates_on_web")
                continue
            if wait := self._over_budget(tx):
                outbound_store.postpone(tx, head.message_id, *wait)
                return None
            target = self._target(tx, conversation_id, head.reply_to, content, jid)
            file = outgoing_files.file_of(tx, content)
            return NextMessage(
                conversation_id, head.message_id, Address(jid), content, target, head.attempts, file, head.trace
            )
        return None

    def _await_voice_note(self, message: NextMessage) -> None:
        """Asks for the file's voice note. Nothing is claimed meanwhile; when it is there, this session is woken."""
        with database().tenant(self._lease.business_id) as tx:
            if not self._may_claim(tx, message):
                return
            outcomes.await_voice_note(tx, message.message_id)
        outcomes.request_voice_note(self._lease.business_id, message.conversation_id, message.message_id)

    def _target(self, tx: Tx, conversation_id: UUID, reply_to: str | None, content: Content, to: str) -> Target | None:
        """The message that is answered or reacted to. One that is not known here is taken for the customer's."""
        vendor_id = content.message_id if isinstance(content, ReactionContent) else reply_to
        if vendor_id is None:
            return None
        written = web_store.message_by_vendor_id(tx, conversation_id, vendor_id)
        if written and written.mine:
            phone, hidden = session_store.own_addresses(tx, self._lease.instance_id)
            return Target(vendor_id, hidden if hidden and to.endswith("@lid") else phone, mine=True)
        return Target(vendor_id, (written and written.author) or to, mine=False)

    def _over_budget(self, tx: Tx) -> tuple[float, str] | None:
        """Seconds to wait, and why: WhatsApp paused the number, or it is new and wrote enough for a day."""
        instance_id = self._lease.instance_id
        if until := session_store.paused_until(tx, instance_id):
            return (until - now()).total_seconds(), "account_locked"
        limit = warm_up.daily_limit(session_store.age_days(tx, instance_id))
        if limit is not None and web_store.sent_today(tx, instance_id) >= limit:
            return 1800.0, "warm_up"
        return None

    def _wait_for_turn(self, message: NextMessage) -> bool:
        """Waits as a person would, and types. False when told to stop meanwhile."""
        if self._stopping.wait(max(0.0, self._pace.wait(message.to.jid, time.monotonic()))):
            return False
        seconds = self._pace.typing(getattr(message.content, "body", None))
        if seconds:
            self._show_typing(message.to, True)
            stopped = self._stopping.wait(seconds)
            self._show_typing(message.to, False)
            return not stopped
        return True

    def _show_typing(self, to: Address, on: bool) -> None:
        try:
            if self._lease.is_valid():
                self._gateway.typing(to, on)
        except (NotSent, Ambiguous, Refused):
            return  # it is only courtesy

    def _send_one(self, message: NextMessage) -> bool:
        claim_id = self._claim(message)
        if claim_id is None:
            return False
        if not self._lease.is_valid():  # this process slept: whoever has the session now may be sending
            self._put_back(message, claim_id, 0, "moving")
            return False
        try:
            vendor_id = self._send_locked(message)
        except Refused as error:
            return self._refused(message, claim_id, error)
        except NotSent:
            self._put_back(message, claim_id, min(2.0**message.attempts, 300.0), "offline")
            return False
        except Ambiguous:
            self._write_until_done(lambda tx: self._mark_unconfirmed(tx, message, claim_id))
            return True
        self._pace.sent(message.to.jid, time.monotonic())
        keys = self._key_saver.copy()
        self._write_until_done(lambda tx: self._note_sent(tx, message, vendor_id, keys))
        self.count += 1
        return True

    def _claim(self, message: NextMessage) -> UUID | None:
        """None when the lease is another's or the message is not the next any more."""
        with database().tenant(self._lease.business_id) as tx:
            if not self._may_claim(tx, message):
                return None
            claim_id = new_id()
            web_store.claim(tx, message.message_id, claim_id)
            return claim_id

    def _may_claim(self, tx: Tx, message: NextMessage) -> bool:
        if not session_store.hold(tx, self._lease.instance_id, self._lease.epoch):
            return False
        head = outbound_store.lock_head(tx, message.conversation_id)
        return head is not None and head.message_id == message.message_id and head.state == "queued"

    def _send_locked(self, message: NextMessage) -> str:
        with self._send_lock:
            with span(log, "whatsapp send", provider="web", message_id=str(message.message_id)):
                vendor_id = self._gateway.send(message.to, message.content, message.target)
            self._own_vendor_ids.append(vendor_id)
            return vendor_id

    def _note_sent(self, tx: Tx, message: NextMessage, vendor_id: str, keys: KeyCopy | None) -> None:
        """The keys with it: restored from before this send, they would use its part of the ratchet again."""
        lease = self._lease
        if keys:
            session_store.save_keys(tx, lease.business_id, lease.instance_id, lease.epoch, keys)
        outcomes.note_sent(tx, lease.instance_id, message.message_id, vendor_id)

    def _mark_unconfirmed(self, tx: Tx, message: NextMessage, claim_id: UUID) -> None:
        web_store.unconfirm(tx, message.message_id, claim_id)
        _note(tx, self._lease, "warning", "message.unconfirmed", message.message_id)

    def _refused(self, message: NextMessage, claim_id: UUID, error: Refused) -> bool:
        """One more try for a contact whose token we lacked; an account's lock pauses the number; else it is final."""
        jid, moment = message.to.jid, time.monotonic()
        recent = {each: at for each, at in self._refused_at.items() if moment - at < 3600}
        if error.code == LOCKED and jid not in recent:
            self._refused_at = recent | {jid: moment}
            if len(self._refused_at) >= LOCKED_CONTACTS:
                self._pause_number(message, claim_id, settings().lock_pause)
            else:
                self._ask_for_token(message.to)
                self._put_back(message, claim_id, RETRY_LOCKED_SECONDS, "contact_locked")
            return False
        self._write_until_done(lambda tx: self._fail(tx, message.message_id, code_of(error.code)))
        return True

    def _ask_for_token(self, to: Address) -> None:
        try:
            self._gateway.subscribe(to)
        except (NotSent, Ambiguous, Refused) as error:
            log.info("the contact's presence was not followed", extra={"reason": type(error).__name__})

    def _pause_number(self, message: NextMessage, claim_id: UUID, seconds: float) -> None:
        lease, until = self._lease, now() + timedelta(seconds=seconds)

        def pause(tx: Tx) -> None:
            outbound_store.put_back(tx, message.message_id, claim_id, seconds, "account_locked")
            if session_store.set_fields(tx, lease.instance_id, lease.epoch, sends_paused_until=until):
                data = {"instance_id": str(lease.instance_id), "until": until.isoformat()}
                activity.note(tx, lease.business_id, "error", "instance.sending_paused", **data)

        self._write_until_done(pause)

    def _put_back(self, message: NextMessage, claim_id: UUID, seconds: float, why: str) -> None:
        self._write_until_done(lambda tx: outbound_store.put_back(tx, message.message_id, claim_id, seconds, why))

    def _write_until_done(self, work: Callable[[Tx], None]) -> None:
        """Notes an outcome, however long the database is away; what ends with this process becomes unconfirmed."""
        while True:
            try:
                with database().tenant(self._lease.business_id) as tx:
                    work(tx)
            except Unavailable:
                time.sleep(1)
            else:
                return

    def _fail(self, tx: Tx, message_id: UUID, code: str) -> None:
        outcomes.fail(tx, self._lease.business_id, message_id, code, reason(code))


def _note(tx: Tx, lease: WorkerLease, severity: Severity, kind: str, message_id: UUID) -> None:
    activity.note(tx, lease.business_id, severity, kind, message_id=str(message_id))
