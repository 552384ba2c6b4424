"""Ticks of schedules: which host fires one, decided by PostgreSQL in a single statement."""

from datetime import datetime

import psycopg

from recado.kernel.settings import settings


def claim(name: str, tick: datetime) -> bool:
    """True for exactly one caller per schedule and tick. A connection a tick: none stays open between them."""
    with psycopg.connect(settings().database_url, connect_timeout=5) as connection:
        connection.execute("set local role recado_worker")
        row = connection.execute("select claim_tick(%s, %s)", (name, tick)).fetchone()
        return bool(row and row[0])
