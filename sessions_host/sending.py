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
from recado.kernel.clock import now
from recado.kernel.errors import RecadoError, Unavailable
from recado.kernel.ids import new_id
from recado.kernel.log import logger
from recado.platform.db import Tx, database
from recado.runtime.failure import describe
from recado.sending import outbound_store, outcomes, outgoing_files, web_store
from recado.sending.upload_store import OutgoingFile
from recado.vendors.whatsapp.contents import Content, ReactionContent, TemplateContent, read_content
from recado.vendors.whatsapp.web import jids
from recado.vendors.whatsapp.web.body import Target
from recado.vendors.whatsapp.web.reasons import code_of, reason
from sessions_host import session_store
from sessions_host.held import Held
from sessions_host.keeper import Keeper
from sessions_host.pacing import Pace, daily_limit
from sessions_host.port import Address, Ambiguous, Gateway, NotSent, Refused
from sessions_host.session_store import KeyCopy
from sessions_host.settings import settings

LOCKED = "463"  # NackCallerReachoutTimelocked: an account's lock, or a contact whose token we lack
RETRY_LOCKED_SECONDS = 3.0
LOCKED_CONTACTS = 2  # this many contacts refused within an hour: it is the account
LOOK_SECONDS = 10.0
log = logger("sessions_host")


@dataclass(frozen=True, slots=True)
class Next:
    """The message a conversation would send now, not claimed yet."""

    conversation_id: UUID
    message_id: UUID
    to: Address
    content: Content
    target: Target | None
    attempts: int
    file: OutgoingFile | None


class Sender:
    """One session's sending loop; runs on a thread of its own."""

    def __init__(self, held: Held, gateway: Gateway, keeper: Keeper) -> None:
        self._held, self._gateway, self._keeper = held, gateway, keeper
        self._pace = Pace(settings())
        self._look, self._stopping = Event(), Event()
        self._refused_at: dict[str, float] = {}
        self._own: deque[str] = deque(maxlen=500)
        self._leaving = Lock()
        self.count = 0

    def wake(self) -> None:
        """There may be something to send."""
        self._look.set()

    def stop(self) -> None:
        """Nothing more is begun; what is being sent is finished and noted."""
        self._stopping.set()
        self._look.set()

    def is_echo(self, vendor_id: str) -> bool:
        """Whether a message of our own account is one that left here. Waits for a send that is under way."""
        if self._leaving.acquire(timeout=20):
            self._leaving.release()
        return vendor_id in self._own

    def run(self) -> None:
        """Until stopped, or the lease is another's."""
        self._look.set()
        settled = False
        while not self._stopping.is_set():
            self._look.wait()
            self._look.clear()
            try:
                if not settled:
                    self._settle_crashed()
                    settled = True
                while not self._stopping.is_set() and self._gateway.state() == "online" and self._round():
                    pass
            except Unavailable:
                self._stopping.wait(2)
                self._look.set()
            except RecadoError as error:
                log.error("sending failed", extra={"instance_id": str(self._held.instance_id), **describe(error)})
                self._stopping.wait(LOOK_SECONDS)
                self._look.set()

    def _settle_crashed(self) -> None:
        with database().tenant(self._held.business_id) as tx:
            if not session_store.hold(tx, self._held.instance_id, self._held.epoch):
                return
            for message_id in web_store.settle_crashed(tx, self._held.instance_id):
                _note(tx, self._held, "warning", "message.unconfirmed", message_id)

    def _round(self) -> bool:
        """Sends one message of each conversation that has any. False when nothing is left that could go now."""
        with database().tenant(self._held.business_id) as tx:
            found = web_store.conversations(tx, self._held.instance_id)
        sent = False
        for conversation_id in found:
            if self._stopping.is_set() or not self._held.good():
                return False
            with database().tenant(self._held.business_id) as tx:
                following = self._peek(tx, conversation_id)
            if following and following.file and following.file.to_convert:
                self._await_voice_note(following)
            elif following and self._wait_for_turn(following):
                sent = self._send_one(following) or sent
        return sent

    def _peek(self, tx: Tx, conversation_id: UUID) -> Next | None:
        """The next message, when it may go: neither held back nor impossible."""
        while head := outbound_store.lock_head(tx, conversation_id):
            if head.instance_state == "deleted":
                outcomes.fail(tx, self._held.business_id, head.message_id, "number_deleted")
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
            return Next(conversation_id, head.message_id, Address(jid), content, target, head.attempts, file)
        return None

    def _await_voice_note(self, following: Next) -> None:
        """Asks for the file's voice note. Nothing is claimed meanwhile; when it is there, this session is woken."""
        with database().tenant(self._held.business_id) as tx:
            if not self._may_claim(tx, following):
                return
            outcomes.await_voice_note(tx, following.message_id)
        outcomes.request_voice_note(self._held.business_id, following.conversation_id, following.message_id)

    def _target(self, tx: Tx, conversation_id: UUID, reply_to: str | None, content: Content, to: str) -> Target | None:
        """The message that is answered or reacted to. One that is not known here is taken for the customer's."""
        vendor_id = content.message_id if isinstance(content, ReactionContent) else reply_to
        if vendor_id is None:
            return None
        found = web_store.written(tx, conversation_id, vendor_id)
        if found and found.mine:
            phone, hidden = session_store.own_addresses(tx, self._held.instance_id)
            return Target(vendor_id, hidden if hidden and to.endswith("@lid") else phone, mine=True)
        return Target(vendor_id, (found and found.author) or to, mine=False)

    def _over_budget(self, tx: Tx) -> tuple[float, str] | None:
        """Seconds to wait, and why: WhatsApp paused the number, or it is new and wrote enough for a day."""
        instance_id = self._held.instance_id
        if until := session_store.paused_until(tx, instance_id):
            return (until - now()).total_seconds(), "account_locked"
        limit = daily_limit(settings(), session_store.age_days(tx, instance_id))
        if limit is not None and web_store.sent_today(tx, instance_id) >= limit:
            return 1800.0, "warm_up"
        return None

    def _wait_for_turn(self, following: Next) -> bool:
        """Waits as a person would, and types. False when told to stop meanwhile."""
        if self._stopping.wait(max(0.0, self._pace.wait(following.to.jid, time.monotonic()))):
            return False
        seconds = self._pace.typing(getattr(following.content, "body", None))
        if seconds:
            self._show_typing(following.to, True)
            stopped = self._stopping.wait(seconds)
            self._show_typing(following.to, False)
            return not stopped
        return True

    def _show_typing(self, to: Address, on: bool) -> None:
        try:
            if self._held.good():
                self._gateway.typing(to, on)
        except (NotSent, Ambiguous, Refused):
            return  # it is only courtesy

    def _send_one(self, following: Next) -> bool:
        claim_id = self._claim(following)
        if claim_id is None:
            return False
        if not self._held.good():  # this process slept: whoever has the session now may be sending
            self._put_back(following, claim_id, 0, "moving")
            return False
        try:
            vendor_id = self._leave(following)
        except Refused as error:
            return self._refused(following, claim_id, error)
        except NotSent:
            self._put_back(following, claim_id, min(2.0**following.attempts, 300.0), "offline")
            return False
        except Ambiguous:
            self._insist(lambda tx: self._doubt(tx, following, claim_id))
            return True
        self._pace.sent(following.to.jid, time.monotonic())
        keys = self._keeper.copy()
        self._insist(lambda tx: self._note_sent(tx, following, vendor_id, keys))
        self.count += 1
        return True

    def _claim(self, following: Next) -> UUID | None:
        """None when the lease is another's or the message is not the next any more."""
        with database().tenant(self._held.business_id) as tx:
            if not self._may_claim(tx, following):
                return None
            claim_id = new_id()
            web_store.claim(tx, following.message_id, claim_id)
            return claim_id

    def _may_claim(self, tx: Tx, following: Next) -> bool:
        if not session_store.hold(tx, self._held.instance_id, self._held.epoch):
            return False
        head = outbound_store.lock_head(tx, following.conversation_id)
        return head is not None and head.message_id == following.message_id and head.state == "queued"

    def _leave(self, following: Next) -> str:
        with self._leaving:
            vendor_id = self._gateway.send(following.to, following.content, following.target)
            self._own.append(vendor_id)
            return vendor_id

    def _note_sent(self, tx: Tx, following: Next, vendor_id: str, keys: KeyCopy | None) -> None:
        """The keys with it: restored from before this send, they would use its part of the ratchet again."""
        held = self._held
        if keys:
            session_store.save_keys(tx, held.business_id, held.instance_id, held.epoch, keys)
        outcomes.note_sent(tx, held.instance_id, following.message_id, vendor_id)

    def _doubt(self, tx: Tx, following: Next, claim_id: UUID) -> None:
        web_store.unconfirm(tx, following.message_id, claim_id)
        _note(tx, self._held, "warning", "message.unconfirmed", following.message_id)

    def _refused(self, following: Next, claim_id: UUID, error: Refused) -> bool:
        """One more try for a contact whose token we lacked; an account's lock pauses the number; else it is final."""
        jid, moment = following.to.jid, time.monotonic()
        recent = {known: at for known, at in self._refused_at.items() if moment - at < 3600}
        if error.code == LOCKED and jid not in recent:
            self._refused_at = recent | {jid: moment}
            if len(self._refused_at) >= LOCKED_CONTACTS:
                self._pause_number(following, claim_id, settings().lock_pause)
            else:
                self._ask_for_token(following.to)
                self._put_back(following, claim_id, RETRY_LOCKED_SECONDS, "contact_locked")
            return False
        self._insist(lambda tx: self._fail(tx, following.message_id, code_of(error.code)))
        return True

    def _ask_for_token(self, to: Address) -> None:
        try:
            self._gateway.subscribe(to)
        except (NotSent, Ambiguous, Refused) as error:
            log.info("the contact's presence was not followed", extra={"reason": type(error).__name__})

    def _pause_number(self, following: Next, claim_id: UUID, seconds: float) -> None:
        held, until = self._held, now() + timedelta(seconds=seconds)

        def pause(tx: Tx) -> None:
            outbound_store.put_back(tx, following.message_id, claim_id, seconds, "account_locked")
            if session_store.set_fields(tx, held.instance_id, held.epoch, sends_paused_until=until):
                data = {"instance_id": str(held.instance_id), "until": until.isoformat()}
                activity.note(tx, held.business_id, "error", "instance.sending_paused", **data)

        self._insist(pause)

    def _put_back(self, following: Next, claim_id: UUID, seconds: float, why: str) -> None:
        self._insist(lambda tx: outbound_store.put_back(tx, following.message_id, claim_id, seconds, why))

    def _insist(self, work: Callable[[Tx], None]) -> None:
        """Notes an outcome, however long the database is away; what ends with this process becomes unconfirmed."""
        while True:
            try:
                with database().tenant(self._held.business_id) as tx:
                    work(tx)
            except Unavailable:
                time.sleep(1)
            else:
                return

    def _fail(self, tx: Tx, message_id: UUID, code: str) -> None:
        outcomes.fail(tx, self._held.business_id, message_id, code, reason(code))


def _note(tx: Tx, held: Held, severity: Severity, kind: str, message_id: UUID) -> None:
    activity.note(tx, held.business_id, severity, kind, message_id=str(message_id))
