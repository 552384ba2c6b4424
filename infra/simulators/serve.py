"""What every simulator shares: its flags, its life as one process, and reading JSON, percentiles."""

import argparse
from pathlib import Path
from typing import Any

from aiohttp import web

Json = dict[str, Any]
STYLE = Path(__file__).parent / "style"  # of every page that looks like a phone


def flags(description: str, port: int) -> argparse.ArgumentParser:
    """A parser with --host and --port, to which a simulator adds its own."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=port)
    return parser


def serve(app: web.Application, host: str, port: int) -> None:
    """Run until SIGTERM or SIGINT. No access log: a benchmark must not pay for it."""
    web.run_app(
        app,
        host=host,
        port=port,
        access_log=None,
        shutdown_timeout=0.5,
        print=lambda *_: print(f"listening on http://{host}:{port}", flush=True),
    )


async def json_object(request: web.Request) -> Json:
    """The body of an admin request: a JSON object, or nothing, which reads as an empty one."""
    if not request.can_read_body:
        return {}
    try:
        body = await request.json()
    except ValueError:
        raise web.HTTPBadRequest(text="the body must be JSON") from None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="the body must be a JSON object")
    return body


def required(body: Json, *names: str) -> list[str]:
    """The named strings of an admin request; a 400 that names the missing one."""
    for name in names:
        if not isinstance(body.get(name), str) or not body[name]:
            raise web.HTTPBadRequest(text=f"{name} is required")
    return [body[name] for name in names]


def percentiles(ordered: list[float]) -> Json:
    """Median, 95th, 99th and largest of numbers already in order."""
    if not ordered:
        return {}
    last = len(ordered) - 1
    return {
        name: ordered[round(last * share)] for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1))
    }
