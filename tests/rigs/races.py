"""Processes and threads that do the same thing at the same moment.

A process is forked from a small server that has imported the product already, gets ready (a connection of its own),
says so, and acts when all are ready.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from recado.kernel.errors import RecadoError
from recado.platform.crypto import new_master_key

T = TypeVar("T")
SECONDS = 180.0
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(
    ["recado.runtime.composition", "tests.rigs.cast", "tests.rigs.desk", "tests.rigs.races"]
)
_READY = "ready"
_parent: list[Connection] = []  # in a racer: its line to the test


class Racer:
    """A process that calls a function of a module when it is started."""

    def __init__(self, function: Callable[..., Any], environment: Mapping[str, str]) -> None:
        variables = {"MASTER_KEYS": new_master_key(), **os.environ, **environment}
        self._line, far = _CONTEXT.Pipe()
        target = (far, variables, function.__module__, function.__qualname__)
        self._process = _CONTEXT.Process(target=_work, args=target, daemon=True)
        self._process.start()
        far.close()

    def ready(self) -> None:
        """Waits until it could act at once."""
        assert self.hear() == _READY

    def start(self, *arguments: Any) -> None:
        """The call, now."""
        self.say(arguments)

    def say(self, message: Any) -> None:
        """What the function gets from `line_to_test().recv()`."""
        self._line.send(message)

    def hear(self) -> Any:
        """Returns what the function gave to `line_to_test().send()`."""
        assert self._line.poll(SECONDS), "the process says nothing"
        return self._line.recv()

    def result(self) -> Any:
        """Returns what the function returned, the code of its error, or the exit code of a process that died."""
        try:
            result = self.hear()
        except EOFError:
            result = None
        self._process.join(SECONDS)
        return self._process.exitcode or result


def race(
    acts: Sequence[tuple[Any, ...]], environment: Mapping[str, str], meanwhile: Callable[[], Any] = lambda: None
) -> list[Any]:
    """Returns what came of each act (a function and its arguments), one process each, all at the same moment.

    `meanwhile` runs here once they have been started.
    """
    racers = [Racer(function, environment) for function, *_ in acts]
    for racer in racers:
        racer.ready()
    for racer, (_, *arguments) in zip(racers, acts, strict=True):
        racer.start(*arguments)
    meanwhile()
    return [racer.result() for racer in racers]


def together(acts: Sequence[Callable[[], T]]) -> list[T]:
    """Returns what each act returned: threads of this process that begin at the same moment."""
    line = threading.Barrier(len(acts), timeout=SECONDS)

    def act(each: Callable[[], T]) -> T:
        line.wait()
        return each()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


def line_to_test() -> Connection:
    """Returns, in a racer, its line to the test."""
    return _parent[0]


def _work(line: Connection, variables: dict[str, str], module: str, name: str) -> None:
    os.environ.clear()
    os.environ.update(variables)
    _parent.append(line)
    function: Any = import_module(module)
    for part in name.split("."):
        function = getattr(function, part)
    if "DATABASE_URL" in variables:
        from recado.platform.db import ping

        ping()
    line.send(_READY)
    arguments = line.recv()
    try:
        line.send(function(*arguments))
    except RecadoError as error:
        line.send(error.code)
