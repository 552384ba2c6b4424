"""Start a simulator as its own process, and a small endpoint that stands for the business's webhook."""

import contextlib
import hashlib
import hmac
import json
import os
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.rigs.waiting import eventually

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def start_simulator(name: str, *flags: str) -> Iterator[str]:
    """`name` is meta, openai, ...; yields the base URL once it answers, and ends the process with SIGTERM."""
    port = free_port()
    command = [sys.executable, "-m", f"infra.simulators.{name}", "--port", str(port), *flags]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    base = f"http://127.0.0.1:{port}"
    try:
        eventually(lambda: process.poll() is not None or _answers(f"{base}/_sim/stats"))
        assert process.poll() is None, f"the {name} simulator ended at its start"
        yield base
    finally:
        process.terminate()
        assert process.wait(60) == 0, f"the {name} simulator did not end cleanly"


class WebhookReceiver:
    """Keeps every POST: `bodies` parsed, `raw` bytes with their signature. Answers what `answers` says, then 200."""

    def __init__(self, app_secret: str, verify_token: str = "verify-me") -> None:
        self.app_secret, self.verify_token = app_secret, verify_token
        self.raw: list[tuple[bytes, str]] = []
        self.answers: list[int] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                query = {key: value[0] for key, value in parse_qs(urlsplit(self.path).query).items()}
                match = query.get("hub.verify_token") == receiver.verify_token
                self._answer(200 if match else 403, query.get("hub.challenge", ""))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.raw.append((body, self.headers.get("X-Hub-Signature-256", "")))
                self._answer(receiver.answers.pop(0) if receiver.answers else 200, "")

            def _answer(self, status: int, text: str) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *_: object) -> None:
                pass

        self.server = _Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/webhooks/meta"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def bodies(self) -> list[Any]:
        return [json.loads(body) for body, _ in self.raw]

    def values(self, kind: str) -> list[Any]:
        """The `messages` or `statuses` received so far, in order, each with the value it came in under `_value`."""
        return [
            {**node, "_value": change["value"]}
            for body in self.bodies
            for entry in body["entry"]
            for change in entry["changes"]
            for node in change["value"].get(kind, [])
        ]

    def wait(self, kind: str, count: int) -> list[Any]:
        eventually(lambda: len(self.values(kind)) >= count)
        return self.values(kind)

    def signed(self, body: bytes, signature: str) -> bool:
        expected = "sha256=" + hmac.new(self.app_secret.encode(), body, hashlib.sha256).hexdigest()
        return hmac.compare_digest(expected, signature)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class _Server(ThreadingHTTPServer):
    """Many deliveries connect at once: a short queue would turn some away for seconds."""

    request_queue_size = 256


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
