"""Playing trials of a run: a sandbox for each, the steps in order through the code that answers customers."""

import time
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Final, Literal
from uuid import UUID

from recado.agent.configs.model import AgentConfig
from recado.agent.evals import checks, jobs, observed_store, observing, run_store
from recado.agent.evals.cases import CaseBody, CaseStep, rules_of
from recado.agent.evals.jobs import TrialJob
from recado.agent.evals.model import HOLD, MOST_ATTEMPTS, TrialClaim, TrialOutcome
from recado.agent.evals.observed import Mark, Observed
from recado.agent.fields.extracting import extract
from recado.agent.sandbox import answering
from recado.agent.sandbox import service as sandboxes
from recado.agent.sandbox.model import Sandbox
from recado.crm import store as contacts
from recado.kernel.ids import new_id
from recado.kernel.settings import settings
from recado.messaging import field_review_store, handovers
from recado.messaging.jobs import AnswerJob
from recado.platform.db import database
from recado.platform.queues import Outgoing
from recado.sending import queueing
from recado.vendors.whatsapp.contents import TextContent

Json = dict[str, Any]
BUDGET_SECONDS: Final = 60.0  # after so long, another job goes on with the next step: a function may not run for ever
RETRY: Final = timedelta(seconds=20)  # until a model that is down is asked again
_MARKS: Final[dict[str, Literal["customer", "hand_back", "other"]]] = {
    "customer": "customer",
    "hand_back": "hand_back",
    "person": "other",
}


class ClaimLost(Exception):
    """The run was stopped, or somebody else is at the trial: what was played is dropped."""


class ModelAway(Exception):
    """The model did not answer, which says nothing of the case."""


@dataclass(slots=True)
class _Progress:
    """How far a trial got. step: the next one."""

    sandbox: Sandbox
    step: int
    marks: list[Mark]


def play(job: TrialJob) -> list[Outgoing]:
    """Plays one trial of a run, or goes on with it; returns what to publish: the job again, as long as trials wait.

    A job that comes twice plays another trial, or none. One that dies leaves a trial that is claimed anew.
    """
    with database().tenant(job.business_id) as tx:
        spent = run_store.spent_today(tx) >= settings().evals_daily_micros
        if spent:
            run_store.end(tx, job.run_id, "capped")
            return []
        claim = run_store.claim(tx, job.run_id, new_id(), HOLD, MOST_ATTEMPTS)
    if claim is not None:
        _play(job.business_id, claim)
    return _next(job)


def _next(job: TrialJob) -> list[Outgoing]:
    """Ends the run with its last trial. While some wait, the job comes again; later when none can be played now."""
    with database().tenant(job.business_id) as tx:
        run_store.give_up_lost(tx, job.run_id, MOST_ATTEMPTS)
        run_store.beat(tx, job.run_id)
        if run_store.left(tx, job.run_id) == 0:
            run_store.end(tx, job.run_id, "finished")
            return []
        wait = run_store.due_in(tx, job.run_id)
    return [] if wait is None else [jobs.again(job, wait)]


def _play(business_id: UUID, claim: TrialClaim) -> None:
    if claim.progress is None and claim.sandbox_id is not None:  # of a try that died
        sandboxes.close(business_id, claim.sandbox_id)
    body = CaseBody.model_validate(claim.body)
    progress = _resumed(claim.progress) if claim.progress else _opened(business_id, claim, body)
    if progress is None:
        return
    try:
        ended = _steps(business_id, claim, body, progress)
    except ClaimLost:
        sandboxes.close(business_id, progress.sandbox.id)
        return
    except ModelAway as error:
        sandboxes.close(business_id, progress.sandbox.id)
        _away(business_id, claim, str(error))
        return
    if not ended:
        with database().tenant(business_id) as tx:
            run_store.put_back(tx, claim, timedelta(0), _kept(progress))
        return
    outcome = _outcome(body, progress)
    with database().tenant(business_id) as tx:
        run_store.settle(tx, claim, outcome)
    sandboxes.close(business_id, progress.sandbox.id)


def _opened(business_id: UUID, claim: TrialClaim, body: CaseBody) -> _Progress | None:
    """Makes a sandbox that behaves as the run's configuration says; None when the trial is not ours any more."""
    sandbox = sandboxes.open_sandbox(business_id, dry=True, config=AgentConfig.model_validate(claim.config))
    with database().tenant(business_id) as tx:
        ours = run_store.play_in(tx, claim, sandbox.id)
    if not ours:
        sandboxes.close(business_id, sandbox.id)
        return None
    with database().tenant(sandbox.id) as tx:
        observed_store.answer_whenever(tx)
        for each in body.tools:
            observed_store.answer_dry(tx, each.tool, {"falla": True} if each.fails else {"datos": dict(each.answer)})
    return _Progress(sandbox, 0, [])


def _steps(business_id: UUID, claim: TrialClaim, body: CaseBody, progress: _Progress) -> bool:
    """Plays what is left; False when another job is to go on. Raises ClaimLost and ModelAway."""
    until, first = time.monotonic() + BUDGET_SECONDS, progress.step
    while progress.step < len(body.steps):
        if progress.step > first and time.monotonic() > until:
            return False
        with database().tenant(business_id) as tx:
            if not run_store.hold_on(tx, claim, HOLD):
                raise ClaimLost
        step, sandbox = body.steps[progress.step], progress.sandbox
        with database().tenant(sandbox.id) as tx:
            progress.marks.append(Mark(_MARKS[step.kind], observed_store.newest(tx)))
        _step(sandbox, step)
        progress.step += 1
    if body.expected.fields:
        _extract(progress.sandbox)
    return True


def _step(sandbox: Sandbox, step: CaseStep) -> None:
    if step.kind == "customer":
        _burst(sandbox, step)
    elif step.kind == "person":
        queueing.send_by_person(sandbox.id, sandbox.conversation_id, TextContent(body=step.text or ""))
    else:
        with database().tenant(sandbox.id) as tx:
            contacts.set_bot(tx, sandbox.contact_id, enabled=True, paused_until=None)
            handovers.give_back(tx, sandbox.conversation_id)


def _burst(sandbox: Sandbox, step: CaseStep) -> None:
    """All messages are there before the agent reads them: nobody waits for the customer to be quiet."""
    due = [
        each
        for message in step.messages
        for each in sandboxes.say(sandbox, message.text, message.kind)
        if each.queue_url == settings().queue_agent_tests_url
    ]
    for each in due[-1:]:  # a message takes the claim of the one before away
        answering.answer(AnswerJob.model_validate(each.body))
        with database().tenant(sandbox.id) as tx:
            failed = observed_store.failed_turn(tx)
        if failed:
            raise ModelAway(failed)


def _extract(sandbox: Sandbox) -> None:
    """Reads the fields now: nobody waits for the conversation to be quiet."""
    with database().tenant(sandbox.id) as tx:
        field_review_store.ask(tx, sandbox.id, sandbox.conversation_id)
    extract(sandbox.id, sandbox.conversation_id)


def _outcome(body: CaseBody, progress: _Progress) -> TrialOutcome:
    with database().tenant(progress.sandbox.id) as tx:
        observed = observing.observe(tx, progress.marks)
    rules = rules_of(body)
    judged = checks.judge(rules, observed)
    figures = set(checks.invented(rules, observed).values())
    return TrialOutcome(
        checks=judged,
        transcript=_transcript(observed),
        said=len(observed.said),
        invented=len(figures),
        cost_micros=None if observed.cost is None else round(observed.cost * 1e6),
        milliseconds=sum(observed.milliseconds),
    )


def _transcript(observed: Observed) -> list[Json]:
    """Returns what was said, and after each burst which tools were called for it."""
    called = {burst.step: burst.called for burst in observed.bursts}
    lines = [asdict(each) | {"tools": []} for each in observed.spoken]
    for step, tools in called.items():
        last = next((line for line in reversed(lines) if line["step"] == step), None)
        if last is not None:
            last["tools"] = [name for name, _code in tools]
    return lines


def _away(business_id: UUID, claim: TrialClaim, reason: str) -> None:
    """Tries again later; after too many tries the trial has failed, and says why."""
    with database().tenant(business_id) as tx:
        if claim.attempts < MOST_ATTEMPTS:
            run_store.put_back(tx, claim, RETRY * claim.attempts, None)
        else:
            run_store.settle(tx, claim, TrialOutcome(trouble=f"model: {reason}"))


def _kept(progress: _Progress) -> Json:
    sandbox = {name: str(value) for name, value in asdict(progress.sandbox).items()}
    return {"sandbox": sandbox, "step": progress.step, "marks": [asdict(each) for each in progress.marks]}


def _resumed(kept: Json) -> _Progress:
    sandbox = Sandbox(**{name: UUID(value) for name, value in kept["sandbox"].items()})
    return _Progress(sandbox, kept["step"], [Mark(**each) for each in kept["marks"]])
