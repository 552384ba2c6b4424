"""An engine, the images, and localstack-compose.yml brought up, once a session; figures are printed at the end."""

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from infra.local.ports import free_port
from tests.rigs import images
from tests.rigs.containers import Note, Stack
from tests.rigs.engine import Engine, NoEngine, engine
from tests.rigs.images import ROOT, Images

FIGURES = pytest.StashKey[dict[str, str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[FIGURES] = {}


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    for what, figure in config.stash[FIGURES].items():
        terminalreporter.write_line(f"{what}: {figure}")


@pytest.fixture(scope="session")
def note(request: pytest.FixtureRequest) -> Note:
    """Keeps a figure for the end of the session."""
    return request.config.stash[FIGURES].__setitem__


@pytest.fixture(scope="session")
def docker_engine() -> Iterator[Engine]:
    try:
        with engine() as found:
            yield found
    except NoEngine as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="session")
def built(docker_engine: Engine, note: Note) -> Images:
    begun = time.monotonic()
    try:
        made = images.build(docker_engine)
    except NoEngine as reason:
        pytest.skip(str(reason))
    note("images", "official" if made.official else "stand-ins made here, because no registry answers")
    note("images made in", f"{time.monotonic() - begun:.0f} s")
    return made


@pytest.fixture(scope="session")
def stack(docker_engine: Engine, built: Images, note: Note) -> Iterator[Stack]:
    """`up`, waited for until the job `hello` has ended."""
    services = {"functions": "PORT", "meta": "META_PORT", "openai": "OPENAI_PORT", "mail": "MAIL_PORT"}
    services |= {"web": "WEB_PORT", "postgres": "POSTGRES_PORT", "localstack": "LOCALSTACK_PORT"}
    project, ports = f"recado-test-{uuid4().hex[:8]}", {service: free_port() for service in services}
    variables = {**built.variables, **{services[name]: str(port) for name, port in ports.items()}}
    variables |= {"APP_URL": f"http://127.0.0.1:{ports['functions']}"}

    def compose(*arguments: str) -> None:
        file = str(ROOT / "localstack-compose.yml")
        docker_engine.compose("-f", file, "-p", project, *arguments, variables=variables)

    found = Stack(docker_engine, project, ports, compose)
    begun = time.monotonic()
    try:
        compose("up", "--detach", "--no-build")
        docker_engine.docker("wait", found.container("hello"), seconds=120)
        note("compose up, with images there, until the first answer", f"{time.monotonic() - begun:.0f} s")
        yield found
    finally:
        _keep_logs(found)
        compose("down", "--volumes")


def _keep_logs(stack: Stack) -> None:
    """What the containers said, for who looks into a failure."""
    folder = Path(images.CACHE) / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    for service in (*stack.ports, "sessions", "setup", "hello"):
        with suppress(AssertionError):
            logs = [stack.engine.docker("logs", copy) for copy in stack.containers(service)]
            (folder / f"{service}.log").write_text("\n".join(logs))
