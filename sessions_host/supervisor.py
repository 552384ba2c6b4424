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
from sessions_host import nursery, pipe
from sessions_host.session import Session
from sessions_host.settings import settings
from sessions_host.status import Board
from sessions_host.steward import News, Steward
from sessions_host.tokens import Tokens
from sessions_host.worker import FINAL, LEASE_OVER

DONE = (*FINAL, "new", "stopped")
LOOK_SECONDS = 1.0
MOVES_A_ROUND = 10  # of the surplus, one in so many
log = logger("sessions_host")


class Supervisor:
    """Everything about sessions happens on the thread that calls `run`; the others only leave notes for it."""

    def __init__(self, name: str, queue_url: str, nursery_end: socket.socket, board: Board) -> None:
        self._name, self._nursery, self._board = name, nursery_end, board
        self._sessions: dict[UUID, Session] = {}
        self._held: dict[UUID, int] = {}  # replaced as a whole, never changed: other threads read it
        self._notes: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._wake_in, self._wake_out = socket.socketpair()
        self._signals: list[int] = []
        self._next_start = 0.0
        self._chance = random.Random()  # noqa: S311  jitter
        self._restarts = 0
        self._steward = Steward(name, lambda: self._held, lambda news: self._leave(lambda: self._hear(news)))
        self._tokens = Tokens(queue_url, lambda: self._held, self._told)

    def run(self) -> int:
        """Until SIGTERM or SIGINT, then drains. Answers the exit code."""
        self._catch_signals()
        steward = Thread(target=self._steward.run, name="steward")
        steward.start()
        Thread(target=self._tokens.run, name="tokens", daemon=True).start()
        log.info("sessions host started", extra={"host": self._name})
        alive = True
        while alive and not self._signals:
            alive = self._turn()
        code = self._drain() if alive else 1
        self._steward.finish()
        steward.join(5)
        return code

    def _turn(self) -> bool:
        """One look at everything. False when the nursery is gone, and every worker with it."""
        lines = [session.line for session in self._sessions.values() if session.line]
        select.select([self._nursery, self._wake_out, *lines], [], [], self._until_next())
        with suppress(BlockingIOError):
            self._wake_out.recv(4096)
        moment = pipe.boot_seconds()
        for session in self._sessions.values():
            self._listen(session, moment)
        for said in pipe.heard(self._nursery):
            if said is None:
                log.error("the nursery died")
                return False
            self._of_nursery(said)
        with suppress(Empty):
            while True:
                self._notes.get_nowait()()
        self._look(pipe.boot_seconds())
        self._board.show(self._sessions, self._restarts, self._steward.answered_at, self._tokens.healthy)
        return True

    def _leave(self, note: Callable[[], None]) -> None:
        """From any thread: to be done at the next turn."""
        self._notes.put(note)
        with suppress(BlockingIOError, OSError):
            self._wake_in.send(b"!")

    def _until_next(self) -> float:
        moment = pipe.boot_seconds()
        due = [max(s.start_at, self._next_start) for s in self._sessions.values() if s.line is None]
        return min(LOOK_SECONDS, max(0.0, min(due, default=moment + LOOK_SECONDS) - moment))

    # What the database said.

    def _hear(self, news: News) -> None:
        renewed = {each.instance_id: each for each in news.renewed}
        for instance_id, epoch in news.asked.items():
            session = self._sessions.get(instance_id)
            if session and session.lease.epoch == epoch and instance_id not in renewed:
                self._lose(session)
        for lease in news.taken:
            start_at = pipe.boot_seconds() + lease.start_in
            session = Session(lease, news.until, start_at, deaths=lease.restarts, command=lease.command)
            self._sessions[lease.instance_id] = session
            if lease.command == "restart":
                session.deaths, session.start_at = 0, pipe.boot_seconds()
                self._steward.obeyed(lease)
        for instance_id, each in renewed.items():
            session = self._sessions.get(instance_id)
            if session and news.asked[instance_id] == session.lease.epoch:
                session.until = news.until
                self._say(session, do="lease", until=news.until, wake=each.waiting)
                self._want(session, each.wanted, each.command)
        self._note_held()
        if not self._signals and news.share.hosts > 1:
            self._move_surplus(len(self._sessions) - news.share.fair)

    def _want(self, session: Session, wanted: str, command: str | None) -> None:
        """Carries out what was asked of a session, once."""
        if session.ending:
            return
        if command == "logout":
            if session.line is None:
                session.command, session.start_at = "logout", 0.0
            elif session.command != "logout":
                session.command = "logout"
                self._say(session, do="logout")
        elif wanted == "stopped":
            self._end(session, "release", "stop")
        elif command == "restart":
            self._steward.obeyed(session.lease)
            session.deaths = 0
            self._end(session, "restart", "move")

    def _move_surplus(self, surplus: int) -> None:
        """Hosts that came later get their share, a few sessions at a time."""
        idle = [s for s in self._sessions.values() if not s.ending]
        for session in idle[: -(-surplus // MOVES_A_ROUND)] if surplus > 0 else []:
            self._end(session, "release", "move")

    def _told(self, instance_id: UUID, token: pipe.Json) -> None:
        """On the thread of the tokens."""
        asked: pipe.Json = {name: token[name] for name in ("conversation_id", "read", "typing") if name in token}
        self._leave(lambda: self._wake(instance_id, asked))

    def _wake(self, instance_id: UUID, asked: pipe.Json) -> None:
        if session := self._sessions.get(instance_id):
            self._say(session, do="wake", **asked)

    # Workers.

    def _look(self, moment: float) -> None:
        rules = settings()
        for session in list(self._sessions.values()):
            if session.line is None:
                if session.start_at <= moment and self._next_start <= moment and not self._signals:
                    self._start(session, moment)
                    self._next_start = moment + rules.stagger
            elif session.pid and moment - session.heard_at > rules.silence:
                log.warning("worker silent, killing it", extra={"instance_id": str(session.lease.instance_id)})
                session.heard_at = moment
                _kill(session)
            elif session.asked_at and moment - session.asked_at > rules.drain:
                session.asked_at = moment
                _kill(session)

    def _start(self, session: Session, moment: float) -> None:
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
        nursery.ask(self._nursery, str(lease.instance_id), theirs, order)
        theirs.close()
        session.line, session.started_at, session.heard_at = ours, moment, moment

    def _of_nursery(self, said: pipe.Json) -> None:
        if "born" in said:
            session = self._sessions.get(UUID(said["born"]))
            if session and session.line is not None:
                session.pid = said["pid"]
            return
        for session in list(self._sessions.values()):
            if session.pid == said["dead"]:
                self._listen(session, pipe.boot_seconds())
                self._bury(session, said["ending"])

    def _listen(self, session: Session, moment: float) -> None:
        if session.line is not None:
            for said in pipe.heard(session.line):
                if said is None:
                    return  # its death is told by the nursery
                session.hear(said, moment)

    def _bury(self, session: Session, ending: str) -> None:
        """What comes after a worker's end: nothing, a new one at once, or one after a pause."""
        over, asked, lease, moment = session.over, session.ending, session.lease, pipe.boot_seconds()
        pause = None
        if not (over in DONE or asked or ending == f"exit {LEASE_OVER}"):
            pause = session.died(moment, settings(), self._chance)
        session.bury()
        if over in DONE or asked == "release":
            self._forget(session)
            self._steward.release(lease)
        elif pause is None:
            session.ending, session.start_at = "", moment
        elif session.deaths > settings().restart_budget:
            self._forget(session)
            self._steward.give_up(lease, session.deaths)
        else:
            self._restarts += 1
            facts = {"instance_id": str(lease.instance_id), "ending": ending, "in_seconds": round(pause, 1)}
            log.warning("worker died, starting it again", extra=facts)
            self._steward.plan(lease, ending, session.deaths, pause)

    def _end(self, session: Session, ending: str, word: str) -> None:
        """Asks a worker to end; whoever has none is done with at once."""
        session.ending = "release" if ending == "release" else "restart"
        session.asked_at = pipe.boot_seconds()
        if session.line is None:
            self._bury(session, "")
        else:
            self._say(session, do=word)

    def _lose(self, session: Session) -> None:
        """The lease is over or another's: nothing of this session may go on here."""
        log.warning("lease lost", extra={"instance_id": str(session.lease.instance_id)})
        _kill(session)
        session.bury()
        self._forget(session)

    def _forget(self, session: Session) -> None:
        self._sessions.pop(session.lease.instance_id, None)
        self._note_held()

    def _note_held(self) -> None:
        self._held = {each: session.lease.epoch for each, session in self._sessions.items()}

    def _say(self, session: Session, **packet: object) -> None:
        if session.line is not None:
            pipe.say(session.line, **packet)

    # The end.

    def _catch_signals(self) -> None:
        self._wake_in.setblocking(False)
        self._wake_out.setblocking(False)
        signal.set_wakeup_fd(self._wake_in.fileno(), warn_on_full_buffer=False)
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda number, _frame: self._signals.append(number))

    def _drain(self) -> int:
        """Takes no more, lets each worker finish what it holds, gives the leases back; kills what does not end."""
        log.info("draining", extra={"host": self._name, "sessions": len(self._sessions)})
        self._steward.take_no_more()
        self._tokens.stop()
        deadline = pipe.boot_seconds() + settings().drain
        for session in list(self._sessions.values()):
            if not session.ending:
                self._end(session, "release", "move")
        while self._sessions and pipe.boot_seconds() < deadline and len(self._signals) < 2:
            if not self._turn():
                return 1
        for session in list(self._sessions.values()):
            _kill(session)
        log.info("sessions host stopped", extra={"killed": len(self._sessions)})
        return 0


def _kill(session: Session) -> None:
    if session.pid:
        with suppress(ProcessLookupError):
            os.kill(session.pid, signal.SIGKILL)
