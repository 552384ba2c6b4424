"""python -m sessions_host: the sessions host, as the environment says (see `settings.py`)."""

import argparse
import os
import secrets
import signal
import socket
import sys
from contextlib import suppress

from recado.kernel.settings import settings as product
from recado.platform import aws
from sessions_host import gateways, pipe, worker, worker_starter
from sessions_host.settings import HostSettings, settings
from sessions_host.status import HostStatus, serve
from sessions_host.supervisor import Supervisor

QUEUES = {
    "INBOUND": "inbound.fifo", "MEDIA": "media", "VOICE_NOTES": "voice-notes.fifo", "WEB_OUTBOUND": "web-outbound",
}  # fmt: skip


def main(open_gateway: worker.OpenGateway | None = None) -> int:
    """Runs until SIGTERM. `open_gateway`: the client each worker opens; the one WEB_GATEWAY names unless given."""
    rules, status = _arguments(), HostStatus()
    _resolve_names()
    chosen_gateway = open_gateway or gateways.open_gateway

    def run_worker(channel: socket.socket, order: pipe.Json) -> None:
        worker.run(channel, order, chosen_gateway)

    pid, starter = worker_starter.start(run_worker, preload)
    server = serve(status, rules.bind, rules.port)
    name = f"{rules.host_name}-{secrets.token_hex(3)}"
    code = Supervisor(name, product().queue_web_outbound_url, starter, status).run()
    server.server_close()
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    return code


def _arguments() -> HostSettings:
    parser = argparse.ArgumentParser(prog="python -m sessions_host", description="Holds WhatsApp Web sessions.")
    parser.add_argument("--port", help="of /health, /ready and /metrics (default: WEB_PORT, else 8090)")
    if port := parser.parse_args().port:
        os.environ["WEB_PORT"] = port
    return settings()


def _resolve_names() -> None:
    """Queues and buckets of template.yaml that the environment does not name, by PREFIX. Before the first settings."""
    prefix = os.environ.get("PREFIX", "recado")
    os.environ.setdefault("BUCKET_EVENTS", f"{prefix}-events")
    os.environ.setdefault("BUCKET_MEDIA", f"{prefix}-media")
    for name, queue in QUEUES.items():
        if not os.environ.get(f"QUEUE_{name}_URL"):
            os.environ[f"QUEUE_{name}_URL"] = aws.queue_url(f"{prefix}-{queue}")


def preload() -> None:
    """What every worker needs, read once and shared by all: not neonize's client, which starts threads of its own."""
    aws.warm_up()
    from sessions_host import protobufs  # noqa: PLC0415  heavy, and the supervisor does without

    if settings().gateway.startswith("http"):
        import sessions_host.simulated_gateway  # noqa: F401, PLC0415
    else:
        protobufs.share()


if __name__ == "__main__":
    sys.exit(main())
