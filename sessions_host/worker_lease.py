"""The lease a worker lives by: until when it may act, by the machine's own clock."""

from dataclasses import dataclass
from uuid import UUID

from sessions_host.pipe import boot_seconds
from sessions_host.settings import settings


@dataclass(slots=True)
class WorkerLease:
    """until: seconds since boot, counted from before the database was asked, so never later than what it noted."""

    instance_id: UUID
    business_id: UUID
    epoch: int
    until: float

    def seconds_left(self) -> float:
        """Seconds in which something may still leave. A process that slept through its lease has none."""
        return self.until - settings().lease_margin - boot_seconds()

    def is_valid(self) -> bool:
        return self.seconds_left() > 0

    @property
    def keys_place(self) -> str:
        """The place the session's keys are sealed for (platform/crypto.py)."""
        return f"web:keys:{self.instance_id}"

    def place(self, column: str) -> str:
        """Returns the place a sealed column of the session is sealed for."""
        return f"web:{column}:{self.instance_id}"
