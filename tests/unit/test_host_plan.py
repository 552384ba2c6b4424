"""Which processes a host plans, and how long each may take to finish."""

from pathlib import Path

import pytest

from recado.runtime.host.plan import SETTLE_SECONDS, Plan
from recado.runtime.host.proxies import Proxies
from recado.runtime.host.settings import host_settings
from recado.runtime.host.supervisor import Child
from recado.runtime.host.template import Function, functions, load

TEMPLATE = load(Path(__file__).parents[2] / "template.yaml")
ALL = functions(TEMPLATE, {})


def children(tmp_path: Path, chosen: list[Function] = ALL, *, http: bool = True) -> list[Child]:
    plan = Plan(TEMPLATE, chosen, tmp_path / "front.sock")
    if http:
        plan.add_http("127.0.0.1", 0, Proxies())
    return plan.children()


def test_each_process_may_finish_as_long_as_its_function_may_run(tmp_path: Path) -> None:
    timeouts = {function.name: function.timeout_seconds for function in ALL}
    longest_http = max(function.timeout_seconds for function in ALL if function.routes)
    for child in children(tmp_path):
        least = timeouts[child.function] if child.role in ("queue", "schedule") else longest_http
        assert child.drain_seconds == least + SETTLE_SECONDS, child.name


def test_operator_s_limit_shortens_every_drain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOST_DRAIN_SECONDS", "25")
    monkeypatch.setattr("recado.runtime.host.plan.host_settings", host_settings.__wrapped__)
    assert {child.drain_seconds for child in children(tmp_path)} == {25.0}


def test_http_functions_have_processes_of_their_own(tmp_path: Path) -> None:
    of = {role: [c.function for c in children(tmp_path) if c.role == role] for role in ("http", "worker")}
    assert of["http"] == [""]
    assert {name: of["worker"].count(name) for name in of["worker"]} == {f.name: f.processes for f in ALL if f.routes}


def test_without_http_no_process_waits_for_a_front(tmp_path: Path) -> None:
    assert {c.role for c in children(tmp_path, http=False)} == {"queue", "schedule"}


def test_every_child_has_a_name_and_a_slot_of_its_own(tmp_path: Path) -> None:
    planned = children(tmp_path)
    assert len({child.name for child in planned}) == len(planned)
    planned[0].status.polled()
    assert [child.name for child in planned if child.status.silent_for()] == [planned[0].name]
