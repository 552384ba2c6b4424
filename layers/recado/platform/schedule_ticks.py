"""Ticks of schedules: which host of several fires one, decided by PostgreSQL in a single statement."""

from datetime import datetime

from recado.platform.db import database


def claim(name: str, tick: datetime) -> bool:
    """True for exactly one caller per schedule and tick."""
    with database().worker() as tx:
        return bool(tx.value("select claim_tick(%s, %s)", (name, tick)))
