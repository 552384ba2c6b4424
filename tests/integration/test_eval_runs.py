"""Runs of cases: each trial is played once, whoever dies or comes twice, and two runs can be compared."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from infra.local.seed import post
from recado.agent.evals import jobs, playing, run_store
from recado.agent.evals.jobs import TrialJob
from recado.agent.evals.model import HOLD, MOST_ATTEMPTS, RunRow, TrialOutcome
from recado.kernel.clock import now
from recado.kernel.ids import new_id
from recado.platform import queues
from recado.platform.db import database
from tests.rigs.desk import Desk, hired
from tests.rigs.product import Line, Product
from tests.rigs.waiting import eventually

Json = dict[str, Any]
ASKS = "¿A cómo la concha?"
RIGHT, WRONG = "La concha cuesta 18 pesos.", "Con gusto te ayudo."
PRICE: Json = {
    "name": "Pregunta el precio",
    "tags": ["venta"],
    "steps": [{"kind": "customer", "messages": [{"text": ASKS}], "first_tools": ["none"], "answers": 1}],
    "expected": {"says": [["18"]], "never_says": [["gratis"]]},
}


@pytest.fixture
def line(product: Product) -> Line:
    line = product.line()
    line.change("update businesses set context = 'Panadería. Concha 18 pesos.'")
    return line


@pytest.fixture
def desk(line: Line) -> Desk:
    desk = hired(line.product, line)
    line.product.admin("update users set email_verified_at = now() where id = %s", (desk.user_id,))
    return desk


def says(line: Line, *texts: str) -> None:
    body = {"match": {"model": line.model}, "steps": [{"say": each} for each in texts]}
    post(f"{line.product.model}/_sim/script", body)


def made(desk: Desk, **changes: Any) -> str:
    said = desk.post("agent/cases", **PRICE | changes)
    assert said.status == 201, said.body
    return str(said.body["id"])


def ran(desk: Desk, **how: Any) -> Json:
    said = desk.post("agent/runs", config="live", **how)
    assert said.status == 201, said.body
    eventually(lambda: desk.get(f"agent/runs/{said.body['id']}")["run"]["state"] != "running", 60)
    return desk.get(f"agent/runs/{said.body['id']}")


def begun(line: Line, trials: int = 1) -> TrialJob:
    """A run whose jobs nobody has, so that a test has them."""
    run = RunRow(new_id(), "running", 1, line.model, trials, None, now(), None)
    with database().tenant(line.business_id) as tx:
        config = {"context": "Panadería. Concha 18 pesos.", "agent_model": line.model}
        assert run_store.begin(tx, line.business_id, run, config, None, None) > 0
    return TrialJob(business_id=line.business_id, run_id=run.id)


def results(line: Line, run_id: UUID) -> list[Json]:
    statement = (
        "select state, passed, trouble, attempts, said, sandbox_id from eval_results where run_id = %s order by trial"
    )
    return line.rows(statement, (run_id,))


def state(line: Line, run_id: UUID) -> str:
    (row,) = line.rows("select state from eval_runs where id = %s", (run_id,))
    return str(row["state"])


def test_each_trial_is_played_and_a_run_says_what_holds_and_what_got_worse(line: Line, desk: Desk) -> None:
    case_id = made(desk)
    says(line, RIGHT, RIGHT)
    good = ran(desk, trials=2)
    figures = good["run"]["figures"]
    assert (good["run"]["state"], figures["passed"], figures["done"], figures["passed_always"]) == ("finished", 2, 2, 1)
    assert (figures["said"], figures["invented"], figures["tools_right"], figures["tool_points"]) == (2, 0, 2, 2)
    says(line, RIGHT, WRONG)
    bad = ran(desk, trials=2, tags=["venta"])
    assert bad["run"]["figures"]["passed"] == 1
    (compared,) = desk.get(f"agent/runs/{bad['run']['id']}/comparison", before=good["run"]["id"])["cases"]
    assert desk.get(f"agent/runs/{bad['run']['id']}/comparison")["before"]["id"] == good["run"]["id"]
    assert (compared["change"], compared["case_id"], compared["edited"]) == ("worse", case_id, False)
    assert compared["failed"]["rule"] == "says"
    trials = desk.get(f"agent/runs/{good['run']['id']}/cases/{case_id}")["items"]
    assert [[each["text"] for each in trial["transcript"]] for trial in trials] == [[ASKS, RIGHT]] * 2
    assert line.sent() == []
    left = line.product.admin(
        "select 1 from businesses where sandbox_of = %s and deletes_at is null", (line.business_id,)
    )
    assert left == []


def test_what_a_person_does_in_a_case_silences_the_agent_until_it_is_given_back(line: Line, desk: Desk) -> None:
    steps = [
        {"kind": "customer", "messages": [{"text": "hola"}, {"kind": "voice", "text": ASKS}], "answers": 1},
        {"kind": "person", "text": "Yo te atiendo."},
        {"kind": "customer", "messages": [{"text": "gracias"}], "answers": 0},
        {"kind": "hand_back"},
        {"kind": "customer", "messages": [{"text": ASKS}], "answers": 1},
    ]
    case_id = made(desk, steps=steps, expected={"says": [["18 pesos"]]})
    says(line, RIGHT, RIGHT)
    run = ran(desk, trials=1)
    (trial,) = desk.get(f"agent/runs/{run['run']['id']}/cases/{case_id}")["items"]
    assert [each for each in trial["checks"] if not each["holds"]] == []
    assert trial["passed"] is True
    assert [each["author"] for each in trial["transcript"]] == [
        "customer", "customer", "agent", "person", "customer", "customer", "agent",
    ]  # fmt: skip


def test_external_tools_answer_what_the_case_says_and_are_not_called(line: Line, desk: Desk) -> None:
    tool = {"name": "rastrear_envio", "description": "Dice dónde va", "url": "https://nadie.example/x", "effect": True}
    said = desk.post("external-tools", **tool, body_template={}, parameters=[])
    assert said.status == 201, said.body
    answers = [{"tool": "rastrear_envio", "answer": {"estado": "en camino", "guia": "MX1041"}}]
    step = {"kind": "customer", "messages": [{"text": "¿dónde va mi envío?"}], "first_tools": ["rastrear_envio"]}
    expected = {"says": [["en camino"]], "effects": [{"tool": "rastrear_envio"}]}
    case_id = made(desk, steps=[step], tools=answers, expected=expected)
    call = {"calls": [{"name": "rastrear_envio", "arguments": {}}]}
    body = {"match": {"model": line.model}, "steps": [call, {"say": "Tu envío MX1041 va en camino."}]}
    post(f"{line.product.model}/_sim/script", body)
    run = ran(desk, trials=1)
    (trial,) = desk.get(f"agent/runs/{run['run']['id']}/cases/{case_id}")["items"]
    assert [each for each in trial["checks"] if not each["holds"]] == []
    assert trial["transcript"][-1]["tools"] == ["rastrear_envio"]


def test_a_job_that_comes_twice_plays_nothing_twice(line: Line, desk: Desk) -> None:
    made(desk)
    job = begun(line)
    says(line, RIGHT)
    assert playing.play(job) == []
    assert playing.play(job) == []
    assert state(line, job.run_id) == "finished"
    (row,) = results(line, job.run_id)
    assert (row["state"], row["passed"], row["attempts"], row["said"]) == ("done", True, 1, 1)


def test_a_trial_whose_worker_died_is_played_anew_and_the_dead_one_writes_nothing(line: Line, desk: Desk) -> None:
    made(desk)
    job = begun(line)
    with database().tenant(line.business_id) as tx:
        dead = run_store.claim(tx, job.run_id, new_id(), timedelta(0), MOST_ATTEMPTS)
    assert dead is not None
    says(line, RIGHT)
    assert playing.play(job) == []
    with database().tenant(line.business_id) as tx:
        assert not run_store.settle(tx, dead, TrialOutcome(trouble="late"))
        assert not run_store.hold_on(tx, dead, HOLD)
    (row,) = results(line, job.run_id)
    assert (row["passed"], row["trouble"], row["attempts"]) == (True, None, 2)


def test_a_run_whose_jobs_were_lost_is_taken_up_and_what_always_dies_is_given_up(line: Line, desk: Desk) -> None:
    made(desk)
    job = begun(line, trials=2)
    line.change("update eval_runs set beat_at = now() - interval '1 hour'")
    line.change(
        "update eval_results set state = 'running', attempts = %s, held_until = now() - interval '1 minute' "
        "where trial = 2",
        (MOST_ATTEMPTS,),
    )
    says(line, RIGHT)
    queues.send(jobs.sweep())  # or the product's own sweep was there before
    eventually(lambda: state(line, job.run_id) == "finished", 30)
    assert [(row["passed"], row["trouble"]) for row in results(line, job.run_id)] == [(True, None), (False, "lost")]


def test_a_run_that_is_stopped_counts_nothing_more(line: Line, desk: Desk) -> None:
    made(desk)
    job = begun(line, trials=3)
    refused = desk.post("agent/runs", config="live")
    assert (refused.status, refused.body["code"]) == (409, "run_under_way")
    with database().tenant(line.business_id) as tx:
        claim = run_store.claim(tx, job.run_id, new_id(), HOLD, MOST_ATTEMPTS)
    assert claim is not None
    stopped = desk.post(f"agent/runs/{job.run_id}/stop")
    assert (stopped.status, stopped.body["state"]) == (200, "stopped")
    with database().tenant(line.business_id) as tx:
        assert not run_store.settle(tx, claim, TrialOutcome())
    assert playing.play(job) == []
    assert desk.get(f"agent/runs/{job.run_id}")["run"]["figures"]["done"] == 0
    assert desk.post(f"agent/runs/{job.run_id}/stop").body["state"] == "stopped"


def test_a_model_that_is_away_says_nothing_of_a_case(line: Line, desk: Desk) -> None:
    made(desk)
    job = begun(line)
    line.model_fault("down", times=10)
    (again,) = playing.play(job)
    assert 0 < again.delay <= 60
    (row,) = results(line, job.run_id)
    assert (row["state"], row["passed"], row["sandbox_id"]) == ("waiting", None, None)
    line.product.restore_model()
    line.change("update eval_results set held_until = null")
    says(line, RIGHT)
    assert playing.play(job) == []
    (row,) = results(line, job.run_id)
    assert (row["state"], row["passed"]) == ("done", True)


def test_a_long_case_goes_on_in_another_job_where_it_was(
    line: Line, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn = {"kind": "customer", "messages": [{"text": ASKS}], "answers": 1}
    made(desk, steps=[turn, turn, turn])
    job = begun(line)
    says(line, RIGHT, RIGHT, RIGHT)
    monkeypatch.setattr(playing, "BUDGET_SECONDS", 0.0)
    played = 0
    while again := playing.play(job):
        assert [each.delay for each in again] == [0]
        played += 1
    assert played == 2
    (row,) = results(line, job.run_id)
    assert (row["state"], row["passed"], row["attempts"], row["said"]) == ("done", True, 1, 3)


def test_runs_cost_no_more_in_a_day_than_they_may(line: Line, desk: Desk) -> None:
    made(desk)
    job = begun(line, trials=2)
    line.change(
        "update eval_results set state = 'done', passed = true, cost_micros = 5000000, ended_at = now() where trial = 1"
    )
    assert playing.play(job) == []
    assert state(line, job.run_id) == "capped"
    refused = desk.post("agent/runs", config="live")
    assert (refused.status, refused.body["code"]) == (409, "run_cap_reached")


def test_a_case_that_is_changed_or_deleted_leaves_what_was_measured(line: Line, desk: Desk) -> None:
    case_id = made(desk)
    says(line, RIGHT)
    run = ran(desk, trials=1)
    path = f"/v1/agent/cases/{case_id}"
    changed = desk.person.call("PATCH", path, {"revision": 1, "name": "Otro"})
    assert (changed.status, changed.body["revision"]) == (200, 2)
    late = desk.person.call("PATCH", path, {"revision": 1, "name": "Tarde"})
    assert (late.status, late.body["code"]) == (409, "case_changed")
    unfit = desk.person.call("PATCH", path, {"revision": 2, "expected": {"silent_from": 9}})
    assert unfit.status == 400, unfit.body
    assert desk.person.call("DELETE", path).status == 204
    (kept,) = desk.get(f"agent/runs/{run['run']['id']}")["cases"]
    assert (kept["name"], kept["trials"][0]["passed"]) == (PRICE["name"], True)
    none = desk.post("agent/runs", config="live")
    assert (none.status, none.body["code"]) == (409, "nothing_to_run")
    draft = desk.post("agent/runs", config="draft")
    assert draft.status == 409


def test_a_conversation_becomes_a_case_without_what_says_whose_it_was(line: Line, desk: Desk) -> None:
    customer = line.product.customer()
    says(line, RIGHT)
    for text in ("hola, soy Rogelio Tapia", f"mi tel es {customer}, ¿a cómo la concha?"):
        line.message(line.say(customer, text))
    line.settled(1)
    conversation = desk.conversation(customer)
    desk.send(conversation, type="text", body="Aquí sigo yo.")
    line.settled(2)
    line.message(line.say(customer, "gracias"))
    recorded = desk.post("agent/cases/from-conversation", conversation_id=conversation)
    assert recorded.status == 201, recorded.body
    assert recorded.body["source"] == "recorded"
    (step,) = recorded.body["steps"]
    texts = [each["text"] for each in step["messages"]]
    assert len(texts) == 2
    assert "Rogelio" not in texts[0]
    assert customer not in texts[1]
    assert texts[1].endswith("¿a cómo la concha?")
    assert step["first_tools"] == ["none"]
    first = line.rows("select id from messages where author = 'customer' order by seq limit 1")[0]["id"]
    only = desk.post("agent/cases/from-conversation", conversation_id=conversation, upto=str(first))
    assert len(only.body["steps"][0]["messages"]) == 1
    other = desk.post("agent/cases/from-conversation", conversation_id=conversation, upto=str(new_id()))
    assert other.status == 404
