"""localstack-compose.yml, as people use it: PostgreSQL, LocalStack, migrations, functions and simulators in containers.

Where a registry answers, PostgreSQL and LocalStack are their official images. Where none does, they are the same
servers from PyPI on a Debian made by debootstrap (tests/rigs/standins), and the product's image is built on that
Debian and its Python 3.11. Compose, networks, health checks and the product's own image are the real ones either way.
"""

from typing import Any
from urllib.request import urlopen
from uuid import uuid4

import pytest

from infra.local.seed import NUMBER, get, post
from tests.rigs.containers import Note, Stack, wait_for
from tests.rigs.waiting import eventually

pytestmark = pytest.mark.timeout(1800)  # the first test waits for the images


def test_the_web_app_and_the_api_stand_under_one_address(stack: Stack) -> None:
    with urlopen(f"{stack.url('functions')}/inbox", timeout=10) as page:
        assert b'<div id="root">' in page.read()
        assert "default-src 'self'" in page.headers["content-security-policy"]
    assert "features" in get(f"{stack.url('functions')}/v1/config")


def say(stack: Stack, customer: str, text: str) -> None:
    """A customer writes, at the simulated Meta."""
    message = {"phone_number_id": NUMBER.phone_number_id, "from": customer, "type": "text", "text": {"body": text}}
    post(f"{stack.url('meta')}/_sim/messages", message)


def answers(stack: Stack, customer: str) -> list[dict[str, Any]]:
    query = f"phone_number_id={NUMBER.phone_number_id}&to={customer}"
    found: list[dict[str, Any]] = get(f"{stack.url('meta')}/_sim/sent?{query}")["sent"]
    return found


def new_customer() -> str:
    return f"52155{uuid4().int % 10**8:08d}"


def test_one_shot_jobs_end_well_and_show_a_conversation(stack: Stack) -> None:
    for job in ("setup", "hello"):
        assert stack.engine.inspect(stack.container(job))["State"]["ExitCode"] == 0, stack.logs(job)
    assert "accepted by Meta" in stack.logs("hello")


def test_customers_message_is_answered_from_the_business_context(stack: Stack) -> None:
    customer = new_customer()
    say(stack, customer, "¿cuánto cuesta una concha?")
    eventually(lambda: answers(stack, customer), seconds=30)
    assert "18 pesos" in answers(stack, customer)[0]["body"]["text"]["body"]


def test_functions_become_healthy(stack: Stack) -> None:
    state = eventually(
        lambda: stack.engine.inspect(stack.container("functions"))["State"]["Health"]["Status"] != "starting", 60
    )
    assert state
    assert stack.engine.inspect(stack.container("functions"))["State"]["Health"]["Status"] == "healthy"


def test_setup_may_run_again_and_changes_nothing(stack: Stack) -> None:
    before = stack.logs("setup").splitlines()[-1]
    stack.engine.docker("start", "--attach", stack.container("setup"))
    again = stack.logs("setup").splitlines()
    assert "migrations applied: nothing new" in again
    assert again[-1] == before, "the demo business keeps its route"


def test_stopping_drains_and_what_waited_is_answered_once_after_the_next_start(stack: Stack, note: Note) -> None:
    customers = [new_customer() for _ in range(8)]
    for customer in customers:
        say(stack, customer, "¿a qué hora abren?")
    container = stack.container("functions")
    stack.engine.docker("stop", "--time", "30", container)
    state = stack.engine.inspect(container)["State"]
    assert (state["Status"], state["ExitCode"], state["OOMKilled"]) == ("exited", 0, False)
    said = stack.logs("functions")
    assert "draining" in said
    assert "host stopped" in said
    assert "killing what did not finish" not in said
    stack.engine.docker("start", container)
    note("functions ready after a start", f"{wait_for(stack.url('functions') + '/ready'):.1f} s")
    eventually(lambda: all(answers(stack, customer) for customer in customers), seconds=90)
    assert {len(answers(stack, customer)) for customer in customers} == {1}
