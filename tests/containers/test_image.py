"""The functions image by itself: who it runs as, what it carries, its migrations, and its life on Lambda."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import psycopg
import pytest

from infra.local.ports import free_port
from infra.local.seed import NUMBER
from recado.platform.crypto import new_master_key
from tests.rigs.containers import Note, Stack, wait_for
from tests.rigs.engine import Engine
from tests.rigs.http_events import request
from tests.rigs.images import FUNCTIONS, Images
from tests.rigs.lambda_api import LambdaApi

pytestmark = [pytest.mark.usefixtures("built"), pytest.mark.timeout(1800)]  # the first test waits for the images


def python(engine: Engine, code: str) -> str:
    return engine.docker("run", "--rm", "--network", "none", "--entrypoint", "python", FUNCTIONS, "-c", code).strip()


@contextmanager
def container(engine: Engine, environment: dict[str, str], *arguments: str) -> Iterator[str]:
    """A container of the image on the machine's own network."""
    given = [f"--env={name}={value}" for name, value in environment.items()]
    name = engine.docker("run", "--detach", "--network", "host", *given, FUNCTIONS, *arguments).strip()
    try:
        yield name
    finally:
        engine.docker("rm", "--force", name)


def aws(stack: Stack) -> dict[str, str]:
    own = {"ACCESS_KEY_ID": "test", "SECRET_ACCESS_KEY": "test", "DEFAULT_REGION": "us-east-1"}
    return {"AWS_ENDPOINT_URL": stack.url("localstack"), **{f"AWS_{name}": value for name, value in own.items()}}


def test_it_runs_as_a_user_that_owns_nothing_in_it(docker_engine: Engine) -> None:
    assert python(docker_engine, "import os; print(os.getuid(), os.access('/app', os.W_OK))") == "10001 False"


def test_it_carries_the_product_and_no_tools(docker_engine: Engine) -> None:
    names = ["recado", "functions", "awslambdaric", "infra.sql", "infra.simulators", "aiohttp", "pytest", "moto", "uv"]
    code = f"import importlib.util as u; print([n for n in {names} if u.find_spec(n)])"
    assert python(docker_engine, code) == "['recado', 'functions', 'awslambdaric', 'infra.sql']"


def test_it_adds_less_than_250_mb_to_its_base(docker_engine: Engine, built: Images, note: Note) -> None:
    whole, base = (docker_engine.inspect(name)["Size"] / 1e6 for name in (FUNCTIONS, built.base))
    note("functions image", f"{whole:.0f} MB, of which its base {base:.0f} MB")
    assert whole - base < 250  # of these 104 are FFmpeg, for voice notes


def test_it_migrates_an_empty_database(docker_engine: Engine, stack: Stack) -> None:
    server = f"127.0.0.1:{stack.ports['postgres']}"
    name = f"fresh_{uuid4().hex[:8]}"
    with psycopg.connect(f"postgresql://postgres:postgres@{server}/postgres", autocommit=True) as admin:
        admin.execute(f"create database {name}")
    urls = {
        "DATABASE_ADMIN_URL": f"postgresql://postgres:postgres@{server}/{name}",
        "DATABASE_URL": f"postgresql://recado_functions:recado@{server}/{name}",
    }
    command = ["run", "--rm", "--network", "host", *(f"--env={key}={value}" for key, value in urls.items())]
    command += ["--entrypoint", "python", FUNCTIONS, "-m", "infra.sql.migrate"]
    assert "0001_roles.sql" in docker_engine.docker(*command)
    assert "nothing new" in docker_engine.docker(*command)


def test_a_container_of_one_function_without_routes_answers_health(docker_engine: Engine, stack: Stack) -> None:
    port = free_port()
    database = f"postgresql://recado_functions:recado@127.0.0.1:{stack.ports['postgres']}/recado"
    needs = {"MASTER_KEYS": new_master_key(), "DATABASE_URL": database}
    environment = {**aws(stack), "HOST_PORT": str(port), **needs}
    with container(docker_engine, environment, "--functions", "maintenance") as name:
        wait_for(f"http://127.0.0.1:{port}/health", 30)
        docker_engine.docker("stop", name)
        assert docker_engine.inspect(name)["State"]["ExitCode"] == 0


def test_under_the_lambda_runtime_api_it_answers_api_gateway(docker_engine: Engine, stack: Stack, note: Note) -> None:
    path = stack.logs("setup").splitlines()[-1].rsplit(" ", 1)[1]
    api = LambdaApi()
    master_keys = next(
        line
        for line in docker_engine.inspect(stack.container("functions"))["Config"]["Env"]
        if line.startswith("MASTER_KEYS=")
    )
    environment = {
        **aws(stack),
        "AWS_LAMBDA_RUNTIME_API": api.address,
        "AWS_REGION": "us-east-1",
        "MASTER_KEYS": master_keys.removeprefix("MASTER_KEYS="),
        "BUCKET_CONFIG": "recado-config",
        "BUCKET_EVENTS": "recado-events",
        "QUEUE_INBOUND_URL": f"{stack.url('localstack')}/000000000000/recado-inbound.fifo",
    }
    query = f"hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token={NUMBER.verify_token}"
    begun = time.monotonic()
    try:
        with container(docker_engine, environment, "functions.webhooks.app.handler"):
            kind, answer = api.invoke(request(path, rawQueryString=query), 30)
            note("first answer under the Lambda Runtime API", f"{time.monotonic() - begun:.1f} s after docker run")
            assert (kind, answer["statusCode"], answer["body"]) == ("response", 200, "1158201444")
            headers = {"content-type": "application/json", "x-hub-signature-256": f"sha256={'0' * 64}"}
            kind, answer = api.invoke(request(path, "POST", body="{}", headers=headers))
            assert (kind, answer["statusCode"]) == ("response", 401)
    finally:
        api.close()
