"""The host's own HTTP: /health, /ready, /metrics (Prometheus), /sessions (who runs where, for people and tests)."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from uuid import UUID

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from sessions_host.pipe import boot_seconds
from sessions_host.session import Session
from sessions_host.settings import settings


@dataclass(slots=True)
class HostStatus:
    """What the supervisor last noted; replaced as a whole, read by the HTTP threads."""

    rows: list[dict[str, object]] = field(default_factory=list)
    restarts: int = 0
    renewed_at: float = 0.0
    queue_healthy: bool = True

    def update(self, sessions: Mapping[UUID, Session], restarts: int, renewed_at: float, queue_healthy: bool) -> None:
        self.rows = [
            {
                "instance_id": str(instance_id),
                "epoch": session.lease.epoch,
                "state": session.state,
                "pid": session.pid,
                "deaths": session.deaths,
                "lag": session.reported.get("lag", 0.0),
                "received": session.reported.get("received", 0),
                "sent": session.reported.get("sent", 0),
            }
            for instance_id, session in sessions.items()
        ]
        self.restarts, self.renewed_at, self.queue_healthy = restarts, renewed_at, queue_healthy

    def failing(self) -> list[str]:
        """Returns what this host depends on and cannot reach."""
        leases = [] if boot_seconds() - self.renewed_at < settings().lease else ["leases"]
        return leases + ([] if self.queue_healthy else ["queue"])


class HostMetrics(Collector):
    """The host's status as Prometheus's metrics, made when they are asked for."""

    def __init__(self, status: HostStatus) -> None:
        self._status = status

    def collect(self) -> Iterator[Metric]:
        rows = self._status.rows
        sessions = GaugeMetricFamily("recado_web_sessions", "Sessions this host holds, by state", labels=["state"])
        for state, count in sorted(Counter(str(row["state"]) for row in rows).items()):
            sessions.add_metric([state], count)
        yield sessions
        yield CounterMetricFamily("recado_web_restarts", "Workers started again after a death", self._status.restarts)
        lag = max((float(str(row["lag"])) for row in rows), default=0.0)
        yield GaugeMetricFamily("recado_web_inbound_lag_seconds", "From WhatsApp's event to our queue, the worst", lag)
        text = "Each worker's proportional share of memory (PSS)"
        sizes = GaugeMetricFamily("recado_web_worker_memory_bytes", text, labels=["instance_id"])
        for row in rows:
            if row["pid"] and (size := memory(int(str(row["pid"])))):
                sizes.add_metric([str(row["instance_id"])], size)
        yield sizes


def memory(pid: int) -> int:
    """Returns a process's proportional share of memory in bytes; 0 when it is gone."""
    with suppress(OSError, ValueError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def serve(status: HostStatus, bind: str, port: int) -> ThreadingHTTPServer:
    """Starts answering on threads of its own."""
    registry = CollectorRegistry()
    registry.register(HostMetrics(status))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            code, content_type, body = _page(status, registry, self.path)
            self.send_response(code)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Probes are not logged."""

    server = ThreadingHTTPServer((bind, port), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, name="http", daemon=True).start()
    return server


def _page(status: HostStatus, registry: CollectorRegistry, path: str) -> tuple[int, str, bytes]:
    """Returns status code, content type and body."""
    if path == "/metrics":
        return 200, CONTENT_TYPE_LATEST, generate_latest(registry)
    failing = status.failing()
    pages: dict[str, tuple[int, object]] = {
        "/health": (200, {"status": "ok"}),
        "/ready": (503 if failing else 200, {"failed": failing}),
        "/sessions": (200, status.rows),
    }
    if path not in pages:
        return 404, "text/plain", b"no such page\n"
    code, document = pages[path]
    return code, "application/json", json.dumps(document).encode()
