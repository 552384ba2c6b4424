"""localstack-compose.yml held against the settings, the template, the image and the pins kept elsewhere."""

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from recado.kernel.settings import Settings, settings
from recado.runtime.host.plan import SETTLE_SECONDS
from recado.runtime.host.settings import HostSettings
from recado.runtime.host.template import functions, load, parameter_env
from sessions_host.settings import HostSettings as SessionsHostSettings
from tests.rigs import images

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "localstack-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
TEMPLATE = load(ROOT / "template.yaml")
DOCKERFILES = {path.stem: path.read_text() for path in (ROOT / "infra" / "docker").glob("*.Dockerfile")}
CHECKED_BY_IMAGE = ("functions", "sessions")
OURS = [name for name, service in SERVICES.items() if "build" in service]
KNOWN = (
    {field.name.upper() for field in dataclasses.fields(Settings)}
    | {parameter_env(name) for name in TEMPLATE["Parameters"]}
    | {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"}
)


def written(value: Any) -> str:
    """A value with every `${NAME:-default}` at its default."""
    return re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", str(value))


def read_in(module: str) -> set[str]:
    """Names a module takes straight from its environment."""
    return set(re.findall(r"environ(?:\.get\(|\[)\"(\w+)\"", (ROOT / module).read_text()))


def test_functions_are_given_only_names_they_read() -> None:
    host = {f"HOST_{field.name.upper()}" for field in dataclasses.fields(HostSettings)}
    assert set(SERVICES["functions"]["environment"]) <= KNOWN | host


def test_sessions_are_given_only_names_they_read() -> None:
    own = {f"WEB_{field.name.upper()}" for field in dataclasses.fields(SessionsHostSettings)}
    assert set(SERVICES["sessions"]["environment"]) <= KNOWN | own


def test_sessions_are_given_what_has_no_default_and_speak_to_the_simulator_until_told_otherwise() -> None:
    given, simulator = SERVICES["sessions"]["environment"], SERVICES["web"]["command"]
    assert {"DATABASE_URL", "MASTER_KEYS", "PREFIX", "AWS_ENDPOINT_URL", "AWS_DEFAULT_REGION"} <= set(given)
    assert written(given["WEB_GATEWAY"]) == f"http://web:{simulator[simulator.index('--port') + 1]}"


def test_sessions_and_functions_open_the_same_seals_and_speak_to_the_same_database_and_queues() -> None:
    functions_, sessions = SERVICES["functions"]["environment"], SERVICES["sessions"]["environment"]
    shared = ("PREFIX", "DATABASE_URL", "MASTER_KEYS", "AWS_ENDPOINT_URL")
    assert [functions_[name] for name in shared] == [sessions[name] for name in shared]


@pytest.mark.parametrize("name", ["functions", "sessions"])
def test_what_faces_the_world_writes_into_memory_only_and_has_no_privileges(name: str) -> None:
    service = SERVICES[name]
    assert (service["read_only"], service["tmpfs"], "volumes" in service) == (True, ["/tmp"], False)
    assert (service["cap_drop"], service["security_opt"]) == (["ALL"], ["no-new-privileges:true"])


def test_the_functions_drain_as_long_as_any_of_them_may_run() -> None:
    longest = max(function.timeout_seconds for function in functions(TEMPLATE, {}))
    assert int(written(SERVICES["functions"]["environment"]["HOST_DRAIN_SECONDS"])) >= longest + SETTLE_SECONDS


def test_copies_of_sessions_do_not_quarrel_over_a_port_or_a_name() -> None:
    assert {"ports", "container_name", "hostname"}.isdisjoint(SERVICES["sessions"])


@pytest.mark.parametrize("job", ["setup", "hello"])
def test_jobs_are_given_every_name_they_read_and_no_other(job: str) -> None:
    given, own = set(SERVICES[job]["environment"]), read_in("infra/local/compose.py")
    assert own <= given
    assert given <= KNOWN | own


def test_functions_are_given_what_neither_template_nor_defaults_provide(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in dataclasses.fields(Settings):
        monkeypatch.delenv(field.name.upper(), raising=False)
    settings.cache_clear()
    missing = {name.upper() for name, value in dataclasses.asdict(settings()).items() if value == ""}
    settings.cache_clear()
    wired = {name for function in functions(TEMPLATE, {}) for name in function.environment}
    assert missing - wired <= set(SERVICES["functions"]["environment"])


@pytest.mark.parametrize("name", OURS)
def test_image_is_built_from_a_target_and_base_the_dockerfile_has(name: str) -> None:
    build = SERVICES[name]["build"]
    dockerfile = (ROOT / build["dockerfile"]).read_text()
    assert "target" not in build or f" AS {build['target']}\n" in dockerfile
    assert f"ARG BASE={written(build['args']['BASE'])}\n" in dockerfile


@pytest.mark.parametrize("name", sorted(DOCKERFILES))
def test_the_build_context_has_what_the_dockerfile_copies(name: str) -> None:
    lines = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILES[name], re.MULTILINE)
    copied = {source.rstrip("/") for line in lines for source in line.split()}
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert copied
    assert all(any(f"{source}/".startswith(f"{each}/") for each in let_in) for source in copied)


def test_the_port_of_the_sessions_image_is_the_hosts() -> None:
    image, port = DOCKERFILES["sessions_host"], SessionsHostSettings().port
    assert f" WEB_PORT={port}\n" in image
    assert f"EXPOSE {port}\n" in image


@pytest.mark.parametrize("name", sorted(SERVICES.keys() - set(OURS)))
def test_image_of_others_names_its_version(name: str) -> None:
    assert re.search(r":[0-9][\w.]*$", written(SERVICES[name]["image"]))


def test_one_release_of_localstack_everywhere_and_the_images_the_tests_look_for() -> None:
    release = written(SERVICES["localstack"]["image"]).rsplit(":", 1)[1]
    assert f"localstack-core[runtime]=={release}\n" in (ROOT / "infra" / "local" / "localstack.in").read_text()
    assert written(SERVICES["localstack"]["image"]) == images.LOCALSTACK
    assert written(SERVICES["postgres"]["image"]) == images.POSTGRES
    assert {written(SERVICES[name]["build"]["args"]["BASE"]) for name in OURS} == {images.PYTHON}


@pytest.mark.parametrize(("name", "setting"), [("functions", "HOST_DRAIN_SECONDS"), ("sessions", "WEB_DRAIN")])
def test_stopping_waits_longer_than_the_host_drains(name: str, setting: str) -> None:
    service = SERVICES[name]
    drains = int(written(service["environment"][setting]))
    assert int(service["stop_grace_period"].removesuffix("s")) >= drains + 5


@pytest.mark.parametrize("name", ["functions", "sessions"])
def test_database_and_queues_are_stopped_after_what_drains_into_them(name: str) -> None:
    assert {"postgres", "localstack"} <= set(SERVICES[name]["depends_on"])


def test_ports_are_open_to_this_machine_only() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_everything_waits_for_something_that_is_there_and_can_be_waited_for() -> None:
    for name, service in SERVICES.items():
        for needed, how in service.get("depends_on", {}).items():
            if how["condition"] == "service_healthy":
                assert "healthcheck" in SERVICES[needed] or needed in CHECKED_BY_IMAGE, name
            else:
                assert SERVICES[needed]["command"][0] == "infra.local.compose", name


@pytest.mark.parametrize("name", sorted(DOCKERFILES))
def test_every_image_of_ours_knows_how_its_health_is_asked_and_names_a_user(name: str) -> None:
    assert "\nHEALTHCHECK --" in DOCKERFILES[name]
    assert "\nUSER recado\n" in DOCKERFILES[name]
