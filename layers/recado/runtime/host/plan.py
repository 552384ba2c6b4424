"""Which processes a host runs: those of every function it was asked for, and the front of its HTTP ones."""

import os
import socket
from functools import partial
from pathlib import Path
from typing import Any

from recado.runtime.host import consumer, health, schedule
from recado.runtime.host.child_status import ChildStatuses
from recado.runtime.host.cors import Cors
from recado.runtime.host.http import front, worker
from recado.runtime.host.http.web_app import WebApp
from recado.runtime.host.proxies import Proxies
from recado.runtime.host.settings import host_settings
from recado.runtime.host.supervisor import Child
from recado.runtime.host.template import Function, QueueUrl

SETTLE_SECONDS = 5.0  # beyond a function's timeout: to delete messages, to write answers


class Plan:
    """The children to be, before any is forked. front_socket: the socket at which HTTP processes meet the front."""

    def __init__(self, template: dict[str, Any], functions: list[Function], front_socket: Path) -> None:
        self._template, self._functions, self._front_socket = template, functions, front_socket
        self._statuses = ChildStatuses([*(name for function in functions for name in _names(function)), "http"])
        self._front: Child | None = None
        self._drain_limit = host_settings().drain_seconds
        self._listener: socket.socket | None = None

    @property
    def port(self) -> int:
        """The port HTTP listens on; 0 without HTTP."""
        return int(self._listener.getsockname()[1]) if self._listener else 0

    def add_http(self, bind: str, port: int, proxies: Proxies, web_app: WebApp | None = None) -> None:
        """Binds the port and plans the front. Raises OSError when the port is taken."""
        self._listener = front.listen(bind, port)
        web = tuple(function for function in self._functions if function.routes)
        silent_seconds = 3.0 * host_settings().wait_seconds
        site = front.Site(
            web,
            partial(health.health, self._statuses, silent_seconds),
            health.Readiness(_checks(self._functions)),
            Cors.of(self._template),
            proxies,
            web_app=web_app,
        )
        longest = max((function.timeout_seconds for function in web), default=0)
        target = partial(front.run, site, self._listener, self._front_socket)
        self._front = Child("http", "http", "", target, self._statuses.status("http"), self._drain(longest))

    def children(self) -> list[Child]:
        """Returns every process, the front first."""
        children = [self._front] if self._front else []
        for function in self._functions:
            children += self._of(function)
        return children

    def _of(self, function: Function) -> list[Child]:
        children: list[Child] = []
        drain = self._drain(function.timeout_seconds)

        def add(name: str, role: str, target: Any) -> None:
            status = self._statuses.status(name)
            children.append(Child(name, role, function.name, partial(target, status=status), status, drain))

        for number in range(1, function.processes + 1):
            for source, name in zip(function.sources, _queue_names(function, number), strict=True):
                add(name, "queue", partial(consumer.consume, function, source))
            if function.routes and self._front:
                add(f"{function.name}-http-{number}", "worker", partial(worker.work, function, self._front_socket))
        for rule in function.schedules:
            schedule.period(rule.expression)  # a schedule nobody can keep is said before anything starts
            add(f"{rule.name}-timer", "schedule", partial(schedule.run, function, rule))
        if self._front:  # the front finishes first, and its processes with it
            for child in children:
                child.drain_seconds = max(child.drain_seconds, self._front.drain_seconds * (child.role == "worker"))
        return children

    def _drain(self, timeout_seconds: float) -> float:
        """Seconds to finish what is in hand: as long as the function may run, unless the operator says less."""
        whole = timeout_seconds + SETTLE_SECONDS
        return min(whole, self._drain_limit or whole)


def _names(function: Function) -> list[str]:
    numbers = range(1, function.processes + 1)
    names = [name for number in numbers for name in _queue_names(function, number)]
    names += [f"{function.name}-http-{number}" for number in numbers if function.routes]
    return names + [f"{rule.name}-timer" for rule in function.schedules]


def _queue_names(function: Function, number: int) -> list[str]:
    """One process a queue and number; only a function of several queues needs their names to tell them apart."""
    if len(function.sources) < 2:
        return [f"{function.name}-{number}" for _ in function.sources]
    return [f"{function.name}-{source.queue_name}-{number}" for source in function.sources]


def _checks(functions: list[Function]) -> dict[str, health.Check]:
    """Returns what must answer before these functions are ready: their queues, and the database when there is one."""
    queues = {source.queue_name for function in functions for source in function.sources}
    queues |= {v.queue_name for function in functions for v in function.environment.values() if isinstance(v, QueueUrl)}
    checks: dict[str, health.Check] = {f"queue {name}": health.queue(name) for name in sorted(queues)}
    if os.environ.get("DATABASE_URL"):
        checks["postgresql"] = health.database
    return checks
