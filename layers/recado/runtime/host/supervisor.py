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
from dataclasses import dataclass
from pathlib import Path

from recado.kernel.log import logger
from recado.runtime.host.process import ending, spawn

_BACKOFF_CAP = 10.0
_HEALTHY_SECONDS = 10.0
log = logger("host")


@dataclass(slots=True)
class Child:
    """A process to keep alive. `role` is http, queue or schedule; `function` is empty for http."""

    name: str
    role: str
    function: str
    target: Callable[[], None]
    pid: int = 0
    started_at: float = 0.0
    start_at: float = 0.0
    deaths: int = 0


class Supervisor:
    """PID 1's work: single-threaded, connects nowhere."""

    def __init__(self, children: list[Child], drain_seconds: float, status_file: Path | None, port: int) -> None:
        self._children = children
        self._drain_seconds = drain_seconds
        self._status_file = status_file
        self._port = port
        self._signals: list[int] = []
        self._wake_in, self._wake_out = socket.socketpair()

    def run(self) -> int:
        """Runs until SIGTERM or SIGINT, then drains. Answers the exit code."""
        self._wake_in.setblocking(False)
        self._wake_out.setblocking(False)
        signal.set_wakeup_fd(self._wake_in.fileno(), warn_on_full_buffer=False)
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda number, _frame: self._signals.append(number))
        signal.signal(signal.SIGCHLD, lambda *_: None)  # only to wake us
        log.info("host started", extra={"processes": len(self._children), "port": self._port})
        while not self._signals:
            self._start_due()
            self._wait(self._until_next_start())
            self._reap()
        return self._drain()

    def _start_due(self) -> None:
        due = [c for c in self._children if not c.pid and c.start_at <= time.monotonic()]
        for child in due:
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
        return max(0.0, min(waiting) - time.monotonic()) if waiting else 60.0

    def _wait(self, seconds: float) -> None:
        select.select([self._wake_out], [], [], seconds)
        with suppress(BlockingIOError):
            self._wake_out.recv(4096)

    def _reap(self) -> list[tuple[Child, int]]:
        """Buries the dead, also strangers' orphans that a PID 1 inherits, and says when each of ours is due again."""
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
            self._bury(child, status)
        if dead:
            self._write_status()
        return dead

    def _bury(self, child: Child, status: int) -> None:
        lived = time.monotonic() - child.started_at
        child.deaths = 1 if lived > _HEALTHY_SECONDS else child.deaths + 1
        pause = min(_BACKOFF_CAP, 0.1 * 2.0**child.deaths) * random.uniform(0.5, 1)  # noqa: S311  jitter, not a secret
        facts = {"child": child.name, "pid": child.pid, "ending": ending(status), "lived_seconds": round(lived, 1)}
        if not self._signals:
            log.warning("process died, starting it again", extra={**facts, "in_seconds": round(pause, 1)})
        elif status:
            log.warning("process did not end well", extra=facts)
        child.pid, child.start_at = 0, time.monotonic() + pause

    def _drain(self) -> int:
        """Asks all to finish; what has not by the deadline, or at a second signal, is killed."""
        log.info("draining", extra={"seconds": self._drain_seconds})
        deadline = time.monotonic() + self._drain_seconds
        self._signal_all(signal.SIGTERM)
        while self._alive() and time.monotonic() < deadline and len(self._signals) < 2:
            self._wait(max(0.0, deadline - time.monotonic()))
            self._reap()
        left = self._alive()
        if left:
            log.warning("killing what did not finish", extra={"children": [c.name for c in left]})
            self._signal_all(signal.SIGKILL)
            while self._alive():
                self._wait(0.1)
                self._reap()
        log.info("host stopped")
        return 0

    def _alive(self) -> list[Child]:
        return [child for child in self._children if child.pid]

    def _signal_all(self, number: signal.Signals) -> None:
        for child in self._alive():
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
