"""/v1/agent/runs: playing cases against a configuration of the agent, and comparing what came of it."""

from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.evals import (
    EvalComparison,
    EvalComparisonQuery,
    EvalTrialDetail,
    EvalTrials,
    ShownEvalRun,
    ShownEvalRunDetail,
    StartEvalRun,
)
from recado.agent.evals import run_service as service
from recado.runtime.api import Call, route
from recado.runtime.pages import Page, Paging, page
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)
READ, WRITE = Permission.AGENT_READ, Permission.AGENT_WRITE


@route(routes, "GET", "/v1/agent/runs", permission=READ)
def list_eval_runs(call: Call, query: Paging) -> Page[ShownEvalRun]:
    """List runs.

    The newest first. The last 30 are kept.
    """
    return page(service.listing(call.actor, query.slice()), ShownEvalRun.showing)


@route(routes, "POST", "/v1/agent/runs", permission=WRITE, status=201)
def start_eval_run(call: Call, body: StartEvalRun) -> ShownEvalRun:
    """Start a run.

    Each trial of a case is played by itself, with a made-up customer; no message leaves and no external tool is called.
    A business has one run at a time. Answers cost as they do in conversations: what runs may cost in a day is limited.
    """
    return ShownEvalRun.showing(service.start(call.actor, body.config, body.trials, body.case_ids, body.tags))


@route(routes, "GET", "/v1/agent/runs/{run_id}", permission=READ)
def get_eval_run(call: Call, run_id: UUID) -> ShownEvalRunDetail:
    """Get a run.

    With what came of each trial so far.
    """
    return ShownEvalRunDetail.showing(*service.read(call.actor, run_id))


@route(routes, "GET", "/v1/agent/runs/{run_id}/cases/{case_id}", permission=READ)
def get_eval_trials(call: Call, run_id: UUID, case_id: UUID) -> EvalTrials:
    """Get the trials of a case.

    What was said in each, which tools were called, and what was checked.
    """
    return EvalTrials(items=[EvalTrialDetail(**each) for each in service.trials(call.actor, run_id, case_id)])


@route(routes, "GET", "/v1/agent/runs/{run_id}/comparison", permission=READ)
def compare_eval_runs(call: Call, run_id: UUID, query: EvalComparisonQuery) -> EvalComparison:
    """Compare two runs.

    What got worse since the run `before` comes first, then what got better and what still fails.
    """
    return EvalComparison.showing(service.compare(call.actor, query.before, run_id))


@route(routes, "POST", "/v1/agent/runs/{run_id}/stop", permission=WRITE)
def stop_eval_run(call: Call, run_id: UUID) -> ShownEvalRun:
    """Stop a run.

    What was measured stays. One that is over stays as it is.
    """
    return ShownEvalRun.showing(service.stop(call.actor, run_id))
