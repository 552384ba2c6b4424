"""A container engine: the one that runs here, or one of our own, and the commands given to it."""

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

START_SECONDS = 60


class NoEngine(Exception):
    """There is no engine and none can be started; the message says why."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Runs docker's and compose's command lines. `ours`: started by us, so nothing in it is anybody else's."""

    environment: dict[str, str]
    compose_command: tuple[str, ...]
    ours: bool

    def docker(self, *arguments: str, seconds: float = 600) -> str:
        """What the command printed; AssertionError with everything it said when it failed."""
        return self._run(("docker", *arguments), {}, seconds)

    def succeeds(self, *arguments: str, seconds: float = 60) -> bool:
        """Whether a docker command ends well in time."""
        try:
            done = subprocess.run(
                ("docker", *arguments), env=self.environment, capture_output=True, timeout=seconds, check=False
            )
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0

    def compose(self, *arguments: str, variables: dict[str, str], seconds: float = 300) -> str:
        return self._run((*self.compose_command, *arguments), variables, seconds)

    def inspect(self, name: str) -> dict[str, Any]:
        description: dict[str, Any] = json.loads(self.docker("inspect", name))[0]
        return description

    def _run(self, command: tuple[str, ...], variables: dict[str, str], seconds: float) -> str:
        done = subprocess.run(
            command,
            env={**self.environment, **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=seconds,
            check=False,
        )
        assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}"
        return done.stdout


@contextmanager
def engine() -> Iterator[Engine]:
    """The engine that DOCKER_HOST or the usual socket names, or, as root with dockerd installed, one of our own."""
    if not shutil.which("docker"):
        raise NoEngine("there is no docker command")
    # The classic builder: it needs neither a plugin nor an image of its own.
    environment = {**os.environ, "DOCKER_BUILDKIT": "0", "COMPOSE_DOCKER_CLI_BUILD": "0"}
    installed = Engine(environment, _compose_command(environment), ours=False)
    if installed.succeeds("info", "--format", "{{.ServerVersion}}"):
        yield installed
        return
    if os.geteuid() != 0 or not shutil.which("dockerd"):
        raise NoEngine("no Docker engine answers, and one can be started only as root with dockerd installed")
    home = Path(tempfile.mkdtemp(prefix="recado-engine-"))
    try:
        with _dockerd(home) as address:
            yield Engine({**environment, "DOCKER_HOST": address}, installed.compose_command, ours=True)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _compose_command(environment: dict[str, str]) -> tuple[str, ...]:
    for command in (("docker", "compose"), ("docker-compose",)):
        if shutil.which(command[0]):
            done = subprocess.run((*command, "version"), env=environment, capture_output=True, check=False)
            if done.returncode == 0:
                return command
    raise NoEngine("there is neither the compose plugin nor docker-compose")


@contextmanager
def _dockerd(home: Path) -> Iterator[str]:
    """An engine that leaves the machine's firewall, routing and bridges alone."""
    address = f"unix://{home}/docker.sock"
    command = ["dockerd", "-H", address, "--data-root", str(home / "data"), "--exec-root", str(home / "exec")]
    command += ["--pidfile", str(home / "pid"), "--bridge=none", "--iptables=false", "--ip-forward=false"]
    command += ["--ip-masq=false"]
    log = home / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + START_SECONDS
        while subprocess.run(["docker", "-H", address, "info"], capture_output=True, check=False).returncode:
            if process.poll() is not None or time.monotonic() > deadline:
                raise NoEngine(f"dockerd does not start here: {log.read_text(errors='replace').strip()[-300:]}")
            time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait(60)
        for mounted in (home / "exec" / "netns").glob("*"):  # it leaves this one behind
            subprocess.run(["umount", str(mounted)], capture_output=True, check=False)
