"""Settings of the host itself, read once from the environment."""

from dataclasses import dataclass
from functools import cache

from recado.kernel.settings import from_environment


@dataclass(frozen=True, slots=True)
class HostSettings:
    """Each field is set by the environment variable of its name in capitals, with HOST_ before it.

    visibility_seconds: how long a killed process's messages stay hidden. drain_seconds: the most a process gets to
    finish when the host stops; 0: as long as its function may run. port: of HTTP; -1: only when there are routes.
    web_root: the folder of the built web app, served beside the API; empty: none is.
    """

    bind: str = "127.0.0.1"
    port: int = -1
    web_root: str = ""
    trusted_proxies: tuple[str, ...] = ()
    visibility_seconds: int = 30
    wait_seconds: int = 20
    drain_seconds: float = 0.0
    schedule_speedup: float = 1.0  # for tests: so many times as fast


@cache
def host_settings() -> HostSettings:
    """Returns this process's settings. Tests that change the environment call `host_settings.cache_clear()`."""
    return from_environment(HostSettings, "HOST_")
