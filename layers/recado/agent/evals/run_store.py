"""SQL of runs and their trials."""

from dataclasses import asdict
from datetime import timedelta
from typing import LiteralString
from uuid import UUID

from recado.agent.evals.model import (
    Figures,
    Json,
    RunCaseRow,
    RunRow,
    RunState,
    TrialClaim,
    TrialOutcome,
    TrialRow,
)
from recado.kernel.pages import Key
from recado.platform.db import Tx, json_value

_RUN: LiteralString = (
    "select id, state, config_version, model, trials, started_by, started_at, ended_at from eval_runs "
    "where business_id = current_business() "
)


def listing(tx: Tx, after: tuple[Key, ...] | None, limit: int) -> list[RunRow]:
    """The newest first."""
    at, run_id = after or (None, None)
    return tx.rows(
        RunRow,
        _RUN + "and (%(at)s::timestamptz is null or (started_at, id) < (%(at)s, %(id)s)) "
        "order by started_at desc, id desc limit %(limit)s",
        {"at": at, "id": run_id, "limit": limit},
    )


def run(tx: Tx, run_id: UUID, *, lock: bool = False) -> RunRow | None:
    if lock:
        return tx.row(RunRow, _RUN + "and id = %s for update", (run_id,))
    return tx.row(RunRow, _RUN + "and id = %s", (run_id,))


def previous(tx: Tx, run: RunRow) -> RunRow | None:
    """Returns the run before; None when it is the first that is kept."""
    return tx.row(
        RunRow,
        _RUN + "and (started_at, id) < (%s, %s) order by started_at desc, id desc limit 1",
        (run.started_at, run.id),
    )


def hold(tx: Tx) -> None:
    """Runs of a business begin one after the other."""
    tx.run("select pg_advisory_xact_lock(hashtextextended('eval_runs ' || current_business()::text, 0))")


def under_way(tx: Tx) -> bool:
    statement: LiteralString = (
        "select exists (select from eval_runs where business_id = current_business() and state = 'running')"
    )
    return bool(tx.value(statement))


def begin(
    tx: Tx, business_id: UUID, run: RunRow, config: Json, case_ids: list[UUID] | None, tags: list[str] | None
) -> int:
    """Keeps the run with its cases and trials: those named, or with one of the tags, or all. Returns how many cases."""
    tx.run(
        "insert into eval_runs (id, business_id, state, config, config_version, model, trials, started_by) "
        "values (%s, %s, 'running', %s, %s, %s, %s, %s)",
        (run.id, business_id, json_value(config), run.config_version, run.model, run.trials, run.started_by),
    )
    cases = tx.run(
        "insert into eval_run_cases (run_id, case_id, business_id, position, name, tags, body) "
        "select %(run)s, id, business_id, row_number() over (order by created_at, id), name, tags, body "
        "from eval_cases where business_id = current_business() "
        "and (%(ids)s::uuid[] is null or id = any(%(ids)s)) and (%(tags)s::text[] is null or tags && %(tags)s)",
        {"run": run.id, "ids": case_ids, "tags": tags},
    )
    tx.run(
        "insert into eval_results (run_id, case_id, trial, business_id) select c.run_id, c.case_id, t.trial, "
        "c.business_id from eval_run_cases c cross join generate_series(1, %s) t(trial) where c.run_id = %s",
        (run.trials, run.id),
    )
    return cases


def forget_old(tx: Tx, kept: int) -> None:
    """Leaves the newest runs of the business."""
    tx.run(
        "delete from eval_runs where business_id = current_business() and state <> 'running' and id not in (select id "
        "from eval_runs where business_id = current_business() order by started_at desc, id desc limit %s)",
        (kept,),
    )


def claim(tx: Tx, run_id: UUID, claim_id: UUID, hold: timedelta, attempts: int) -> TrialClaim | None:
    """Takes a trial that waits, or whose worker died; None when there is none. Those that died too often stay."""
    row = tx.row(
        TrialClaim,
        "with next as (select r.run_id, r.case_id, r.trial from eval_results r join eval_run_cases c "
        "using (run_id, case_id) where r.run_id = %(run)s and r.state <> 'done' and r.attempts < %(attempts)s "
        "and (r.held_until is null or r.held_until < clock_timestamp()) order by c.position, r.trial limit 1 "
        "for update of r skip locked) "
        "update eval_results r set state = 'running', claim_id = %(claim)s, attempts = r.attempts + 1, "
        "held_until = clock_timestamp() + %(hold)s, progress = case when r.state = 'waiting' then r.progress end "
        "from next, eval_run_cases c, eval_runs u "
        "where (r.run_id, r.case_id, r.trial) = (next.run_id, next.case_id, next.trial) "
        "and (c.run_id, c.case_id) = (r.run_id, r.case_id) and u.id = r.run_id and u.state = 'running' "
        "returning r.run_id, r.case_id, r.trial, r.claim_id, r.attempts, c.body, u.config, r.sandbox_id, "
        "r.progress",
        {"run": run_id, "claim": claim_id, "hold": hold, "attempts": attempts},
    )
    if row is not None:
        beat(tx, run_id)
    return row


def hold_on(tx: Tx, claim: TrialClaim, seconds: timedelta) -> bool:
    """Prolongs a claim. False when it is another's by now, or the run is over."""
    return _of_claim(tx, claim) and bool(
        tx.run(
            "update eval_results set held_until = clock_timestamp() + %s where run_id = %s and case_id = %s "
            "and trial = %s",
            (seconds, claim.run_id, claim.case_id, claim.trial),
        )
    )


def put_back(tx: Tx, claim: TrialClaim, wait: timedelta, progress: Json | None) -> bool:
    """Leaves a trial to another job. progress: how far it got; None when it is to be played from its beginning, which
    is one more attempt. False when the claim is another's by now, or the run is over."""
    return _of_claim(tx, claim) and bool(
        tx.run(
            "update eval_results set state = 'waiting', held_until = clock_timestamp() + %s, progress = %s::jsonb, "
            "attempts = attempts - (%s::jsonb is not null)::int, sandbox_id = case when %s::jsonb is not null "
            "then sandbox_id end where run_id = %s and case_id = %s and trial = %s",
            (wait, *[json_value(progress) if progress else None] * 3, claim.run_id, claim.case_id, claim.trial),
        )
    )


def play_in(tx: Tx, claim: TrialClaim, sandbox_id: UUID) -> bool:
    """Notes the sandbox a trial is played in. False when the claim is another's by now, or the run is over."""
    return _of_claim(tx, claim) and bool(
        tx.run(
            "update eval_results set sandbox_id = %s where run_id = %s and case_id = %s and trial = %s",
            (sandbox_id, claim.run_id, claim.case_id, claim.trial),
        )
    )


def _of_claim(tx: Tx, claim: TrialClaim) -> bool:
    """Whether a trial is still this claim's, and its run goes on. Locks it."""
    statement: LiteralString = (
        "select true from eval_results r join eval_runs u on u.id = r.run_id where r.run_id = %s and r.case_id = %s "
        "and r.trial = %s and r.state = 'running' and r.claim_id = %s and u.state = 'running' for update of r"
    )
    return bool(tx.value(statement, (claim.run_id, claim.case_id, claim.trial, claim.claim_id)))


def settle(tx: Tx, claim: TrialClaim, outcome: TrialOutcome) -> bool:
    """Writes down what came of a trial, once. False when the claim is another's by now, or the run is over."""
    if not _of_claim(tx, claim):
        return False
    tools = [each for each in outcome.checks if each.rule == "first_tool"]
    tx.run(
        "update eval_results set state = 'done', held_until = null, passed = %(passed)s, trouble = %(trouble)s, "
        "checks = %(checks)s, transcript = %(transcript)s, said = %(said)s, invented = %(invented)s, "
        "tool_points = %(points)s, tools_right = %(right)s, cost_micros = %(cost)s, milliseconds = %(ms)s, "
        "ended_at = clock_timestamp() where run_id = %(run)s and case_id = %(case)s and trial = %(trial)s",
        {
            "passed": outcome.passed,
            "trouble": outcome.trouble and outcome.trouble[:200],
            "checks": json_value([asdict(each) for each in outcome.checks]),
            "transcript": json_value(outcome.transcript),
            "said": outcome.said,
            "invented": outcome.invented,
            "points": len(tools),
            "right": sum(each.holds for each in tools),
            "cost": outcome.cost_micros,
            "ms": outcome.milliseconds,
            "run": claim.run_id,
            "case": claim.case_id,
            "trial": claim.trial,
        },
    )
    beat(tx, claim.run_id)
    return True


def beat(tx: Tx, run_id: UUID) -> None:
    """Something happened in a run. Locks it."""
    tx.run("update eval_runs set beat_at = clock_timestamp() where id = %s", (run_id,))


def give_up_lost(tx: Tx, run_id: UUID, attempts: int) -> int:
    """Ends trials whose workers died too often; returns how many."""
    return tx.run(
        "update eval_results set state = 'done', passed = false, trouble = 'lost', ended_at = clock_timestamp(), "
        "held_until = null where run_id = %s and state = 'running' and attempts >= %s "
        "and held_until < clock_timestamp()",
        (run_id, attempts),
    )


def left(tx: Tx, run_id: UUID) -> int:
    """Returns how many trials of a run are not done. After what locks the run, so that two who end their trials at once
    do not both believe that the other is still at it."""
    return int(tx.value("select count(*) from eval_results where run_id = %s and state <> 'done'", (run_id,)))


def due_in(tx: Tx, run_id: UUID) -> float | None:
    """Returns in how many seconds the next trial that waits may be played; None when none does, or the run is over."""
    return tx.value(
        float,
        "select greatest(extract(epoch from t.at - clock_timestamp()), 0)::float from (select min(coalesce("
        "r.held_until, clock_timestamp())) as at from eval_results r join eval_runs u on u.id = r.run_id "
        "where r.run_id = %s and r.state = 'waiting' and u.state = 'running') t where t.at is not null",
        (run_id,),
    )


def end(tx: Tx, run_id: UUID, state: RunState) -> bool:
    """False when it is over already."""
    statement: LiteralString = (
        "update eval_runs set state = %s, ended_at = clock_timestamp() where id = %s and state = 'running'"
    )
    return tx.run(statement, (state, run_id)) > 0


def spent_today(tx: Tx) -> int:
    """Returns what the trials of the last day cost, in millionths of a US dollar."""
    return int(
        tx.value(
            "select coalesce(sum(cost_micros), 0) from eval_results where business_id = current_business() "
            "and ended_at > now() - interval '1 day'"
        )
    )


def sandboxes(tx: Tx, run_id: UUID) -> list[UUID]:
    """Returns the sandboxes of trials that did not come to their end."""
    statement: LiteralString = (
        "select sandbox_id from eval_results where run_id = %s and state <> 'done' and sandbox_id is not null"
    )
    return tx.values(UUID, statement, (run_id,))


def figures(tx: Tx, run_ids: list[UUID]) -> dict[UUID, Figures]:
    """Returns what runs measured."""
    rows = tx.dicts(
        "select c.run_id, count(*)::int as cases, sum(r.planned)::int as planned, sum(r.done)::int as done, "
        "sum(r.passed)::int as passed, (count(*) filter (where r.done = r.planned))::int as finished_cases, "
        "(count(*) filter (where r.passed = r.planned))::int as passed_always, sum(r.said)::int as said, "
        "sum(r.invented)::int as invented, sum(r.tool_points)::int as tool_points, "
        "sum(r.tools_right)::int as tools_right, case when sum(r.priced) = sum(r.done) then sum(r.cost)::bigint end "
        "as cost_micros, sum(r.milliseconds)::bigint as milliseconds from eval_run_cases c cross join lateral ("
        "select count(*) as planned, count(*) filter (where state = 'done') as done, count(*) filter (where passed) as "
        "passed, sum(said) as said, sum(invented) as invented, sum(tool_points) as tool_points, sum(tools_right) as "
        "tools_right, count(cost_micros) as priced, coalesce(sum(cost_micros), 0) as cost, "
        "coalesce(sum(milliseconds), 0) as milliseconds from eval_results e "
        "where e.run_id = c.run_id and e.case_id = c.case_id) r where c.run_id = any(%s) group by c.run_id",
        (run_ids,),
    )
    return {row.pop("run_id"): Figures(**row) for row in rows}


def cases(tx: Tx, run_id: UUID) -> list[RunCaseRow]:
    """Returns the cases of a run in their order, each with its trials."""
    rows = tx.rows(
        RunCaseRow,
        "select case_id, name, tags, body from eval_run_cases where run_id = %s order by position",
        (run_id,),
    )
    by_id = {row.case_id: row for row in rows}
    for trial in _trials(tx, run_id):
        by_id[trial.case_id].trials.append(trial)
    return rows


def _trials(tx: Tx, run_id: UUID) -> list[TrialRow]:
    return tx.rows(
        TrialRow,
        "select case_id, trial, state, passed, trouble, (select coalesce(jsonb_agg(e), '[]') from "
        "jsonb_array_elements(checks) e where not (e->>'holds')::boolean) as failed from eval_results "
        "where run_id = %s order by case_id, trial",
        (run_id,),
    )


def trials(tx: Tx, run_id: UUID, case_id: UUID) -> list[Json]:
    """Returns what was said in each trial of a case that is done, and what was checked."""
    return tx.dicts(
        "select trial, state, passed, trouble, checks, transcript, cost_micros, milliseconds from eval_results "
        "where run_id = %s and case_id = %s and business_id = current_business() order by trial",
        (run_id, case_id),
    )


def quiet(tx: Tx, age: timedelta, limit: int) -> list[tuple[UUID, UUID]]:
    """Returns runs in which nothing has happened for so long, for the worker role, each with its business before it."""
    rows = tx.dicts("select business_id, run_id from sweep_eval_runs(%s, %s)", (age, limit))
    return [(row["business_id"], row["run_id"]) for row in rows]
