"""The supervisor: forks every process, starts the dead again, and on SIGTERM lets all finish what they hold."""

import json
import os
import random
import select
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from recado.kernel.log import logger
from recado.runtime.host.child_status import DEATHS_SECONDS, ChildStatus
from recado.runtime.host.process import WRONG_SETTING, ending, spawn

_BACKOFF_CAP = 10.0
_HEALTHY_SECONDS = 10.0
_LOOK_SECONDS = 0.5  # how late a process that overruns may be killed
log = logger("host")


@dataclass(slots=True)
class Child:
    """A process to keep alive. `role` is http (the front), worker, queue or schedule; http has no `function`.

    drain_seconds: what it gets to finish when the host is told to stop.
    """

    name: str
    role: str
    function: str
    target: Callable[[], None]
    status: ChildStatus
    drain_seconds: float
    pid: int = 0
    started_at: float = 0.0
    start_at: float = 0.0
    deaths: int = 0
    died_at: list[float] = field(default_factory=list)
    overran: bool = False


class Supervisor:
    """PID 1's work: single-threaded, connects nowhere."""

    def __init__(self, children: list[Child], status_file: Path | None, port: int) -> None:
        self._children = children
        self._status_file = status_file
        self._port = port
        self._signals: list[int] = []
        self._wrong_setting = False
        self._wake_in, self._wake_out = socket.socketpair()

    def run(self) -> int:
        """Runs until SIGTERM or SIGINT, or until a process says that a setting is wrong; then drains.

        Returns the exit code: 2 for a wrong setting, else 0.
        """
        self._wake_in.setblocking(False)
        self._wake_out.setblocking(False)
        signal.set_wakeup_fd(self._wake_in.fileno(), warn_on_full_buffer=False)
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda number, _frame: self._signals.append(number))
        signal.signal(signal.SIGCHLD, lambda *_: None)  # only to wake us
        log.info("host started", extra={"processes": len(self._children), "port": self._port})
        while not self._signals and not self._wrong_setting:
            self._start_due()
            self._wait(min(self._until_next_start(), _LOOK_SECONDS))
            self._kill_overdue(time.monotonic())
            self._reap()
        self._drain()
        return 2 if self._wrong_setting else 0

    def _start_due(self) -> None:
        due = [c for c in self._children if not c.pid and c.start_at <= time.monotonic()]
        for child in due:
            child.status.clear()
            child.overran = False
            child.pid = spawn(child.name, child.target, self._in_child)
            child.started_at = time.monotonic()
        if due:
            self._write_status()

    def _in_child(self) -> None:
        signal.set_wakeup_fd(-1)
        self._wake_in.close()
        self._wake_out.close()

    def _until_next_start(self) -> float:
        waiting = [c.start_at for c in self._children if not c.pid]
        return max(0.0, min(waiting) - time.monotonic()) if waiting else _LOOK_SECONDS

    def _kill_overdue(self, now: float) -> None:
        """Kills what works beyond its function's timeout, as Lambda does; its messages come back by themselves."""
        for child in self._alive():
            child.died_at = [at for at in child.died_at if at > now - DEATHS_SECONDS]
            child.status.deaths = len(child.died_at)
            if child.status.overdue() and not child.overran:
                child.overran = True
                log.error("function overran its timeout, killing its process", extra={"child": child.name})
                with suppress(ProcessLookupError):
                    os.kill(child.pid, signal.SIGKILL)

    def _wait(self, seconds: float) -> None:
        select.select([self._wake_out], [], [], seconds)
        with suppress(BlockingIOError):
            self._wake_out.recv(4096)

    def _reap(self) -> list[tuple[Child, int]]:
        """Collects exits, also of orphans that a PID 1 inherits, and notes when each child of ours is due again."""
        dead: list[tuple[Child, int]] = []
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                break
            if pid == 0:
                break
            dead += [(child, status) for child in self._children if child.pid == pid]
        for child, status in dead:
            self._note_exit(child, status)
        if dead:
            self._write_status()
        return dead

    def _note_exit(self, child: Child, status: int) -> None:
        lived = time.monotonic() - child.started_at
        self._wrong_setting |= os.waitstatus_to_exitcode(status) == WRONG_SETTING
        child.status.clear()
        if not child.overran:  # that is the work's fault, not the process's
            child.died_at.append(time.monotonic())
        child.deaths = 1 if lived > _HEALTHY_SECONDS else child.deaths + 1
        pause = min(_BACKOFF_CAP, 0.1 * 2.0**child.deaths) * random.uniform(0.5, 1)  # noqa: S311  jitter, not a secret
        facts = {"child": child.name, "pid": child.pid, "ending": ending(status), "lived_seconds": round(lived, 1)}
        if not self._signals:
            log.warning("process died, starting it again", extra={**facts, "in_seconds": round(pause, 1)})
        elif status:
            log.warning("process did not end well", extra=facts)
        child.pid, child.start_at = 0, time.monotonic() + pause

    def _drain(self) -> None:
        """Asks all to finish; what has not by its own deadline, or at a second signal, is killed."""
        begun = time.monotonic()
        log.info("draining", extra={"seconds": max((c.drain_seconds for c in self._alive()), default=0)})
        self._signal(signal.SIGTERM, self._alive())
        while self._alive():
            now = time.monotonic()
            late = [c for c in self._alive() if len(self._signals) > 1 or now - begun > c.drain_seconds]
            if late:
                log.warning("killing what did not finish", extra={"children": [c.name for c in late]})
                self._signal(signal.SIGKILL, late)
            self._wait(0.1 if late else _LOOK_SECONDS)
            self._kill_overdue(now)
            self._reap()
        log.info("host stopped")

    def _alive(self) -> list[Child]:
        return [child for child in self._children if child.pid]

    def _signal(self, number: signal.Signals, children: list[Child]) -> None:
        for child in children:
            with suppress(ProcessLookupError):
                os.kill(child.pid, number)

    def _write_status(self) -> None:
        """Who runs where, for people and tests; replaced in one step so that no reader sees half of it."""
        if self._status_file is None:
            return
        processes = [
            {"name": c.name, "role": c.role, "function": c.function, "pid": c.pid} for c in self._children if c.pid
        ]
        draft = self._status_file.with_suffix(".draft")
        draft.write_text(json.dumps({"pid": os.getpid(), "port": self._port, "processes": processes}))
        draft.replace(self._status_file)
