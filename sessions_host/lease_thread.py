"""The thread that renews this host's leases in PostgreSQL, takes new ones, and writes what became of its sessions."""

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
from sessions_host import lease_store, session_store
from sessions_host.lease_store import Lease, Renewed, Share
from sessions_host.pipe import boot_seconds
from sessions_host.settings import settings

RETRY_SECONDS = 1.0
log = logger("sessions_host")


@dataclass(frozen=True, slots=True)
class LeaseRound:
    """What one round at the database brought. until: how long these leases are good, in seconds since boot.

    requested: the sessions whose renewal was asked for, with their epochs; of these, what is not in `renewed` is lost.
    """

    until: float
    requested: Mapping[UUID, int]
    renewed: list[Renewed] = field(default_factory=list)
    taken: list[Lease] = field(default_factory=list)
    share: Share = field(default_factory=lambda: Share(0, 1))


class LeaseThread:
    """The only thread of the supervisor that uses PostgreSQL, so nothing else waits when that is away.

    held: the sessions this host holds, with their epochs.
    """

    def __init__(self, host: str, held: Callable[[], dict[UUID, int]], on_round: Callable[[LeaseRound], None]) -> None:
        self._host, self._held, self._on_round = host, held, on_round
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._taking = Event()
        self._taking.set()
        self.answered_at = 0.0

    def run(self) -> None:
        """Renews every third of a lease, and does jobs in between, until `finish`."""
        due = 0.0
        while True:
            if boot_seconds() >= due:
                due = boot_seconds() + (settings().lease / 3 if self._renew_and_take() else RETRY_SECONDS)
            try:
                job = self._jobs.get(timeout=max(0.0, due - boot_seconds()))
            except Empty:
                continue
            if job is None:
                self._run_job(self._unregister)
                return
            if not self._run_job(job):
                self._jobs.put(job)
                time.sleep(RETRY_SECONDS)

    def stop_taking(self) -> None:
        """Renews what is held, and takes no lease more."""
        self._taking.clear()

    def finish(self) -> None:
        """Does the jobs given before, removes the host from the list of hosts, and ends."""
        self._jobs.put(None)

    def release(self, lease: Lease) -> None:
        """Gives a lease back, for any host to take."""

        def job() -> None:
            with database().worker() as tx:
                lease_store.release(tx, self._host, lease.instance_id, lease.epoch)

        self._jobs.put(job)

    def clear_command(self, lease: Lease) -> None:
        """The session's command was carried out, or cannot be."""

        def job() -> None:
            with database().tenant(lease.business_id) as tx:
                session_store.set_fields(tx, lease.instance_id, lease.epoch, command=None, command_at=None)

        self._jobs.put(job)

    def plan_restart(self, lease: Lease, reason: str, deaths: int, seconds: float) -> None:
        """Notes that the session's worker died, and starts again in `seconds`."""

        def job() -> None:
            with database().tenant(lease.business_id) as tx:
                session_store.set_state(tx, lease.instance_id, lease.epoch, "backoff", reason)
                session_store.plan_start(tx, lease.instance_id, lease.epoch, deaths, seconds)

        self._jobs.put(job)

    def give_up(self, lease: Lease, deaths: int) -> None:
        """Stops a session whose workers died too often: a person has to look."""

        def job() -> None:
            with database().tenant(lease.business_id) as tx:
                session_store.set_state(tx, lease.instance_id, lease.epoch, "stopped", "too_many_restarts")
                session_store.set_fields(tx, lease.instance_id, lease.epoch, wanted="stopped", restarts=0)
                data = {"instance_id": str(lease.instance_id), "restarts": deaths}
                activity.note(tx, lease.business_id, "error", "instance.gave_up", **data)

        self._jobs.put(job)
        self.release(lease)

    def _renew_and_take(self) -> bool:
        """Returns False when PostgreSQL is away."""
        held, requested_at, rules = self._held(), boot_seconds(), settings()
        try:
            with database().worker() as tx:
                address = f"{rules.bind}:{rules.port}"
                share = lease_store.register_host(tx, self._host, address, rules.capacity, rules.lease)
                renewed = lease_store.renew(tx, self._host, held, rules.lease) if held else []
                room = min(share.fair, rules.capacity) - len(renewed)
                taking = room > 0 and self._taking.is_set()
                taken = lease_store.take(tx, self._host, room, rules.lease) if taking else []
        except Unavailable as error:
            log.warning("leases not renewed", extra=describe(error))
            return False
        self.answered_at = boot_seconds()
        self._on_round(LeaseRound(requested_at + rules.lease, held, renewed, taken, share))
        return True

    def _unregister(self) -> None:
        with database().worker() as tx:
            lease_store.unregister_host(tx, self._host)

    def _run_job(self, job: Callable[[], None]) -> bool:
        """Returns False when PostgreSQL is away, and the job is to be done again."""
        try:
            job()
        except Unavailable:
            return False
        except RecadoError as error:
            log.error("what became of a session was not written", extra=describe(error))
        return True
