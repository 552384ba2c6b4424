"""A server of a business's own, which tools of its agent call: it keeps what came and answers by the path."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Json = dict[str, Any]
SHIPMENT = {"estado": "en camino", "llega": "2026-12-01", "guia": "MX123", "total": 1299}


@dataclass(slots=True)
class ToolServer:
    """`answers`: by path, a status and a body. `manners`: by path, the path whose manners it has. `got`: what came,
    oldest first."""

    url: str
    got: list[Json] = field(default_factory=list)
    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    manners: dict[str, str] = field(default_factory=dict)
    resumes: threading.Event = field(default_factory=threading.Event)

    def at(self, path: str) -> list[Json]:
        """What came at a path."""
        return [each for each in self.got if each["path"] == path]


@contextmanager
def tool_server() -> Iterator[ToolServer]:
    """A server of this process.

    /hang answers once `resumes` is set; /drip never comes to an end; /inward leads into a private network; /large has
    ten megabytes; /cut ends before it is over; any other answers as `answers` says, else with SHIPMENT.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            made.got.append({"path": self.path, "headers": dict(self.headers), "body": json.loads(body)})
            with suppress(OSError):  # who asked has had enough
                self._answer()

        def _answer(self) -> None:
            self.path = made.manners.get(self.path, self.path)
            if self.path == "/cut":
                self.close_connection = True
                return
            if self.path == "/hang":
                made.resumes.wait(30)
            status, said = made.answers.get(self.path, (200, json.dumps(SHIPMENT).encode()))
            if self.path == "/large":
                said = b'"' + b"x" * 10_000_000 + b'"'
            self.send_response(302 if self.path == "/inward" else status)
            if self.path == "/inward":
                self.send_header("Location", "http://169.254.169.254/latest/meta-data")
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            while self.path == "/drip":
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.05)
            self.wfile.write(said)

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made = ToolServer(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield made
    finally:
        made.resumes.set()
        server.shutdown()
        server.server_close()
