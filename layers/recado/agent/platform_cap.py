"""What all agents of the platform may cost in an hour: past it turns wait, and the super admin is told."""

import math
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from recado.activity import service as activity
from recado.agent import cap_store as store
from recado.agent.cap_store import Spending
from recado.platform.db import database

WAIT_SECONDS: Final = 300.0  # until a turn that was put off asks again
KEPT_SECONDS: Final = 5.0  # for which an answer of the database holds in this process


@dataclass(slots=True)
class _Seen:
    """What the database said last, and when, of the monotonic clock."""

    at: float
    over: bool


_seen = _Seen(-math.inf, over=False)


def reached() -> bool:
    """Whether new turns must wait. Those that run go on, and so may go over it."""
    moment = time.monotonic()
    if moment - _seen.at < KEPT_SECONDS:
        return _seen.over
    with database().worker() as tx:
        over = store.platform_cap_reached(tx)
        if over:
            activity.note_platform_once(tx, "critical", "platform.cap_reached", timedelta(hours=1))
    _seen.at, _seen.over = moment, over
    return over


def spending() -> Spending:
    """Returns the cap and what the last hour cost, for the super admin."""
    with database().admin() as tx:
        return store.platform_spending(tx)


def set_cap(micros: int | None, user_id: UUID) -> Spending:
    """Sets the cap; None: none. user_id: the super admin's."""
    with database().admin() as tx:
        store.set_platform_cap(tx, micros, user_id)
        return store.platform_spending(tx)
