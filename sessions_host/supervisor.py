"""The supervisor: one worker process for each session this host holds the lease of. It never imports neonize."""

import os
import random
import select
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from uuid import UUID

from recado.kernel.log import logger
from sessions_host import pipe, worker_starter
from sessions_host.lease_thread import LeaseRound, LeaseThread
from sessions_host.queue_listener import QueueListener
from sessions_host.session import AfterExit, Session
from sessions_host.settings import settings
from sessions_host.status import HostStatus
from sessions_host.worker import FINAL, LEASE_OVER

DONE = (*FINAL, "new", "stopped")
CHECK_SECONDS = 1.0
MOVES_A_ROUND = 10  # of the surplus, one in so many
log = logger("sessions_host")


class Supervisor:
    """Everything about sessions happens on the thread that calls `run`; the others only leave calls for it."""

    def __init__(self, name: str, queue_url: str, starter: socket.socket, status: HostStatus) -> None:
        self._name, self._starter, self._status = name, starter, status
        self._sessions: dict[UUID, Session] = {}
        self._held: dict[UUID, int] = {}  # session to epoch; replaced as a whole, never changed: other threads read it
        self._calls: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._wake_in, self._wake_out = socket.socketpair()
        self._signals: list[int] = []
        self._next_start = 0.0
        self._chance = random.Random()  # noqa: S311  jitter
        self._restarts = 0
        self._leases = LeaseThread(
            name, lambda: self._held, lambda round_: self._call_later(lambda: self._apply_round(round_))
        )
        self._listener = QueueListener(queue_url, lambda: self._held, self._on_queue_message)

    def run(self) -> int:
        """Until SIGTERM or SIGINT, then drains. Returns the exit code."""
        self._catch_signals()
        lease_thread = Thread(target=self._leases.run, name="leases")
        lease_thread.start()
        Thread(target=self._listener.run, name="queue-listener", daemon=True).start()
        log.info("sessions host started", extra={"host": self._name})
        alive = True
        while alive and not self._signals:
            alive = self._run_once()
        code = self._drain() if alive else 1
        self._leases.finish()
        lease_thread.join(5)
        return code

    def _run_once(self) -> bool:
        """One look at everything. Returns False when the worker starter is gone, and every worker with it."""
        channels = [session.channel for session in self._sessions.values() if session.channel]
        select.select([self._starter, self._wake_out, *channels], [], [], self._seconds_to_next_start())
        with suppress(BlockingIOError):
            self._wake_out.recv(4096)
        moment = pipe.boot_seconds()
        for session in self._sessions.values():
            self._read_packets(session, moment)
        for packet in pipe.receive(self._starter):
            if packet is None:
                log.error("the worker starter died")
                return False
            self._on_starter_packet(packet)
        with suppress(Empty):
            while True:
                self._calls.get_nowait()()
        self._check_workers(pipe.boot_seconds())
        self._status.update(self._sessions, self._restarts, self._leases.answered_at, self._listener.healthy)
        return True

    def _call_later(self, call: Callable[[], None]) -> None:
        """From any thread: to be called by the supervisor's own at once."""
        self._calls.put(call)
        with suppress(BlockingIOError, OSError):
            self._wake_in.send(b"!")

    def _seconds_to_next_start(self) -> float:
        moment = pipe.boot_seconds()
        starts = [max(s.start_at, self._next_start) for s in self._sessions.values() if s.channel is None]
        return min(CHECK_SECONDS, max(0.0, min(starts, default=moment + CHECK_SECONDS) - moment))

    # What the database said.

    def _apply_round(self, round_: LeaseRound) -> None:
        renewed = {row.instance_id: row for row in round_.renewed}
        for instance_id, epoch in round_.requested.items():
            session = self._sessions.get(instance_id)
            if session and session.lease.epoch == epoch and instance_id not in renewed:
                self._end_lost(session)
        for lease in round_.taken:
            start_at = pipe.boot_seconds() + lease.start_in
            session = Session(lease, round_.until, start_at, deaths=lease.restarts, command=lease.command)
            self._sessions[lease.instance_id] = session
            if lease.command == "restart":
                session.deaths, session.start_at = 0, pipe.boot_seconds()
                self._leases.clear_command(lease)
        for instance_id, row in renewed.items():
            session = self._sessions.get(instance_id)
            if session and round_.requested[instance_id] == session.lease.epoch:
                session.until = round_.until
                self._send(session, do="lease", until=round_.until, wake=row.waiting)
                self._carry_out(session, row.wanted, row.command)
        self._publish_held()
        if not self._signals and round_.share.hosts > 1:
            self._move_surplus(len(self._sessions) - round_.share.fair)

    def _carry_out(self, session: Session, wanted: str, command: str | None) -> None:
        """Does what the team asked of a session, once."""
        if session.after_exit:
            return
        if command == "logout":
            if session.channel is None:
                session.command, session.start_at = "logout", 0.0
            elif session.command != "logout":
                session.command = "logout"
                self._send(session, do="logout")
        elif wanted == "stopped":
            self._ask_to_end(session, "release", "stop")
        elif command == "restart":
            self._leases.clear_command(session.lease)
            session.deaths = 0
            self._ask_to_end(session, "restart", "move")

    def _move_surplus(self, surplus: int) -> None:
        """Hosts that came later get their share, a few sessions at a time."""
        movable = [s for s in self._sessions.values() if not s.after_exit]
        for session in movable[: -(-surplus // MOVES_A_ROUND)] if surplus > 0 else []:
            self._ask_to_end(session, "release", "move")

    def _on_queue_message(self, instance_id: UUID, body: pipe.Json) -> None:
        """On the queue listener's thread."""
        marks: pipe.Json = {name: body[name] for name in ("conversation_id", "read", "typing") if name in body}
        self._call_later(lambda: self._wake(instance_id, marks))

    def _wake(self, instance_id: UUID, marks: pipe.Json) -> None:
        if session := self._sessions.get(instance_id):
            self._send(session, do="wake", **marks)

    # Workers.

    def _check_workers(self, moment: float) -> None:
        """Starts those whose time has come; kills those that are silent, or do not end though they were asked to."""
        rules = settings()
        for session in list(self._sessions.values()):
            if session.channel is None:
                if session.start_at <= moment and self._next_start <= moment and not self._signals:
                    self._start_worker(session, moment)
                    self._next_start = moment + rules.stagger
            elif session.pid and moment - session.heard_at > rules.silence:
                log.warning("worker silent, killing it", extra={"instance_id": str(session.lease.instance_id)})
                session.heard_at = moment
                _kill(session)
            elif session.end_asked_at and moment - session.end_asked_at > rules.drain:
                session.end_asked_at = moment
                _kill(session)

    def _start_worker(self, session: Session, moment: float) -> None:
        lease = session.lease
        if session.until - settings().lease_margin <= moment:
            return  # the next renewal decides
        ours, theirs = pipe.pair()
        order = {
            "instance_id": str(lease.instance_id),
            "business_id": str(lease.business_id),
            "epoch": lease.epoch,
            "until": session.until,
            "command": session.command,
        }
        worker_starter.request_worker(self._starter, str(lease.instance_id), theirs, order)
        theirs.close()
        session.channel, session.started_at, session.heard_at = ours, moment, moment

    def _on_starter_packet(self, packet: pipe.Json) -> None:
        if "started" in packet:
            session = self._sessions.get(UUID(packet["started"]))
            if session and session.channel is not None:
                session.pid = packet["pid"]
            return
        for session in list(self._sessions.values()):
            if session.pid == packet["ended"]:
                self._read_packets(session, pipe.boot_seconds())
                self._after_exit(session, packet["exit"])

    def _read_packets(self, session: Session, moment: float) -> None:
        if session.channel is not None:
            for packet in pipe.receive(session.channel):
                if packet is None:
                    return  # the worker starter tells of its end
                session.note_packet(packet, moment)

    def _after_exit(self, session: Session, exit_: str) -> None:
        """What comes after a worker's end: nothing, a new one at once, or one after a pause."""
        state, after, lease, moment = session.final_state, session.after_exit, session.lease, pipe.boot_seconds()
        pause = None
        if not (state in DONE or after or exit_ == f"exit {LEASE_OVER}"):
            pause = session.count_death(moment, settings(), self._chance)
        session.clear_worker()
        if state in DONE or after == "release":
            self._remove(session)
            self._leases.release(lease)
        elif pause is None:
            session.after_exit, session.start_at = "", moment
        elif session.deaths > settings().restart_budget:
            self._remove(session)
            self._leases.give_up(lease, session.deaths)
        else:
            self._restarts += 1
            facts = {"instance_id": str(lease.instance_id), "ending": exit_, "in_seconds": round(pause, 1)}
            log.warning("worker died, starting it again", extra=facts)
            self._leases.plan_restart(lease, exit_, session.deaths, pause)

    def _ask_to_end(self, session: Session, after_exit: AfterExit, command: str) -> None:
        """Asks a worker to end; a session that has none is done with at once."""
        session.after_exit = after_exit
        session.end_asked_at = pipe.boot_seconds()
        if session.channel is None:
            self._after_exit(session, "")
        else:
            self._send(session, do=command)

    def _end_lost(self, session: Session) -> None:
        """The lease is over or another's: nothing of this session may go on here."""
        log.warning("lease lost", extra={"instance_id": str(session.lease.instance_id)})
        _kill(session)
        session.clear_worker()
        self._remove(session)

    def _remove(self, session: Session) -> None:
        self._sessions.pop(session.lease.instance_id, None)
        self._publish_held()

    def _publish_held(self) -> None:
        self._held = {each: session.lease.epoch for each, session in self._sessions.items()}

    def _send(self, session: Session, **packet: object) -> None:
        if session.channel is not None:
            pipe.send(session.channel, **packet)

    # The end.

    def _catch_signals(self) -> None:
        self._wake_in.setblocking(False)
        self._wake_out.setblocking(False)
        signal.set_wakeup_fd(self._wake_in.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda received, _frame: self._signals.append(received))

    def _drain(self) -> int:
        """Takes no more, lets each worker finish what it holds, gives the leases back; kills what does not end."""
        log.info("draining", extra={"host": self._name, "sessions": len(self._sessions)})
        self._leases.stop_taking()
        self._listener.stop()
        deadline = pipe.boot_seconds() + settings().drain
        for session in list(self._sessions.values()):
            if not session.after_exit:
                self._ask_to_end(session, "release", "move")
        while self._sessions and pipe.boot_seconds() < deadline and len(self._signals) < 2:
            if not self._run_once():
                return 1
        for session in list(self._sessions.values()):
            _kill(session)
        log.info("sessions host stopped", extra={"killed": len(self._sessions)})
        return 0


def _kill(session: Session) -> None:
    if session.pid:
        with suppress(ProcessLookupError):
            os.kill(session.pid, signal.SIGKILL)
