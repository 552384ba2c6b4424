"""The services of localstack-compose.yml, brought up: their addresses, containers and logs."""

import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from tests.rigs.engine import Engine

Note = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Stack:
    """The compose file's services, up."""

    engine: Engine
    project: str
    ports: dict[str, int]
    compose: Callable[..., None]

    def url(self, service: str) -> str:
        return f"http://127.0.0.1:{self.ports[service]}"

    def containers(self, service: str) -> list[str]:
        """The ids of its copies, running or not."""
        labels = {"project": self.project, "service": service}
        filters = [f"--filter=label=com.docker.compose.{name}={value}" for name, value in labels.items()]
        return self.engine.docker("ps", "--all", "--quiet", *filters).split()

    def container(self, service: str) -> str:
        """Its id, running or not."""
        (container,) = self.containers(service)
        return container

    def scale(self, service: str, copies: int) -> list[str]:
        """So many copies of it, the running ones left alone; their ids."""
        options = ("--detach", "--no-build", "--no-recreate", "--no-deps")
        self.compose("up", *options, "--scale", f"{service}={copies}", service)
        return self.containers(service)

    def logs(self, service: str) -> str:
        return self.engine.docker("logs", self.container(service))


def wait_for(url: str, seconds: float = 60) -> float:
    """Seconds until the address answered 200."""
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        with suppress(OSError), urllib.request.urlopen(url, timeout=2):
            return time.monotonic() - begun
        time.sleep(0.05)
    raise AssertionError(f"{url} did not answer within {seconds} s")
