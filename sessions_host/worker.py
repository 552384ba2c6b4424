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
from sessions_host.file_sources import ReadFile, of_business
from sessions_host.files_and_marks import FilesAndMarks, Marks
from sessions_host.inbound import Inbound, NotHandedOver
from sessions_host.key_saver import KeySaver
from sessions_host.port import Event, Gateway, KeysBroken
from sessions_host.sending import Sender
from sessions_host.settings import settings
from sessions_host.worker_lease import WorkerLease

FINAL = ("logged_out", "banned", "replaced")
KEYS_UNUSABLE = ("keys_not_opened", "keys_corrupt")
IDLE_SECONDS = 5.0
QR_LIVES = timedelta(seconds=60)  # the first of a series; the others live 20 seconds
LEASE_OVER, SUPERVISOR_GONE, WEDGED, THREAD_DIED = 70, 71, 72, 73
log = logger("sessions_host")
OpenGateway = Callable[[ReadFile], Gateway]


def run(channel: socket.socket, order: pipe.Json, open_gateway: OpenGateway) -> None:
    """What a forked worker does, from its start to its end."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # the supervisor says on the channel when to stop
    threading.excepthook = _exit_on_thread_death
    lease = WorkerLease(UUID(order["instance_id"]), UUID(order["business_id"]), order["epoch"], order["until"])
    gateway = open_gateway(of_business(lease.business_id))
    Worker(channel, lease, gateway, order.get("command")).run()


class Worker:
    """Threads: this one (states, keys), the guard (lease, channel), the sender, files and marks, the library's own."""

    def __init__(self, channel: socket.socket, lease: WorkerLease, gateway: Gateway, command: str | None) -> None:
        self._channel, self._lease, self._gateway, self._command = channel, lease, gateway, command
        self._events: SimpleQueue[Event | str] = SimpleQueue()
        self._key_saver = KeySaver(lease, gateway)
        self._sender = Sender(lease, gateway, self._key_saver)
        self._inbound = Inbound(lease, lambda: self._ending)
        self._sending = Thread(target=self._sender.run, name="sender", daemon=True)
        self._files_and_marks = FilesAndMarks(lease, gateway)
        self._ending = False
        self._turned_at = pipe.boot_seconds()
        self._state, self._written = "connecting", ""
        self._reason: str | None = None
        self._online_at = self._keys_at = pipe.boot_seconds()
        self._traffic = 0
        self._pairing_until: float | None = None

    def run(self) -> None:
        """Until told to stop, unlinked, replaced, or without a lease."""
        Thread(target=self._guard, name="guard", daemon=True).start()
        if self._connect():
            self._sending.start()
            Thread(target=self._files_and_marks.run, name="files-and-marks", daemon=True).start()
        while not self._ending:
            self._turned_at = pipe.boot_seconds()
            self._handle_next()
            self._check_connection()
            self._write_state()
            self._save_keys()
        self._close()

    def _connect(self) -> bool:
        """Returns False when there is nothing to connect.

        Keys that cannot be used are left as they are and end the session: a person decides to pair anew, by a log-out.
        """
        try:
            keys = self._load_keys()
            if keys is None:
                self._state, self._pairing_until = "pairing", pipe.boot_seconds() + settings().pairing
            if keys is not None or self._command != "logout":
                self._gateway.start(keys, self._on_event)
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

    def _on_event(self, event: Event) -> None:
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
            left = self._lease.seconds_left()
            if left <= 0:
                os._exit(LEASE_OVER)
            select.select([self._channel], [], [], left)
            if not self._lease.is_valid():
                os._exit(LEASE_OVER)
            for packet in pipe.receive(self._channel):
                if packet is None:
                    os._exit(SUPERVISOR_GONE)
                self._on_packet(packet)

    def _on_packet(self, packet: pipe.Json) -> None:
        if packet["do"] == "lease":
            self._lease.until = packet["until"]
            if packet.get("wake"):
                self._wake()
            if pipe.boot_seconds() - self._turned_at < settings().silence:
                self._send_heartbeat()
        elif packet["do"] == "wake":
            self._wake(_marks_of(packet))
        else:
            self._events.put(packet["do"])

    def _wake(self, marks: Marks | None = None) -> None:
        self._sender.wake()
        self._files_and_marks.wake(marks)

    def _send_heartbeat(self) -> None:
        facts: dict[str, Any] = {"state": self._state, "lag": round(self._inbound.lag, 3)}
        pipe.send(self._channel, kind="heartbeat", received=self._inbound.count, sent=self._sender.count, **facts)

    # This thread.

    def _handle_next(self) -> None:
        try:
            event = self._events.get(timeout=1.0 if self._written != self._state else IDLE_SECONDS)
        except Empty:
            if self._written == self._state:
                database().rest()  # hundreds of idle sessions must not hold hundreds of connections
            return
        try:
            if isinstance(event, str):
                self._run_command(event)
            else:
                self._apply_event(event)
        except Unavailable:
            self._events.put(event)  # the database is away: the lease decides how long that may last
            time.sleep(1)
        except RecadoError as error:
            log.error("event not handled", extra={"instance_id": str(self._lease.instance_id), **describe(error)})

    def _run_command(self, command: str) -> None:
        if command == "logout":
            self._gateway.logout()
            self._end("logged_out", "asked")
        elif command == "stop":
            self._end("stopped", None)
        elif command == "move":
            self._end("connecting", "moving")

    def _apply_event(self, event: Event) -> None:
        if event.kind == "qr":
            self._show_qr(event)
        elif event.kind == "paired":
            self._pairing_until = None
            self._set_fields(jid=event.data.get("jid"), lid=event.data.get("lid"), pairing_phone_sealed=None)
            self._save_keys(at_once=True)
        elif event.kind == "connected":
            self._state, self._reason, self._pairing_until = "online", None, None
            self._wake()
            if self._command == "logout":
                self._run_command("logout")
        elif event.kind == "disconnected" and self._state == "online":
            self._state = "connecting"
        elif event.kind in FINAL:
            self._end(event.kind, str(event.data.get("code") or event.data.get("reason") or "") or None)

    def _show_qr(self, event: Event) -> None:
        sealed = crypto.seal(str(event.data["code"]), self._lease.place("qr"))
        self._state = "pairing"
        with database().tenant(self._lease.business_id) as tx:
            session_store.set_state(tx, self._lease.instance_id, self._lease.epoch, "pairing", None)
            phone = session_store.pairing_phone(tx, self._lease.instance_id)
        self._written = "pairing"
        fields: dict[str, Any] = {"qr_sealed": sealed, "qr_until": event.received_at + QR_LIVES}
        if phone:
            number = crypto.unseal(phone, self._lease.place("pairing_phone"))
            code = self._gateway.pair_by_code(number)
            fields["pairing_code_sealed"] = crypto.seal(code, self._lease.place("pairing_code"))
            fields["pairing_phone_sealed"] = None  # one code an attempt
        self._set_fields(**fields)

    def _check_connection(self) -> None:
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
                log.warning("no connection, starting anew", extra={"instance_id": str(self._lease.instance_id)})
                os._exit(WEDGED)

    def _give_up_pairing(self) -> None:
        """The library may hang here for good, so it is not asked to stop: this process is thrown away."""
        self._write_until_done("new", "pairing_timeout", wanted="stopped")
        pipe.send(self._channel, kind="ended", state="new")
        os._exit(0)

    def _end(self, state: str, reason: str | None) -> None:
        self._state, self._reason, self._ending = state, reason, True

    def _close(self) -> None:
        """Finishes what has begun: a send under way, the keys, the state."""
        self._files_and_marks.stop()
        self._sender.stop()
        if self._sending.ident is not None:
            self._sending.join(settings().drain / 2)
        self._gateway.stop()
        if self._state in FINAL:
            self._write_until_done(self._state, self._reason, command=None, next_start_at=None)
        elif self._reason in KEYS_UNUSABLE:
            self._write_until_done(self._state, self._reason, wanted="stopped")
        else:
            while not self._save_keys(at_once=True):
                time.sleep(1)
            self._write_until_done(self._state, self._reason)
        pipe.send(self._channel, kind="ended", state=self._state)

    def _write_until_done(self, state: str, reason: str | None, **fields: Any) -> None:
        lease = self._lease
        while True:
            try:
                with database().tenant(lease.business_id) as tx:
                    changed = session_store.set_state(tx, lease.instance_id, lease.epoch, state, reason)
                    if fields:
                        session_store.set_fields(tx, lease.instance_id, lease.epoch, **fields)
                    if state == "logged_out" and session_store.hold(tx, lease.instance_id, lease.epoch):
                        session_store.drop_keys(tx, lease.instance_id, lease.epoch)
                    if changed and (state in FINAL or reason in KEYS_UNUSABLE):
                        data = {"instance_id": str(lease.instance_id), "reason": reason or ""}
                        kind = reason if reason in KEYS_UNUSABLE else state
                        activity.note(tx, lease.business_id, "error", f"instance.{kind}", **data)
            except Unavailable:
                time.sleep(1)
            else:
                return

    def _write_state(self) -> None:
        if self._ending or self._written == self._state:
            return
        try:
            with database().tenant(self._lease.business_id) as tx:
                session_store.set_state(tx, self._lease.instance_id, self._lease.epoch, self._state, self._reason)
        except Unavailable:
            return
        self._written = self._state

    def _set_fields(self, **fields: Any) -> None:
        with database().tenant(self._lease.business_id) as tx:
            session_store.set_fields(tx, self._lease.instance_id, self._lease.epoch, **fields)

    def _load_keys(self) -> bytes | None:
        while True:
            try:
                return self._key_saver.load()
            except Unavailable:
                self._turned_at = pipe.boot_seconds()
                time.sleep(1)

    def _save_keys(self, *, at_once: bool = False) -> bool:
        """Saves the keys when something happened since: an old copy would set the ratchet back. False: no database."""
        moment, traffic = pipe.boot_seconds(), self._inbound.count + self._sender.count
        if self._pairing_until is not None:
            return True
        if not at_once and (moment - self._keys_at < settings().keys_every or traffic == self._traffic):
            return True
        self._keys_at = moment
        try:
            if self._key_saver.save():
                self._traffic = traffic
        except Unavailable:
            return False
        return True


def _marks_of(packet: pipe.Json) -> Marks | None:
    """None when nothing of the kind is asked, or what is asked cannot be read: the guard must go on."""
    if not (packet.get("read") or packet.get("typing")):
        return None
    try:
        read = tuple(UUID(message_id) for message_id in packet.get("read", ()))
        return Marks(UUID(packet["conversation_id"]), read, bool(packet.get("typing")), time.monotonic())
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _exit_on_thread_death(died: threading.ExceptHookArgs) -> None:
    """A worker that has lost a thread would look alive and do half its work: it ends, and is started anew."""
    if died.exc_type is NotHandedOver:  # the library's own thread, when the session ends
        return
    facts = {"thread_name": died.thread.name if died.thread else "", "error": died.exc_type.__name__}
    log.error("a thread died, and the worker with it", extra=facts)
    os._exit(THREAD_DIED)
