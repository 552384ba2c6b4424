"""Runs `python -m infra.local.up` as a person would: in a session of its own, with its output at hand."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 400  # the first start of a checkout installs LocalStack
TIMEOUT_SECONDS = 4 * PATIENCE_SECONDS
GONE_SECONDS = 15
UP = "Ctrl-C stops everything"


class Command:
    """A running command; `output` is what it has printed so far, standard error included."""

    def __init__(self, what: str, home: Path, **environment: str) -> None:
        self.home = home
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PYTEST_", "PORT"))}
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "infra.local.up", what],
            cwd=ROOT,
            env={**kept, "RECADO_HOME": str(home), "PORT": "0", **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            text=True,
        )
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def output(self) -> str:
        return "".join(self.lines)

    @property
    def last(self) -> str:
        """The last line it printed."""
        return self.output.strip().splitlines()[-1].strip()

    def wait_for(self, text: str) -> None:
        """Waits until it has printed this."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while text not in self.output:
            assert self.process.poll() is None, f"it ended with {self.process.returncode}:\n{self.output}"
            assert time.monotonic() < deadline, f"it never said {text!r}:\n{self.output}"
            time.sleep(0.05)

    def ended(self) -> int:
        """Waits for its end; answers its exit code."""
        code = self.process.wait(PATIENCE_SECONDS)
        self._reader.join(30)
        return code

    def interrupt(self) -> int:
        """Ctrl-C in its terminal; answers its exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.ended()

    def address(self, name: str) -> str:
        """What it printed behind this name."""
        match = re.search(rf"^ +{name} +(\S+)", self.output, re.MULTILINE)
        assert match, f"no {name} in:\n{self.output}"
        return match[1]

    def child(self, module: str) -> psutil.Process:
        """The process it started for this module."""
        children = psutil.Process(self.process.pid).children()
        return next(child for child in children if module in child.cmdline())

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line)


@contextmanager
def running(what: str, home: Path, **environment: str) -> Iterator[Command]:
    """The command; ended in order at the end, if it has not ended by itself."""
    command = Command(what, home, **environment)
    try:
        yield command
    finally:
        if command.process.poll() is None:
            command.interrupt()


def run(what: str, home: Path, **environment: str) -> Command:
    """The command, run to its end."""
    command = Command(what, home, **environment)
    command.ended()
    return command


def belonging(home: Path) -> list[str]:
    """The processes that work for this home: those that name it in their arguments or environment."""
    processes = []
    for process in psutil.process_iter():
        try:
            texts = [*process.cmdline(), *process.environ().values()]
        except psutil.Error:
            continue
        if any(str(home) in text for text in texts) and process.status() != psutil.STATUS_ZOMBIE:
            processes.append(" ".join(process.cmdline()) or process.name())
    return processes


def nothing_belongs(home: Path) -> bool:
    """No process works for this home any more; what was killed may take a moment to go."""
    deadline = time.monotonic() + GONE_SECONDS
    while processes := belonging(home):
        assert time.monotonic() < deadline, processes
        time.sleep(0.1)
    return True
