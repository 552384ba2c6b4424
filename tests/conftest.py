"""Real PostgreSQL and LocalStack, started once a session and shared by every test that asks."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from infra.local import localstack, postgres
from infra.local.ports import free_port

# The same inputs in every run, and none refused because the machine is busy: what a test finds it finds again.
settings.register_profile(
    "recado", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("recado")
pytest.register_assert_rewrite("tests.rigs")  # their assertions say as much as those of tests
CACHE = Path(__file__).parent.parent / ".local" / "tests"  # LocalStack's log and state
SERVERS = {"postgres_server", "localstack_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="every case of the generated tests, not a sample")
    parser.addoption("--quick", action="store_true", help="only what needs neither PostgreSQL nor LocalStack")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what this tier does not run. A test that was named by its id is always run."""
    if any("::" in argument for argument in config.args):
        return
    left_out = [item for item in items if _left_out(item, config)]
    config.hook.pytest_deselected(items=left_out)
    dropped = set(left_out)
    items[:] = [item for item in items if item not in dropped]


def _left_out(item: pytest.Item, config: pytest.Config) -> bool:
    if config.getoption("quick") and SERVERS & set(getattr(item, "fixturenames", ())):
        return True
    return not config.getoption("full") and item.get_closest_marker("full_only") is not None


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
