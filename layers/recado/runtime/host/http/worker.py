"""A process that answers HTTP requests of one function, one at a time, as the front hands them over."""

import signal
import socket
import time
from pathlib import Path
from typing import Any

from recado.kernel.log import logger
from recado.runtime import problem
from recado.runtime.failure import describe
from recado.runtime.host import load_function
from recado.runtime.host.child_status import ChildStatus
from recado.runtime.host.context import Context
from recado.runtime.host.http import frames
from recado.runtime.host.http.event import Reply, to_reply, with_body
from recado.runtime.host.process import Stop
from recado.runtime.host.template import Function

CONNECT_SECONDS = 0.05
log = logger("host")


def work(function: Function, front_socket: Path, status: ChildStatus) -> None:
    """Answers until SIGTERM, and after it until the front, which finishes first, closes the connection."""
    HttpWorker(function, front_socket, status).run()


class HttpWorker:
    """One process's loop."""

    def __init__(self, function: Function, front_socket: Path, status: ChildStatus) -> None:
        self._stopping = self._connected = False
        signal.signal(signal.SIGTERM, self._on_term)
        self._function, self._front_socket, self._status = function, front_socket, status
        self._handler = load_function.load(function)

    def run(self) -> None:
        """Connects to the front, again when it was replaced, and answers what it hands over."""
        while not self._stopping:
            with socket.socket(socket.AF_UNIX) as front:
                try:
                    front.connect(str(self._front_socket))
                    self._connected = True
                    front.sendall(frames.pack({"function": self._function.name}))
                    self._answer_all(front)
                except OSError:  # the front is not there yet, or not any more
                    pass
                self._connected = False
            if not self._stopping:
                time.sleep(CONNECT_SECONDS)

    def _answer_all(self, front: socket.socket) -> None:
        while (frame := frames.receive(front)) is not None:
            event, body = frame
            with self._status.limited(self._function.timeout_seconds):
                reply = self._answer(with_body(event, body))
            front.sendall(frames.pack({"status": reply.status, "headers": reply.headers}, reply.body))

    def _answer(self, event: dict[str, Any]) -> Reply:
        context = Context(self._function)
        context.aws_request_id = event["requestContext"]["requestId"]
        try:
            return to_reply(self._handler(event, context))
        except Exception as error:  # noqa: BLE001  as API Gateway does when a function raises
            log.error("function failed", extra={"request_id": context.aws_request_id, **describe(error)})
            return to_reply(problem.answer(500, "internal", request_id=context.aws_request_id))

    def _on_term(self, *_: object) -> None:
        self._stopping = True
        if not self._connected:
            raise Stop
