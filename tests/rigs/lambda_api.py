"""A small Lambda Runtime API: hands out events one by one and keeps what the runtime client answers.

(AWS, "Using the Lambda runtime API": /runtime/invocation/next, /{id}/response, /{id}/error, /init/error.)
"""

import json
import queue
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from uuid import uuid4


class LambdaApi:
    """Serves one runtime client."""

    def __init__(self, timeout_seconds: float = 30) -> None:
        self.events: queue.Queue[dict[str, Any]] = queue.Queue()
        self.answers: queue.Queue[tuple[str, Any]] = queue.Queue()
        api, timeout = self, timeout_seconds

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                event = api.events.get()
                data = json.dumps(event).encode()
                self.send_response(200)
                self.send_header("Lambda-Runtime-Aws-Request-Id", str(uuid4()))
                self.send_header("Lambda-Runtime-Deadline-Ms", str(int((time.time() + timeout) * 1000)))
                self.send_header("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:0:function:t")
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                api.answers.put((self.path.rsplit("/", 1)[-1], json.loads(body)))
                self.send_response(202)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"127.0.0.1:{self._server.server_address[1]}"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def invoke(self, event: dict[str, Any], seconds: float = 60) -> tuple[str, Any]:
        """("response" or "error", what the function answered)."""
        self.events.put(event)
        return self.answers.get(timeout=seconds)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
