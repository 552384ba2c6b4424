"""A schedule: fires a function at each tick, once among all hosts that share a database."""

import re
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from recado.kernel.clock import now
from recado.kernel.log import logger
from recado.runtime.failure import describe
from recado.runtime.host import load_function
from recado.runtime.host.child_status import ChildStatus
from recado.runtime.host.context import Context
from recado.runtime.host.events import schedule_event
from recado.runtime.host.process import Stop
from recado.runtime.host.settings import host_settings
from recado.runtime.host.template import Function, Rule, TemplateError

Claim = Callable[[str, datetime], bool]
_UNITS = {"minute": 60, "hour": 3600, "day": 86400}
_RETRY_SECONDS = 5
log = logger("host")


def period(expression: str) -> timedelta:
    """Returns the interval of `rate(5 minutes)`. TemplateError for anything else."""
    rate = re.fullmatch(r"rate\((\d+) (minute|hour|day)s?\)", expression)
    if not rate or int(rate[1]) < 1:
        raise TemplateError(f"the host knows rate(n minutes|hours|days), not {expression}")
    return timedelta(seconds=int(rate[1]) * _UNITS[rate[2]])


def run(function: Function, rule: Rule, status: ChildStatus, claim: Claim | None = None) -> None:
    """Fires at each whole period since 1970, so that all hosts name a tick alike, until SIGTERM."""
    Scheduler(function, rule, status, claim or _claim).run()


class Scheduler:
    """One schedule of a function, in a process of its own: a slow one delays no other."""

    def __init__(self, function: Function, rule: Rule, status: ChildStatus, claim: Claim) -> None:
        self._stopping, self._waiting = False, True
        signal.signal(signal.SIGTERM, self._on_term)
        self._every = period(rule.expression) / host_settings().schedule_speedup
        self._function, self._rule, self._status, self._claim = function, rule, status, claim
        self._handler = load_function.load(function)

    def run(self) -> None:
        """Waits for each tick, claims it, fires."""
        while not self._stopping:
            tick = self._next_tick()
            self._waiting = True
            time.sleep(max(0.0, (tick - now()).total_seconds()))
            self._waiting = False
            if self._claimed(tick):
                self._fire(tick)

    def _next_tick(self) -> datetime:
        seconds = self._every.total_seconds()
        return datetime.fromtimestamp((now().timestamp() // seconds + 1) * seconds, UTC)

    def _claimed(self, tick: datetime) -> bool:
        """Claims the tick in the database, again every few seconds while that fails and the tick is not over."""
        while now() < tick + self._every and not self._stopping:
            try:
                return self._claim(self._rule.name, tick)
            except Exception as error:  # noqa: BLE001  no database: nobody fires twice, and the next tick comes
                log.warning("tick not claimed", extra={"function": self._function.name, **describe(error)})
                time.sleep(min(_RETRY_SECONDS, self._every.total_seconds() / 4))
        return False

    def _fire(self, tick: datetime) -> None:
        try:
            with self._status.limited(self._function.timeout_seconds):
                self._handler(schedule_event(self._rule.name, tick), Context(self._function))
        except Exception as error:  # noqa: BLE001  the next tick comes
            log.error("function failed", extra={"function": self._function.name, **describe(error)})

    def _on_term(self, *_: object) -> None:
        self._stopping = True
        if self._waiting:
            raise Stop


def _claim(name: str, tick: datetime) -> bool:
    from recado.platform import schedule_ticks  # noqa: PLC0415  only processes with a schedule load the driver

    return schedule_ticks.claim(name, tick)
