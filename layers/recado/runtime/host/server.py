"""The HTTP server: gunicorn inside a forked process, one request and one connection at a time in each worker.

A worker that is free takes whoever has waited longest. With connections kept open, those who share a busy worker would
wait while others are idle.
"""

import os
import socket
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication

from recado.runtime.host import function as lives
from recado.runtime.host import health
from recado.runtime.host.cors import Cors
from recado.runtime.host.process import adopt
from recado.runtime.host.proxies import Proxies
from recado.runtime.host.template import Function, QueueUrl
from recado.runtime.host.wsgi import Application, Loaded

BACKLOG = 2048


def listen(host: str, port: int) -> socket.socket:
    """Binds before any fork: a taken port is known at once (OSError), and a restarting server refuses nobody."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    listener.listen(BACKLOG)
    listener.set_inheritable(True)
    return listener


def serve(
    listener: socket.socket,
    functions: list[Function],
    workers: int,
    needs: list[Function],
    cors: Cors,
    proxies: Proxies,
) -> None:
    """Serves the functions' routes until SIGTERM. `needs` are the functions whose queues /ready looks at."""
    _Server(listener.fileno(), workers, lambda: _application(functions, needs, cors, proxies)).run()


def _application(functions: list[Function], needs: list[Function], cors: Cors, proxies: Proxies) -> Application:
    loaded = [Loaded(function, lives.load(function)) for function in functions]
    queues = {source.queue_name for function in needs for source in function.sources}
    queues |= {v.queue_name for function in needs for v in function.environment.values() if isinstance(v, QueueUrl)}
    checks: dict[str, health.Check] = {f"queue {name}": health.queue(name) for name in sorted(queues)}
    if os.environ.get("DATABASE_URL"):
        checks["postgresql"] = health.database
    return Application(loaded, {"/health": health.health, "/ready": health.Readiness(checks)}, cors, proxies)


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn is untyped
    def __init__(self, fileno: int, workers: int, application: Callable[[], Application]) -> None:
        self._options: dict[str, Any] = {
            "bind": [f"fd://{fileno}"],
            "workers": workers,
            "worker_class": "sync",
            "backlog": BACKLOG,
            "graceful_timeout": int(os.environ.get("HOST_DRAIN_SECONDS", "25")),
            "loglevel": "warning",
            "control_socket_disable": True,
            "post_fork": lambda arbiter, _worker: adopt("http-worker", arbiter.pid),
        }
        self._application = application
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Application:
        return self._application()
