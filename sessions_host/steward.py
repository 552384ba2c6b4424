"""The steward: the thread that keeps this host's leases in PostgreSQL, and notes what befell its sessions."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Event
from uuid import UUID

from recado.activity import service as activity
from recado.kernel.errors import RecadoError, Unavailable
from recado.kernel.log import logger
from recado.platform.db import database
from recado.runtime.failure import describe
from sessions_host import leases, session_store
from sessions_host.leases import Lease, Renewed, Share
from sessions_host.pipe import boot_seconds
from sessions_host.settings import settings

RETRY_SECONDS = 1.0
log = logger("sessions_host")


@dataclass(frozen=True, slots=True)
class News:
    """What one round at the database brought. until: how long these leases are good, in seconds since boot.

    asked: the sessions whose renewal was asked for; of these, what is not in `renewed` is lost.
    """

    until: float
    asked: Mapping[UUID, int]
    renewed: list[Renewed] = field(default_factory=list)
    taken: list[Lease] = field(default_factory=list)
    share: Share = field(default_factory=lambda: Share(0, 1))


class Steward:
    """Alone in this process it speaks to PostgreSQL, so nothing else waits when that is away."""

    def __init__(self, host: str, held: Callable[[], dict[UUID, int]], tell: Callable[[News], None]) -> None:
        self._host, self._held, self._tell = host, held, tell
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._taking = Event()
        self._taking.set()
        self.answered_at = 0.0

    def run(self) -> None:
        """Rounds every third of a lease, and jobs between them, until `finish`."""
        due = 0.0
        while True:
            if boot_seconds() >= due:
                due = boot_seconds() + (settings().lease / 3 if self._round() else RETRY_SECONDS)
            try:
                job = self._jobs.get(timeout=max(0.0, due - boot_seconds()))
            except Empty:
                continue
            if job is None:
                self._attempt(self._leave)
                return
            if not self._attempt(job):
                self._jobs.put(job)
                time.sleep(RETRY_SECONDS)

    def take_no_more(self) -> None:
        self._taking.clear()

    def finish(self) -> None:
        """Does what was asked before, says that the host leaves, and ends."""
        self._jobs.put(None)

    def release(self, lease: Lease) -> None:
        def job() -> None:
            with database().worker() as tx:
                leases.release(tx, self._host, lease.instance_id, lease.epoch)

        self._jobs.put(job)

    def obeyed(self, lease: Lease) -> None:
        """The command was carried out, or cannot be."""
        self._change(lease, command=None, command_at=None)

    def plan(self, lease: Lease, reason: str, deaths: int, seconds: float) -> None:
        """It died, and starts again in `seconds`."""

        def job() -> None:
            with database().tenant(lease.business_id) as tx:
                session_store.set_state(tx, lease.instance_id, lease.epoch, "backoff", reason)
                session_store.plan_start(tx, lease.instance_id, lease.epoch, deaths, seconds)

        self._jobs.put(job)

    def give_up(self, lease: Lease, deaths: int) -> None:
        """It died too often: a person has to look."""

        def job() -> None:
            with database().tenant(lease.business_id) as tx:
                session_store.set_state(tx, lease.instance_id, lease.epoch, "stopped", "too_many_restarts")
                session_store.set_fields(tx, lease.instance_id, lease.epoch, wanted="stopped", restarts=0)
                data = {"instance_id": str(lease.instance_id), "restarts": deaths}
                activity.note(tx, lease.business_id, "error", "instance.gave_up", **data)

        self._jobs.put(job)
        self.release(lease)

    def _change(self, lease: Lease, **fields: object) -> None:
        def job() -> None:
            with database().tenant(lease.business_id) as tx:
                session_store.set_fields(tx, lease.instance_id, lease.epoch, **fields)

        self._jobs.put(job)

    def _round(self) -> bool:
        held, asked_at, rules = self._held(), boot_seconds(), settings()
        try:
            with database().worker() as tx:
                share = leases.greet(tx, self._host, f"{rules.bind}:{rules.port}", rules.capacity, rules.lease)
                renewed = leases.renew(tx, self._host, held, rules.lease) if held else []
                room = min(share.fair, rules.capacity) - len(renewed)
                taken = leases.take(tx, self._host, room, rules.lease) if room > 0 and self._taking.is_set() else []
        except Unavailable as error:
            log.warning("leases not renewed", extra=describe(error))
            return False
        self.answered_at = boot_seconds()
        self._tell(News(asked_at + rules.lease, held, renewed, taken, share))
        return True

    def _leave(self) -> None:
        with database().worker() as tx:
            leases.dismiss(tx, self._host)

    def _attempt(self, job: Callable[[], None]) -> bool:
        try:
            job()
        except Unavailable:
            return False
        except RecadoError as error:
            log.error("not noted", extra=describe(error))
        return True
