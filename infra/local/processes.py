"""Child processes of a local stack: started with a log file of their own, ended together."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


class StackError(Exception):
    """Something of the stack does not work; the message says what, in one line a person can act on."""


@dataclass(frozen=True, slots=True)
class Running:
    """A started process. It leads a group of its own, so that Ctrl-C reaches only us and we end it in order."""

    name: str
    process: "subprocess.Popen[bytes]"
    log: Path

    def check(self) -> None:
        """StackError when it has died."""
        if self.process.poll() is not None:
            raise StackError(
                f"{self.name} died (exit {self.process.returncode}): {last_line(self.log)} — see {self.log}"
            )

    def stop(self, seconds: float) -> None:
        """SIGTERM, and SIGKILL for whatever is left after `seconds`."""
        with suppress(ProcessLookupError):
            self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(seconds)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def start(name: str, module: str, arguments: list[str], environment: dict[str, str], folder: Path) -> Running:
    """Starts `python -m module` with exactly this environment; its output goes to `<folder>/<name>.log`."""
    log = folder / f"{name}.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Running(name, process, log)


def last_line(log: Path) -> str:
    """Returns the last thing a process said."""
    lines = log.read_text(errors="replace").strip().splitlines() if log.exists() else []
    return lines[-1][:300] if lines else "it said nothing"
