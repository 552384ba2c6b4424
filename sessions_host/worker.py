"""A worker: the process of one session. It ends itself before its lease can pass to another host."""

import os
import select
import signal
import socket
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any
from uuid import UUID

from recado.activity import service as activity
from recado.kernel.errors import RecadoError, Unavailable
from recado.kernel.log import logger
from recado.platform import crypto
from recado.platform.crypto import SealBroken
from recado.platform.db import database
from recado.runtime.failure import describe
from sessions_host import inbound, pipe, session_store
from sessions_host.errands import Courtesy, Errands
from sessions_host.files import Files, of_business
from sessions_host.held import Held
from sessions_host.inbound import Inbound, NotHandedOver
from sessions_host.keeper import Keeper
from sessions_host.port import Event, Gateway, KeysBroken
from sessions_host.sending import Sender
from sessions_host.settings import settings

FINAL = ("logged_out", "banned", "replaced")
KEYS_UNUSABLE = ("keys_not_opened", "keys_corrupt")
TICK_SECONDS = 5.0
QR_LIVES = timedelta(seconds=60)  # the first of a series; the others live 20 seconds
LEASE_OVER, SUPERVISOR_GONE, WEDGED, THREAD_DIED = 70, 71, 72, 73
log = logger("sessions_host")
Open = Callable[[Files], Gateway]


def run(line: socket.socket, order: pipe.Json, open_gateway: Open) -> None:
    """What a forked worker does, from its start to its end."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # the supervisor says on the line when to stop
    threading.excepthook = _end_with_it
    held = Held(UUID(order["instance_id"]), UUID(order["business_id"]), order["epoch"], order["until"])
    gateway = open_gateway(of_business(held.business_id))
    Worker(line, held, gateway, order.get("command")).run()


class Worker:
    """Threads: this one (states, keys), the guard (lease and line), the sender, the errands, and the library's own."""

    def __init__(self, line: socket.socket, held: Held, gateway: Gateway, command: str | None) -> None:
        self._line, self._held, self._gateway, self._command = line, held, gateway, command
        self._events: SimpleQueue[Event | str] = SimpleQueue()
        self._keeper = Keeper(held, gateway)
        self._sender = Sender(held, gateway, self._keeper)
        self._inbound = Inbound(held, lambda: self._ending)
        self._sending = Thread(target=self._sender.run, name="sender", daemon=True)
        self._errands = Errands(held, gateway)
        self._ending = False
        self._ticked = pipe.boot_seconds()
        self._state, self._written = "connecting", ""
        self._reason: str | None = None
        self._online_at = self._keys_at = pipe.boot_seconds()
        self._traffic = 0
        self._pairing_until: float | None = None

    def run(self) -> None:
        """Until told to stop, unlinked, replaced, or without a lease."""
        Thread(target=self._guard, name="guard", daemon=True).start()
        if self._begin():
            self._sending.start()
            Thread(target=self._errands.run, name="errands", daemon=True).start()
        while not self._ending:
            self._ticked = pipe.boot_seconds()
            self._handle_next()
            self._look_at_connection()
            self._note_state()
            self._keep_keys()
        self._close()

    def _begin(self) -> bool:
        """False when there is nothing to connect. Keys that cannot be used are left as they are and end the session:
        it is a person who decides to pair anew, by logging it out."""
        try:
            keys = self._load_keys()
            if keys is None:
                self._state, self._pairing_until = "pairing", pipe.boot_seconds() + settings().pairing
            if keys is not None or self._command != "logout":
                self._gateway.start(keys, self._take)
                return True
            reason = None
        except SealBroken:
            reason = "keys_not_opened"
        except KeysBroken:
            reason = "keys_corrupt"
        if self._command == "logout":
            self._end("logged_out", "asked")
        else:
            self._end("stopped", reason)
        return False

    # The library's thread.

    def _take(self, event: Event) -> None:
        """Durable first. An event that is not handed over is raised back: the library has not delivered it."""
        if event.kind not in inbound.KINDS:
            self._events.put(event)
            return
        vendor_id = inbound.address_of(event.data)[1]
        if event.kind == "message" and inbound.is_own(event.data) and self._sender.is_echo(vendor_id):
            return
        self._inbound.hand_over(event)

    # The guard's thread: touches neither the database nor the library, so nothing can keep it from its end.

    def _guard(self) -> None:
        while True:
            left = self._held.left()
            if left <= 0:
                os._exit(LEASE_OVER)
            select.select([self._line], [], [], left)
            if not self._held.good():
                os._exit(LEASE_OVER)
            for said in pipe.heard(self._line):
                if said is None:
                    os._exit(SUPERVISOR_GONE)
                self._hear(said)

    def _hear(self, said: pipe.Json) -> None:
        if said["do"] == "lease":
            self._held.until = said["until"]
            if said.get("wake"):
                self._wake()
            if pipe.boot_seconds() - self._ticked < settings().silence:
                self._beat()
        elif said["do"] == "wake":
            self._wake(_courtesy(said))
        else:
            self._events.put(said["do"])

    def _wake(self, courtesy: Courtesy | None = None) -> None:
        self._sender.wake()
        self._errands.wake(courtesy)

    def _beat(self) -> None:
        facts: dict[str, Any] = {"state": self._state, "lag": round(self._inbound.lag, 3)}
        pipe.say(self._line, say="beat", received=self._inbound.count, sent=self._sender.count, **facts)

    # This thread.

    def _handle_next(self) -> None:
        try:
            event = self._events.get(timeout=1.0 if self._written != self._state else TICK_SECONDS)
        except Empty:
            if self._written == self._state:
                database().rest()  # hundreds of idle sessions must not hold hundreds of connections
            return
        try:
            if isinstance(event, str):
                self._obey(event)
            else:
                self._happened(event)
        except Unavailable:
            self._events.put(event)  # the database is away: the lease decides how long that may last
            time.sleep(1)
        except RecadoError as error:
            log.error("event not handled", extra={"instance_id": str(self._held.instance_id), **describe(error)})

    def _obey(self, command: str) -> None:
        if command == "logout":
            self._gateway.logout()
            self._end("logged_out", "asked")
        elif command == "stop":
            self._end("stopped", None)
        elif command == "move":
            self._end("connecting", "moving")

    def _happened(self, event: Event) -> None:
        if event.kind == "qr":
            self._show_qr(event)
        elif event.kind == "paired":
            self._pairing_until = None
            self._set(jid=event.data.get("jid"), lid=event.data.get("lid"), pairing_phone_sealed=None)
            self._keep_keys(now_at_once=True)
        elif event.kind == "connected":
            self._state, self._reason, self._pairing_until = "online", None, None
            self._wake()
            if self._command == "logout":
                self._obey("logout")
        elif event.kind == "disconnected" and self._state == "online":
            self._state = "connecting"
        elif event.kind in FINAL:
            self._end(event.kind, str(event.data.get("code") or event.data.get("reason") or "") or None)

    def _show_qr(self, event: Event) -> None:
        sealed = crypto.seal(str(event.data["code"]), self._held.place("qr"))
        self._state = "pairing"
        with database().tenant(self._held.business_id) as tx:
            session_store.set_state(tx, self._held.instance_id, self._held.epoch, "pairing", None)
            phone = session_store.pairing_phone(tx, self._held.instance_id)
        self._written = "pairing"
        fields: dict[str, Any] = {"qr_sealed": sealed, "qr_until": event.received_at + QR_LIVES}
        if phone:
            number = crypto.unseal(phone, self._held.place("pairing_phone"))
            code = self._gateway.pair_by_code(number)
            fields["pairing_code_sealed"] = crypto.seal(code, self._held.place("pairing_code"))
            fields["pairing_phone_sealed"] = None  # one code an attempt
        self._set(**fields)

    def _look_at_connection(self) -> None:
        """States the library tells no event of are seen by asking; a connection long gone is begun anew."""
        moment = pipe.boot_seconds()
        if self._pairing_until is not None and moment > self._pairing_until:
            self._give_up_pairing()
        if self._ending or self._pairing_until is not None:
            return
        state = self._gateway.state()
        if state in FINAL:
            self._end(state, None)
        elif state == "online":
            if self._state != "online":
                self._wake()
            self._state, self._online_at = "online", moment
        else:
            self._state = "connecting"
            if moment - self._online_at > settings().offline:
                log.warning("no connection, starting anew", extra={"instance_id": str(self._held.instance_id)})
                os._exit(WEDGED)

    def _give_up_pairing(self) -> None:
        """The library may hang here for good, so it is not asked to stop: this process is thrown away."""
        self._insist("new", "pairing_timeout", wanted="stopped")
        pipe.say(self._line, say="over", state="new")
        os._exit(0)

    def _end(self, state: str, reason: str | None) -> None:
        self._state, self._reason, self._ending = state, reason, True

    def _close(self) -> None:
        """Finishes what is held: a send under way, the keys, the state."""
        self._errands.stop()
        self._sender.stop()
        if self._sending.ident is not None:
            self._sending.join(settings().drain / 2)
        self._gateway.stop()
        if self._state in FINAL:
            self._insist(self._state, self._reason, command=None, next_start_at=None)
        elif self._reason in KEYS_UNUSABLE:
            self._insist(self._state, self._reason, wanted="stopped")
        else:
            while not self._keep_keys(now_at_once=True):
                time.sleep(1)
            self._insist(self._state, self._reason)
        pipe.say(self._line, say="over", state=self._state)

    def _insist(self, state: str, reason: str | None, **fields: Any) -> None:
        held = self._held
        while True:
            try:
                with database().tenant(held.business_id) as tx:
                    changed = session_store.set_state(tx, held.instance_id, held.epoch, state, reason)
                    if fields:
                        session_store.set_fields(tx, held.instance_id, held.epoch, **fields)
                    if state == "logged_out" and session_store.hold(tx, held.instance_id, held.epoch):
                        session_store.drop_keys(tx, held.instance_id, held.epoch)
                    if changed and (state in FINAL or reason in KEYS_UNUSABLE):
                        data = {"instance_id": str(held.instance_id), "reason": reason or ""}
                        kind = reason if reason in KEYS_UNUSABLE else state
                        activity.note(tx, held.business_id, "error", f"instance.{kind}", **data)
            except Unavailable:
                time.sleep(1)
            else:
                return

    def _note_state(self) -> None:
        if self._ending or self._written == self._state:
            return
        try:
            with database().tenant(self._held.business_id) as tx:
                session_store.set_state(tx, self._held.instance_id, self._held.epoch, self._state, self._reason)
        except Unavailable:
            return
        self._written = self._state

    def _set(self, **fields: Any) -> None:
        with database().tenant(self._held.business_id) as tx:
            session_store.set_fields(tx, self._held.instance_id, self._held.epoch, **fields)

    def _load_keys(self) -> bytes | None:
        while True:
            try:
                return self._keeper.load()
            except Unavailable:
                self._ticked = pipe.boot_seconds()
                time.sleep(1)

    def _keep_keys(self, *, now_at_once: bool = False) -> bool:
        """Saves the keys when something happened since: an old copy would set the ratchet back. False: no database."""
        moment, traffic = pipe.boot_seconds(), self._inbound.count + self._sender.count
        if self._pairing_until is not None:
            return True
        if not now_at_once and (moment - self._keys_at < settings().keys_every or traffic == self._traffic):
            return True
        self._keys_at = moment
        try:
            if self._keeper.save():
                self._traffic = traffic
        except Unavailable:
            return False
        return True


def _courtesy(said: pipe.Json) -> Courtesy | None:
    """None when nothing of the kind is asked, or what is asked cannot be read: the guard must go on."""
    if not (said.get("read") or said.get("typing")):
        return None
    try:
        read = tuple(UUID(each) for each in said.get("read", ()))
        return Courtesy(UUID(said["conversation_id"]), read, bool(said.get("typing")), time.monotonic())
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _end_with_it(died: threading.ExceptHookArgs) -> None:
    """A worker that has lost a thread would look alive and do half its work: it ends, and is started anew."""
    if died.exc_type is NotHandedOver:  # the library's own thread, when the session ends
        return
    facts = {"thread_name": died.thread.name if died.thread else "", "error": died.exc_type.__name__}
    log.error("a thread died, and the worker with it", extra=facts)
    os._exit(THREAD_DIED)
