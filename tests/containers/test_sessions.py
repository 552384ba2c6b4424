"""WhatsApp Web in containers: localstack-compose.yml's `sessions` with the simulator `web` behind it."""

from contextlib import suppress

import pytest

from tests.rigs.containers import Note, Stack
from tests.rigs.waiting import eventually
from tests.rigs.web_number import PATIENCE, WebNumber, fetch, new_phone, web_number

pytestmark = pytest.mark.timeout(1800)  # the first test waits for the images
QUESTION, PRICE = "¿cuánto cuesta una concha?", "18 pesos"


@pytest.fixture(scope="module")
def number(stack: Stack) -> WebNumber:
    """Linked by its first scan."""
    made = web_number(stack)
    made.scan()
    return made


def is_answered(number: WebNumber) -> None:
    customer = new_phone()
    number.customer_writes(customer, QUESTION)
    (answer,) = eventually(lambda: number.answers(customer), PATIENCE)
    assert PRICE in answer


def is_ready(stack: Stack, container: str) -> bool:
    with suppress(AssertionError):  # it does not answer yet, or with 503
        return fetch(stack, container, "/ready").strip() == '{"failed": []}'
    return False


def test_it_is_healthy_and_ready(stack: Stack) -> None:
    container = stack.container("sessions")
    eventually(lambda: stack.engine.inspect(container)["State"]["Health"]["Status"] == "healthy", PATIENCE)
    eventually(lambda: is_ready(stack, container), PATIENCE)


def test_it_runs_as_nobody_in_particular_and_writes_only_into_memory(stack: Stack) -> None:
    container = stack.container("sessions")
    code = (
        "import os; print(os.getuid(), [place for place in ('/', '/app', '/tmp') if os.access(place, os.W_OK)], "
        "next(line.split()[2] for line in open('/proc/mounts') if line.split()[1] == '/tmp'), "
        "next(line.split()[1] for line in open('/proc/self/status') if line.startswith('CapBnd')))"
    )
    said = stack.engine.docker("exec", container, "python", "-c", code).strip()
    assert said == "10001 ['/tmp'] tmpfs 0000000000000000"


def test_a_number_linked_by_its_qr_has_its_customers_answered_by_the_agent(number: WebNumber) -> None:
    assert number.session()["phone"].endswith(number.phone[-8:])
    is_answered(number)
    eventually(lambda: number.statuses() == {"delivered"}, PATIENCE, pause=0.5)


def test_its_figures_name_the_session(number: WebNumber, stack: Stack, note: Note) -> None:
    figures = fetch(stack, stack.container("sessions"), "/metrics").splitlines()
    assert 'recado_web_sessions{state="online"} 1' in figures
    (memory,) = [line for line in figures if line.startswith("recado_web_worker_memory_bytes{")]
    assert number.instance_id in memory
    note("memory of a simulated session's process", f"{int(memory.split()[-1]) / 1e6:.0f} MB")


def test_stopping_gives_the_session_back_and_after_the_next_start_it_is_online_without_a_scan(
    number: WebNumber, stack: Stack
) -> None:
    container, linked = stack.container("sessions"), number.account()["id"]
    stack.engine.docker("stop", "--time", "30", container)
    state = stack.engine.inspect(container)["State"]
    assert (state["Status"], state["ExitCode"], state["OOMKilled"]) == ("exited", 0, False)
    said = stack.logs("sessions")
    assert "draining" in said
    assert '"killed":0' in next(line for line in said.splitlines() if "sessions host stopped" in line)
    assert (number.lease()["owner"], number.lease()["lease_until"]) == (None, None)
    customer = new_phone()
    number.customer_writes(customer, QUESTION)
    stack.engine.docker("start", container)
    eventually(number.is_online, PATIENCE, pause=0.5)
    assert number.account()["id"] == linked
    (answer,) = eventually(lambda: number.answers(customer), PATIENCE)
    assert PRICE in answer
    assert number.violations() == {}


def test_a_killed_copys_session_moves_to_the_other_one(number: WebNumber, stack: Stack) -> None:
    copies, linked = stack.scale("sessions", 2), number.account()["id"]
    eventually(lambda: all(is_ready(stack, copy) for copy in copies), PATIENCE)
    (holder,) = eventually(lambda: number.holders(copies), PATIENCE)
    (other,) = [copy for copy in copies if copy != holder]
    epoch = number.lease()["epoch"]
    stack.engine.docker("kill", holder)
    try:
        eventually(lambda: number.holders([other]), PATIENCE)
        assert number.lease()["epoch"] > epoch
        assert number.account()["id"] == linked
        is_answered(number)
        assert number.violations() == {}
    finally:
        stack.engine.docker("rm", "--force", holder)
