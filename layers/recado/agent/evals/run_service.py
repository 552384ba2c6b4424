"""What people do with runs: start one, look at it, compare two, stop one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.agent import model_store
from recado.agent.configs import store as config_store
from recado.agent.configs.model import AgentConfig
from recado.agent.evals import comparing, jobs, run_store
from recado.agent.evals.comparing import Comparison
from recado.agent.evals.model import (
    KEPT_RUNS,
    Figures,
    Json,
    NothingToRun,
    RunCapReached,
    RunCaseRow,
    RunConfig,
    RunRow,
    RunUnderWay,
)
from recado.agent.sandbox import service as sandboxes
from recado.kernel.clock import now
from recado.kernel.errors import Conflict, NotFound
from recado.kernel.ids import new_id
from recado.kernel.pages import Page, Slice, page_of
from recado.kernel.settings import settings
from recado.kernel.words import Words
from recado.platform import queues
from recado.platform.db import Tx, database


@dataclass(frozen=True, slots=True)
class MeasuredRun:
    """A run, and what it measured so far."""

    run: RunRow
    figures: Figures


def listing(actor: Actor, page: Slice) -> Page[MeasuredRun]:
    """The newest first."""
    after = page.keys(datetime.fromisoformat, UUID)
    with database().acting(actor) as tx:
        rows = _measured(tx, run_store.listing(tx, after, page.limit + 1))
    return page_of(rows, page.limit, lambda row: (row.run.started_at, row.run.id))


def read(actor: Actor, run_id: UUID) -> tuple[MeasuredRun, list[RunCaseRow]]:
    """Returns a run with its cases. Raises NotFound."""
    with database().acting(actor) as tx:
        return _measured(tx, [_existing(tx, run_id)])[0], run_store.cases(tx, run_id)


def trials(actor: Actor, run_id: UUID, case_id: UUID) -> list[Json]:
    """Returns what was said and checked in each trial of a case. Raises NotFound."""
    with database().acting(actor) as tx:
        rows = run_store.trials(tx, run_id, case_id)
    if not rows:
        raise NotFound(Words("ese caso no está en esa prueba", "that case is not in that run"))
    return rows


def compare(actor: Actor, before_id: UUID | None, now_id: UUID) -> Comparison:
    """Compares what two runs measured. before_id: None for the run before. Raises NotFound, also without one."""
    with database().acting(actor) as tx:
        now_run = _existing(tx, now_id)
        before_run = _existing(tx, before_id) if before_id else run_store.previous(tx, now_run)
        if before_run is None:
            raise NotFound(Words("no hay una prueba anterior", "there is no run before"))
        before, after = _measured(tx, [before_run])[0], _measured(tx, [now_run])[0]
        rows = comparing.rows(run_store.cases(tx, before_run.id), run_store.cases(tx, now_id))
    return Comparison(before, after, rows)


def start(
    actor: Actor, config: RunConfig, trials: int, case_ids: list[UUID] | None, tags: list[str] | None
) -> MeasuredRun:
    """Plays cases: those named, or with one of the tags, or all. Raises RunUnderWay, NothingToRun, RunCapReached, and
    Conflict where there is no draft."""
    with database().acting(actor) as tx:
        run_store.hold(tx)
        if run_store.under_way(tx):
            raise RunUnderWay
        if run_store.spent_today(tx) >= settings().evals_daily_micros:
            raise RunCapReached
        body, version = _config(tx, config)
        run = RunRow(
            id=new_id(),
            state="running",
            config_version=version,
            model=body.agent_model or model_store.platform_model(tx),
            trials=trials,
            started_by=actor.id if actor.kind == "user" else None,
            started_at=now(),
            ended_at=None,
        )
        cases = run_store.begin(tx, actor.business_id, run, body.model_dump(mode="json"), case_ids, tags)
        if cases == 0:
            raise NothingToRun
        run_store.forget_old(tx, KEPT_RUNS)
        activity.audit(tx, actor, "eval_run.started", "eval_run", run.id, after={"cases": cases, "trials": trials})
        measured = _measured(tx, [_existing(tx, run.id)])[0]
    queues.send(jobs.begun(actor.business_id, run.id, cases * trials))
    return measured


def stop(actor: Actor, run_id: UUID) -> MeasuredRun:
    """What was measured stays; what is being played comes to nothing. Raises NotFound. One that is over stays so."""
    with database().acting(actor) as tx:
        _existing(tx, run_id)
        stopped = run_store.end(tx, run_id, "stopped")
        left = run_store.sandboxes(tx, run_id) if stopped else []
        if stopped:
            activity.audit(tx, actor, "eval_run.stopped", "eval_run", run_id)
        measured = _measured(tx, [_existing(tx, run_id)])[0]
    for sandbox_id in left:
        sandboxes.close(actor.business_id, sandbox_id)
    return measured


def _config(tx: Tx, config: RunConfig) -> tuple[AgentConfig, int | None]:
    """Returns what is measured, and its version; None of a draft."""
    if config == "live":
        published = config_store.published(tx)
        return config_store.live(tx), (published.version if published else None) or 1
    draft = config_store.draft(tx)
    if draft is None:
        raise Conflict(Words("no hay borrador que probar", "there is no draft to measure"))
    return draft.config, None


def _measured(tx: Tx, runs: Sequence[RunRow]) -> list[MeasuredRun]:
    figures = run_store.figures(tx, [each.id for each in runs])
    return [MeasuredRun(each, figures[each.id]) for each in runs]


def _existing(tx: Tx, run_id: UUID) -> RunRow:
    run = run_store.run(tx, run_id)
    if run is None:
        raise NotFound(Words("no existe esa prueba", "there is no such run"))
    return run
