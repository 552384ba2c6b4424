"""/v1/agent/bench: trying the agent out, where nobody is written to."""

from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.bench import BenchTurnDetail, MyBench, NewBenchMessage, OpenBench, ShownBench
from recado.agent.bench import service
from recado.runtime.api import Call, route
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)
READ, WRITE = Permission.AGENT_READ, Permission.AGENT_WRITE


@route(routes, "POST", "/v1/agent/bench", permission=WRITE, status=201)
def open_bench(call: Call, body: OpenBench) -> ShownBench:
    """Begin a test conversation.

    With the agent as it is live, or as its draft says, and a made-up customer. Nothing is sent, and it counts in no
    figure. It takes the place of the one you had, and ends after a day.
    """
    return ShownBench.showing(service.open_bench(call.actor, body.config, real_tools=body.real_tools))


@route(routes, "GET", "/v1/agent/bench", permission=READ)
def get_my_bench(call: Call) -> MyBench:
    """Get your test conversation.

    The one you have open.
    """
    bench = service.mine(call.actor)
    return MyBench(bench=ShownBench.showing(bench) if bench else None)


@route(routes, "GET", "/v1/agent/bench/{bench_id}", permission=READ)
def get_bench(call: Call, bench_id: UUID) -> ShownBench:
    """Get a test conversation.

    All that was said in it, and the turns of the agent.
    """
    return ShownBench.showing(service.read(call.actor, bench_id))


@route(routes, "DELETE", "/v1/agent/bench/{bench_id}", permission=WRITE, status=204)
def close_bench(call: Call, bench_id: UUID) -> None:
    """End a test conversation.

    What was said in it is erased.
    """
    service.close(call.actor, bench_id)


@route(routes, "POST", "/v1/agent/bench/{bench_id}/messages", permission=WRITE, status=201)
def send_bench_message(call: Call, bench_id: UUID, body: NewBenchMessage) -> ShownBench:
    """Write as the customer.

    The agent answers at once; read the conversation until its state is no longer `thinking`. What is written meanwhile
    is answered together. 409 `agent_tests_capped` when tests have cost as much today as they may.
    """
    return ShownBench.showing(service.say(call.actor, bench_id, body.text))


@route(routes, "GET", "/v1/agent/bench/{bench_id}/turns/{turn_id}", permission=READ)
def get_bench_turn(call: Call, bench_id: UUID, turn_id: UUID) -> BenchTurnDetail:
    """Get a turn of a test conversation.

    What the agent did, step by step.
    """
    return BenchTurnDetail.of_turn(service.turn(call.actor, bench_id, turn_id))


@route(routes, "POST", "/v1/agent/bench/{bench_id}/turns/{turn_id}/repeat", permission=WRITE)
def repeat_bench_turn(call: Call, bench_id: UUID, turn_id: UUID) -> ShownBench:
    """Ask the same again.

    What came of the turn and after it is forgotten, and the agent answers anew.
    """
    return ShownBench.showing(service.repeat(call.actor, bench_id, turn_id))
