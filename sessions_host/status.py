"""The host's own HTTP: /health, /ready, /metrics (Prometheus), /sessions (who runs where, for people and tests)."""

import json
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from uuid import UUID

from sessions_host.pipe import boot_seconds
from sessions_host.session import Session
from sessions_host.settings import settings


@dataclass(slots=True)
class Board:
    """What the supervisor last wrote up; replaced as a whole, read by the HTTP threads."""

    rows: list[dict[str, object]] = field(default_factory=list)
    restarts: int = 0
    renewed_at: float = 0.0
    tokens_healthy: bool = True

    def show(self, sessions: Mapping[UUID, Session], restarts: int, renewed_at: float, tokens_healthy: bool) -> None:
        self.rows = [
            {
                "instance_id": str(instance_id),
                "epoch": session.lease.epoch,
                "state": session.state,
                "pid": session.pid,
                "deaths": session.deaths,
                "lag": session.facts.get("lag", 0.0),
                "received": session.facts.get("received", 0),
                "sent": session.facts.get("sent", 0),
            }
            for instance_id, session in sessions.items()
        ]
        self.restarts, self.renewed_at, self.tokens_healthy = restarts, renewed_at, tokens_healthy

    def failing(self) -> list[str]:
        """What this host depends on and cannot reach."""
        leases = [] if boot_seconds() - self.renewed_at < settings().lease else ["leases"]
        return leases + ([] if self.tokens_healthy else ["queue"])

    def metrics(self) -> str:
        """In Prometheus's text format. Memory is each process's proportional share (PSS)."""
        states = Counter(str(row["state"]) for row in self.rows)
        lines = ["# TYPE recado_web_sessions gauge"]
        lines += [f'recado_web_sessions{{state="{state}"}} {count}' for state, count in sorted(states.items())]
        lines += ["# TYPE recado_web_restarts_total counter", f"recado_web_restarts_total {self.restarts}"]
        lag = max((float(str(row["lag"])) for row in self.rows), default=0.0)
        lines += ["# TYPE recado_web_inbound_lag_seconds gauge", f"recado_web_inbound_lag_seconds {lag}"]
        lines += ["# TYPE recado_web_worker_memory_bytes gauge"]
        lines += [
            f'recado_web_worker_memory_bytes{{instance_id="{row["instance_id"]}"}} {size}'
            for row in self.rows
            if row["pid"] and (size := memory(int(str(row["pid"]))))
        ]
        return "\n".join(lines) + "\n"


def memory(pid: int) -> int:
    """A process's proportional share of memory in bytes; 0 when it is gone."""
    with suppress(OSError, ValueError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def serve(board: Board, bind: str, port: int) -> ThreadingHTTPServer:
    """Starts answering on threads of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            failing = board.failing()
            answers = {
                "/health": (200, "application/json", json.dumps({"status": "ok"})),
                "/ready": (503 if failing else 200, "application/json", json.dumps({"failed": failing})),
                "/sessions": (200, "application/json", json.dumps(board.rows)),
            }
            if self.path == "/metrics":
                answers["/metrics"] = (200, "text/plain; version=0.0.4", board.metrics())
            status, kind, body = answers.get(self.path, (404, "text/plain", "no such page\n"))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Probes are not news."""

    server = ThreadingHTTPServer((bind, port), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, name="http", daemon=True).start()
    return server
