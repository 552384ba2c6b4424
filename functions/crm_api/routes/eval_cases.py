"""/v1/agent/cases: cases that measure the agent."""

from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.evals import NewEvalCase, RecordBenchCase, RecordEvalCase, ShownEvalCase, UpdateEvalCase
from recado.agent.evals import case_service as service
from recado.agent.evals import recording
from recado.runtime.api import Call, route
from recado.runtime.pages import Page, Paging, page
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)
READ, WRITE = Permission.AGENT_READ, Permission.AGENT_WRITE


@route(routes, "GET", "/v1/agent/cases", permission=READ)
def list_eval_cases(call: Call, query: Paging) -> Page[ShownEvalCase]:
    """List cases.

    The newest first. A case is what a customer and the team do, and what must come of it.
    """
    return page(service.listing(call.actor, query.slice()), ShownEvalCase.of)


@route(routes, "POST", "/v1/agent/cases", permission=WRITE, status=201)
def create_eval_case(call: Call, body: NewEvalCase) -> ShownEvalCase:
    """Create a case.

    A business has up to 200.
    """
    return ShownEvalCase.of(service.write(call.actor, body.case()))


@route(routes, "POST", "/v1/agent/cases/from-conversation", permission=WRITE, status=201)
def record_eval_case(call: Call, body: RecordEvalCase) -> ShownEvalCase:
    """Record a case.

    What the customer wrote in a conversation becomes its steps; names, phone numbers, mail addresses, postal addresses
    and long numbers are replaced. What the agent did is what is expected: change that to what it should have done.
    """
    return ShownEvalCase.of(recording.record(call.actor, body.conversation_id, body.upto, body.name))


@route(routes, "POST", "/v1/agent/cases/from-bench", permission=WRITE, status=201)
def record_bench_case(call: Call, body: RecordBenchCase) -> ShownEvalCase:
    """Record a test conversation.

    What you wrote at the test bench becomes a case, as what a customer wrote in a conversation does.
    """
    return ShownEvalCase.of(recording.record_bench(call.actor, body.bench_id, body.name))


@route(routes, "GET", "/v1/agent/cases/{case_id}", permission=READ)
def get_eval_case(call: Call, case_id: UUID) -> ShownEvalCase:
    """Get a case.

    With its steps and what is expected.
    """
    return ShownEvalCase.of(service.read(call.actor, case_id))


@route(routes, "PATCH", "/v1/agent/cases/{case_id}", permission=WRITE)
def update_eval_case(call: Call, case_id: UUID, body: UpdateEvalCase) -> ShownEvalCase:
    """Change a case.

    Runs that have begun measure it as it was.
    """
    return ShownEvalCase.of(
        service.change(call.actor, case_id, body.revision, body.name, body.tags, body.steps, body.tools, body.expected)
    )


@route(routes, "DELETE", "/v1/agent/cases/{case_id}", permission=WRITE, status=204)
def delete_eval_case(call: Call, case_id: UUID) -> None:
    """Delete a case.

    What was measured with it stays.
    """
    service.delete(call.actor, case_id)
