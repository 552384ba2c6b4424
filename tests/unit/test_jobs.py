"""Jobs of one run, and which schedule of a function an event is for."""

from typing import Any

import pytest
from chalice.app import Chalice, CloudWatchEvent

from recado.kernel.clock import now
from recado.runtime.handler import lambda_handler
from recado.runtime.host.events import schedule_event
from recado.runtime.jobs import JobsFailed, run_jobs


def test_every_job_is_tried_and_the_run_fails_with_the_names_of_those_that_failed() -> None:
    done: list[str] = []

    def fail() -> None:
        raise ValueError("a customer's words")

    with pytest.raises(JobsFailed) as failure:
        run_jobs({"a": fail, "b": lambda: done.append("b"), "c": fail, "d": lambda: done.append("d")})
    assert (done, failure.value.names, str(failure.value)) == (["b", "d"], ["a", "c"], "a, c")


def test_run_in_which_no_job_fails_does_not_fail() -> None:
    run_jobs({"a": lambda: None})
    run_jobs({})


def app_of(*names: str) -> tuple[Chalice, list[str]]:
    app, ran = Chalice(app_name="t"), []
    for name in names:

        def run(_event: CloudWatchEvent, name: str = name) -> None:
            ran.append(name)

        app.schedule("rate(1 minute)", name=name)(run)
    return app, ran


def fire(app: Chalice, rule: str) -> Any:
    return lambda_handler(app)(schedule_event(rule, now()), None)


def test_each_schedule_of_a_function_is_served_by_its_own_part() -> None:
    app, ran = app_of("sweep", "vendors")
    fire(app, "recado-maintenance-vendors")
    fire(app, "recado-maintenance-sweep")
    assert ran == ["vendors", "sweep"]
    with pytest.raises(ValueError, match="another"):
        fire(app, "recado-maintenance-another")


def test_only_schedule_of_a_function_is_served_whatever_its_rule_is_called() -> None:
    app, ran = app_of("due")
    fire(app, "Stack-FunctionEveryMinute-1ABC")
    assert ran == ["due"]
