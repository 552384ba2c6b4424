"""Starts worker processes: a process of one thread forks them, so that they share the modules it has imported.

The supervisor has threads, and a fork of a process with threads may inherit a lock that nobody will ever open.
"""

import gc
import json
import os
import select
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from recado.kernel.log import logger
from recado.runtime.host.process import ending, spawn
from sessions_host import pipe, sqlite_store

RunWorker = Callable[[socket.socket, pipe.Json], None]
log = logger("sessions_host")


def start(run_worker: RunWorker, preload: Callable[[], None]) -> tuple[int, socket.socket]:
    """Forks the starter process; returns its pid and the socket that speaks to it. `run_worker` is a worker's main.

    Call it before any thread is started. The workers end when the starter does, and the starter when the caller does.
    """
    ours, theirs = pipe.pair()

    def run() -> None:
        preload()
        gc.freeze()
        _WorkerStarter(theirs, run_worker).run()

    pid = spawn("worker_starter", run, ours.close)
    theirs.close()
    return pid, ours


def request_worker(starter: socket.socket, name: str, worker_end: socket.socket, order: pipe.Json) -> None:
    """Asks for a worker whose channel to the supervisor is `worker_end`; `order` says which session it is to run.

    The starter answers {"started": name, "pid"}, and when any worker has ended {"ended": pid, "exit": how}.
    """
    data = json.dumps({"name": name, "order": order}).encode()
    starter.setblocking(True)
    try:
        socket.send_fds(starter, [data], [worker_end.fileno()])
    finally:
        starter.setblocking(False)


class _WorkerStarter:
    def __init__(self, supervisor: socket.socket, run_worker: RunWorker) -> None:
        self._supervisor, self._run_worker, self._parent = supervisor, run_worker, os.getppid()
        self._wake_in, self._wake_out = socket.socketpair()

    def run(self) -> None:
        """Until the supervisor is gone."""
        for side in (self._wake_in, self._wake_out):
            side.setblocking(False)
        signal.set_wakeup_fd(self._wake_in.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # only to wake us
        for number in (signal.SIGTERM, signal.SIGINT):  # the supervisor decides when the workers end
            signal.signal(number, signal.SIG_IGN)
        while self._start_requested():
            self._report_ended()
            select.select([self._supervisor, self._wake_out], [], [], 60)
            with suppress(BlockingIOError):
                self._wake_out.recv(4096)

    def _start_requested(self) -> bool:
        """Starts every worker asked for by now. Returns False when the supervisor is gone."""
        while True:
            try:
                data, handles, _flags, _address = socket.recv_fds(self._supervisor, pipe.MOST_BYTES, 1)
            except BlockingIOError:
                return True
            if not data:
                return False
            request = json.loads(data)
            channel = socket.socket(fileno=handles[0])
            pid = spawn(request["name"], partial(self._run_worker, channel, request["order"]), self._close_in_child)
            channel.close()
            self._report(started=request["name"], pid=pid)

    def _close_in_child(self) -> None:
        signal.set_wakeup_fd(-1)
        for side in (self._supervisor, self._wake_in, self._wake_out):
            side.close()

    def _report_ended(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            sqlite_store.remove_left_by(pid)
            self._report(ended=pid, exit=ending(status))

    def _report(self, **packet: object) -> None:
        """Waits for the supervisor to read: an end it never heard of would keep a session down."""
        while not pipe.send(self._supervisor, **packet):
            if os.getppid() != self._parent:  # 1 alone says nothing: in a container the supervisor may be it
                return
            select.select([], [self._supervisor], [], 1)
