"""The image of the sessions host by itself: who it runs as, what it carries, and its life without what it needs."""

import json
from contextlib import suppress

import pytest

from tests.rigs.containers import Note
from tests.rigs.engine import Engine
from tests.rigs.images import SESSIONS, Images
from tests.rigs.neonize_program import START
from tests.rigs.waiting import eventually
from tests.rigs.web_number import FETCH

pytestmark = [pytest.mark.usefixtures("built"), pytest.mark.timeout(1800)]  # the first test waits for the images
HARDENED = ("--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL", "--security-opt", "no-new-privileges")
IMPORTS = """
import importlib, pkgutil, sessions_host
for module in pkgutil.iter_modules(sessions_host.__path__, "sessions_host."):
    if module.name != "sessions_host.__main__":
        importlib.import_module(module.name)
print(len(list(pkgutil.iter_modules(sessions_host.__path__))))
"""
READY = """
import sys, urllib.error, urllib.request
try:
    urllib.request.urlopen("http://127.0.0.1:8090/ready", timeout=5)
except urllib.error.HTTPError as refused:
    print(refused.code, refused.read().decode())
"""
NOWHERE = {
    "DATABASE_URL": "postgresql://recado_functions:x@127.0.0.1:9/recado?connect_timeout=2",
    "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
    "QUEUE_INBOUND_URL": "http://127.0.0.1:9/000000000000/inbound.fifo",
    "QUEUE_VOICE_NOTES_URL": "http://127.0.0.1:9/000000000000/voice-notes.fifo",
    "QUEUE_WEB_OUTBOUND_URL": "http://127.0.0.1:9/000000000000/web-outbound",
}


def python(engine: Engine, code: str, *options: str) -> str:
    command = ("run", "--rm", "--network", "none", *options, "--entrypoint", "python", SESSIONS, "-c", code)
    return engine.docker(*command).strip()


def test_it_runs_as_a_user_that_owns_nothing_in_it(docker_engine: Engine) -> None:
    assert python(docker_engine, "import os; print(os.getuid(), os.access('/app', os.W_OK))") == "10001 False"


def test_it_carries_the_host_and_neither_functions_nor_tools(docker_engine: Engine) -> None:
    carried = ["recado", "sessions_host", "neonize"]
    names = [*carried, "functions", "infra", "openai", "av", "pypdf", "aiohttp", "pytest", "uv"]
    code = f"import importlib.util as u; print([n for n in {names} if u.find_spec(n)])"
    assert python(docker_engine, code) == str(carried)


def test_every_part_of_the_host_finds_what_it_imports(docker_engine: Engine) -> None:
    assert int(python(docker_engine, IMPORTS, *HARDENED)) > 20


def test_the_real_client_opens_a_session_and_says_that_it_cannot_connect(docker_engine: Engine) -> None:
    facts = json.loads(python(docker_engine, START, *HARDENED).splitlines()[-1])
    assert facts.get("missing") is None
    assert "disconnected" in facts["events"]
    assert (facts["state"], facts["sent"]) == ("offline", False)
    assert facts["keys"] > 100, "its store was written"


def test_it_adds_less_than_270_mb_to_its_base(docker_engine: Engine, built: Images, note: Note) -> None:
    whole, base = (docker_engine.inspect(name)["Size"] / 1e6 for name in (SESSIONS, built.base))
    note("sessions image", f"{whole:.0f} MB, of which its base {base:.0f} MB")
    assert whole - base < 270  # FFmpeg alone would be 104 more


def test_without_database_and_queues_it_is_healthy_not_ready_and_stops_well(docker_engine: Engine) -> None:
    given = [f"--env={name}={value}" for name, value in NOWHERE.items()]
    name = docker_engine.docker("run", "--detach", "--network", "none", *HARDENED, *given, SESSIONS).strip()

    def says(*command: str) -> str:
        with suppress(AssertionError):  # it does not answer yet
            return docker_engine.docker("exec", name, "python", "-c", *command).strip()
        return ""

    try:
        eventually(lambda: says(FETCH, "/health") == '{"status": "ok"}', 60)
        eventually(lambda: says(READY) == '503 {"failed": ["leases", "queue"]}', 60)
        docker_engine.docker("stop", "--time", "30", name)
        assert docker_engine.inspect(name)["State"]["ExitCode"] == 0
    finally:
        docker_engine.docker("rm", "--force", name)
