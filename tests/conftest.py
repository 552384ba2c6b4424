"""Real PostgreSQL and LocalStack, started once a session and shared by every test that asks."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local import localstack, postgres
from infra.local.ports import free_port

CACHE = Path(__file__).parent.parent / ".local" / "tests"  # LocalStack's log and state


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Postgres]:
    """A server of this session's own; not under pytest's folder, whose owner's rights another session resets."""
    with tempfile.TemporaryDirectory(prefix="recado-postgres-") as folder:
        server = postgres.start(Path(folder))
        yield server
        server.stop("immediate")


@pytest.fixture(scope="session")
def localstack_server() -> Iterator[localstack.LocalStack]:
    """A LocalStack of this session's own, empty."""
    server = localstack.start(free_port(), CACHE)
    yield server
    server.stop()


@pytest.fixture
def aws_environ(localstack_server: localstack.LocalStack, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The variables that point boto3 at LocalStack, set in this process and answered for others."""
    variables = {
        "AWS_ENDPOINT_URL": localstack_server.endpoint_url,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_REGION": "us-east-1",
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return variables
