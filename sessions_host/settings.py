"""Settings of the sessions host, read once from the environment. Seconds where a name says nothing else."""

import socket
from dataclasses import dataclass
from functools import cache

from recado.kernel.settings import from_environment


@dataclass(frozen=True, slots=True)
class HostSettings:
    """Each field is set by the environment variable of its name in capitals, with WEB_ before it."""

    gateway: str = "neonize"  # or the simulator's address
    host_name: str = socket.gethostname()
    bind: str = "127.0.0.1"
    port: int = 8090
    capacity: int = 200
    lease: float = 15.0
    lease_margin: float = 3.0  # a worker ends itself this long before its lease can pass on
    stagger: float = 0.2
    silence: float = 20.0
    drain: float = 20.0
    backoff: float = 1.0
    backoff_cap: float = 1800.0
    restart_budget: int = 20  # deaths in a row, without a healthy time between them
    healthy: float = 60.0
    pairing: float = 150.0
    offline: float = 180.0  # no connection for this long: the process is replaced
    keys_every: float = 10.0
    per_minute: float = 12.0  # messages of one number
    chat_gap: float = 1.5
    typing_least: float = 1.0
    typing_most: float = 4.0
    lock_pause: float = 6 * 3600.0


@cache
def settings() -> HostSettings:
    """Returns this process's settings. Tests that change the environment call `settings.cache_clear()`."""
    return from_environment(HostSettings, "WEB_")
