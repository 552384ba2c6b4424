"""The lease a worker lives by: until when it may act, by the machine's own clock."""

from dataclasses import dataclass
from uuid import UUID

from sessions_host.pipe import boot_seconds
from sessions_host.settings import settings


@dataclass(slots=True)
class Held:
    """until: seconds since boot, counted from before the database was asked, so never later than what it noted."""

    instance_id: UUID
    business_id: UUID
    epoch: int
    until: float

    def left(self) -> float:
        """Seconds in which something may still leave. A process that slept through its lease finds none."""
        return self.until - settings().lease_margin - boot_seconds()

    def good(self) -> bool:
        return self.left() > 0

    @property
    def keys_place(self) -> str:
        """Where the sealed keys open."""
        return f"web:keys:{self.instance_id}"

    def place(self, column: str) -> str:
        """Where a sealed column of the session opens."""
        return f"web:{column}:{self.instance_id}"
