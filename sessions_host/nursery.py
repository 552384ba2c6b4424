"""The nursery: a process with one thread that forks the workers, so that they share what it has imported.

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
from sessions_host import pipe, store

Work = Callable[[socket.socket, pipe.Json], None]
log = logger("sessions_host")


def start(work: Work, preload: Callable[[], None]) -> tuple[int, socket.socket]:
    """Forks the nursery; answers its pid and the end to ask it at. `work` is what a worker runs.

    Call it before any thread is started. The workers end when the nursery does, and the nursery when the caller does.
    """
    ours, theirs = pipe.pair()

    def run() -> None:
        preload()
        gc.freeze()
        _Nursery(theirs, work).run()

    pid = spawn("nursery", run, ours.close)
    theirs.close()
    return pid, ours


def ask(end: socket.socket, name: str, worker_end: socket.socket, order: pipe.Json) -> None:
    """Has a worker born, with `worker_end` as its line. The nursery says {"born": name, "pid"} and {"dead": pid}."""
    data = json.dumps({"name": name, "order": order}).encode()
    end.setblocking(True)
    try:
        socket.send_fds(end, [data], [worker_end.fileno()])
    finally:
        end.setblocking(False)


class _Nursery:
    def __init__(self, end: socket.socket, work: Work) -> None:
        self._end, self._work, self._parent = end, work, os.getppid()
        self._wake_in, self._wake_out = socket.socketpair()

    def run(self) -> None:
        """Until the supervisor is gone."""
        for side in (self._wake_in, self._wake_out):
            side.setblocking(False)
        signal.set_wakeup_fd(self._wake_in.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # only to wake us
        for each in (signal.SIGTERM, signal.SIGINT):  # the supervisor decides when the workers end
            signal.signal(each, signal.SIG_IGN)
        while self._take_orders():
            self._bury()
            select.select([self._end, self._wake_out], [], [], 60)
            with suppress(BlockingIOError):
                self._wake_out.recv(4096)

    def _take_orders(self) -> bool:
        while True:
            try:
                data, handles, _flags, _address = socket.recv_fds(self._end, pipe.MOST_BYTES, 1)
            except BlockingIOError:
                return True
            if not data:
                return False
            request = json.loads(data)
            line = socket.socket(fileno=handles[0])
            pid = spawn(request["name"], partial(self._work, line, request["order"]), self._forget)
            line.close()
            self._tell(born=request["name"], pid=pid)

    def _forget(self) -> None:
        signal.set_wakeup_fd(-1)
        for each in (self._end, self._wake_in, self._wake_out):
            each.close()

    def _bury(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            store.clear(pid)
            self._tell(dead=pid, ending=ending(status))

    def _tell(self, **packet: object) -> None:
        """Waits for the supervisor to read: a death it never heard of would keep a session down."""
        while not pipe.say(self._end, **packet):
            if os.getppid() != self._parent:  # 1 alone says nothing: in a container the supervisor may be it
                return
            select.select([], [self._end], [], 1)
