"""What the processes of a host know of each other: one status of shared memory a child, written without locks.

Each cell has one writer at a time and is read whole, so the worst a race can do is to be a moment late.
"""

import mmap
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

_CELLS = 3
_KILL_AT, _POLLED_AT, _DEATHS = range(_CELLS)
MOST_DEATHS = 5  # in DEATHS_SECONDS; a child that dies more often does not work, whatever the others do
DEATHS_SECONDS = 120.0
SILENT_SECONDS = 60.0  # at least; a queue out of reach is asked about every ten seconds


class ChildStatuses:
    """The slots of all children, by name. Made before the first fork."""

    def __init__(self, names: Sequence[str]) -> None:
        memory = mmap.mmap(-1, max(1, len(names)) * _CELLS * 8)
        self._cells = memoryview(memory).cast("d")
        self._by_name = {name: ChildStatus(self._cells, number * _CELLS) for number, name in enumerate(names)}

    def status(self, name: str) -> "ChildStatus":
        """Returns the status of one child."""
        return self._by_name[name]

    def failing(self, silent_seconds: float) -> list[str]:
        """Names of the children that keep dying, or that ask their queue for nothing though they are idle."""
        limit = max(silent_seconds, SILENT_SECONDS)
        return [n for n, status in self._by_name.items() if status.deaths > MOST_DEATHS or status.silent_for() > limit]


class ChildStatus:
    """One child's cells. Times are of the monotonic clock, which all processes of a machine share."""

    def __init__(self, cells: "memoryview[float]", first: int) -> None:
        self._cells, self._first = cells, first

    @contextmanager
    def limited(self, seconds: float) -> Iterator[None]:
        """Within this block the supervisor kills the process once `seconds` are over, as Lambda does."""
        self._cells[self._first + _KILL_AT] = time.monotonic() + seconds
        try:
            yield
        finally:
            self._cells[self._first + _KILL_AT] = 0.0

    def overdue(self) -> bool:
        """Returns whether the process is still in a block whose time is over."""
        kill_at = self._cells[self._first + _KILL_AT]
        return 0.0 < kill_at < time.monotonic()

    def polled(self) -> None:
        """Says that the process is about to ask its queue for work."""
        self._cells[self._first + _POLLED_AT] = time.monotonic()

    def silent_for(self) -> float:
        """Seconds since an idle process last asked its queue; 0 while it works, and for processes without a queue."""
        polled_at, kill_at = self._cells[self._first + _POLLED_AT], self._cells[self._first + _KILL_AT]
        return time.monotonic() - polled_at if polled_at and not kill_at else 0.0

    @property
    def deaths(self) -> int:
        """How often the child died of itself in the last two minutes, as the supervisor counted."""
        return int(self._cells[self._first + _DEATHS])

    @deaths.setter
    def deaths(self, count: int) -> None:
        self._cells[self._first + _DEATHS] = float(count)

    def clear(self) -> None:
        """Forgets what the process before wrote; the deaths stay."""
        self._cells[self._first + _KILL_AT] = self._cells[self._first + _POLLED_AT] = 0.0
