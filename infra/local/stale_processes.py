"""Processes that a killed run left behind: each carries its home's mark, and the next start ends it.

A mark in the environment is there from a process's first moment and in all it forks; a list of process numbers would
miss the one that was started just before the run was killed.
"""

from contextlib import suppress
from pathlib import Path

import psutil

MARK = "RECADO_STACK"
GRACE_SECONDS = 5
ROUNDS = 5  # a process may fork while the others are ended


def mark(home: Path) -> dict[str, str]:
    """Returns what the environment of every process of this home says."""
    return {MARK: str(home.resolve())}


def end_leftovers(home: Path) -> int:
    """Ends what carries this home's mark; returns how many there were. Call only while holding the home's lock."""
    ended = 0
    for _ in range(ROUNDS):
        left = _marked(home)
        if not left:
            break
        ended += len(left)
        for process in left:
            with suppress(psutil.Error):
                process.terminate()
        _, stubborn = psutil.wait_procs(left, GRACE_SECONDS)
        for process in stubborn:
            with suppress(psutil.Error):
                process.kill()
        psutil.wait_procs(stubborn, GRACE_SECONDS)
    return ended


def _marked(home: Path) -> list[psutil.Process]:
    marked = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.environ().get(MARK) == str(home.resolve()) and process.status() != psutil.STATUS_ZOMBIE:
                marked.append(process)
    return marked
