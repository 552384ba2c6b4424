"""Keeps messages being worked on invisible, so that a short visibility serves: a killed process's come back soon."""

import threading
import time
from collections.abc import Callable, Iterable

from recado.kernel.log import logger
from recado.runtime.failure import describe

log = logger("host")


class Heartbeat:
    """One thread a process; extends what it watches every third of the visibility, and nothing it has let go of."""

    def __init__(self, visibility_seconds: int, extend: Callable[[list[str]], None]) -> None:
        self._every = visibility_seconds / 3
        self._visibility = visibility_seconds
        self._extend = extend
        self._expires: dict[str, float] = {}
        self._until = 0.0
        self._lock = threading.Lock()
        threading.Thread(target=self._run, name="heartbeat", daemon=True).start()

    def watch(self, handles: Iterable[str], seconds: float) -> None:
        """From now on, for `seconds` at most, these receipt handles are extended. They were received this moment."""
        now = time.monotonic()
        with self._lock:
            self._until = now + seconds
            self._expires = dict.fromkeys(handles, now + self._visibility)

    def release(self, handle: str) -> None:
        """Lets one go. Once this returns, no extension of it is or will be under way."""
        with self._lock:
            self._expires.pop(handle, None)

    def release_all(self) -> None:
        """Lets all go, in the same sense."""
        with self._lock:
            self._expires.clear()

    def _run(self) -> None:
        while True:
            time.sleep(self._every)
            with self._lock:  # held while extending: whoever releases waits for a call under way
                self._beat(time.monotonic())

    def _beat(self, now: float) -> None:
        if now > self._until:  # the work has overrun: another process shall have it
            self._expires.clear()
        due = [handle for handle, expires in self._expires.items() if expires - now < 2 * self._every]
        if not due:
            return
        try:
            self._extend(due)
            self._expires.update(dict.fromkeys(due, now + self._visibility))
        except Exception as error:  # noqa: BLE001  the next beat tries again, well before they show
            log.warning("messages not extended", extra={"count": len(due), **describe(error)})
