"""Processes that an earlier run left behind because it was killed: noted in a file, ended at the next start."""

import json
import os
import signal
from contextlib import suppress
from pathlib import Path

import psutil

GRACE_SECONDS = 5


class Children:
    """The child processes of a home, each leader of a group of its own. Use only while holding the home's lock."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def end_leftovers(self) -> int:
        """Ends the groups noted by an earlier run; answers how many were still there."""
        left = [process for pid, born in self._noted() if (process := _same(pid, born))]
        for process in left:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
        _, stubborn = psutil.wait_procs(left, GRACE_SECONDS)
        for process in stubborn:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        self.forget()
        return len(left)

    def forget(self) -> None:
        """All have ended."""
        self._file.unlink(missing_ok=True)

    def note(self, pid: int) -> None:
        """Notes a child; its time of birth tells it from a later process with the same number."""
        with suppress(psutil.NoSuchProcess):
            self._file.write_text(json.dumps([*self._noted(), (pid, _born(psutil.Process(pid)))]))

    def _noted(self) -> list[tuple[int, float]]:
        try:
            return [(int(pid), float(born)) for pid, born in json.loads(self._file.read_text())]
        except (OSError, ValueError):
            return []


def _same(pid: int, born: float) -> psutil.Process | None:
    try:
        process = psutil.Process(pid)
        return process if abs(_born(process) - born) < 2 else None
    except psutil.Error:
        return None


def _born(process: psutil.Process) -> float:
    """Seconds from the machine's start to the process's: a clock that is set anew does not change it."""
    return process.create_time() - psutil.boot_time()
