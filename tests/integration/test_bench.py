"""The test bench over the API: writing to the agent as a customer would, and seeing why it answers so."""

from typing import Any

import pytest

from infra.local.seed import post
from recado.agent.bench import model
from recado.platform.db import database
from tests.rigs.desk import Desk, hired
from tests.rigs.people import Json
from tests.rigs.product import Product
from tests.rigs.waiting import eventually

HOURS = "¿A qué hora abren?"
OPENS = "Abrimos de lunes a sábado de 7:00 a 20:00."
ASK = {"name": "pedir_humano", "arguments": {"motivo": "lo_pide", "resumen": "Un pastel de boda"}}


@pytest.fixture
def desk(product: Product) -> Desk:
    return verified(hired(product, product.line()))


def verified(desk: Desk) -> Desk:
    desk.line.product.admin("update users set email_verified_at = now() where id = %s", (desk.user_id,))
    return desk


def script(desk: Desk, *steps: dict[str, Any]) -> None:
    line = desk.line
    post(f"{line.product.model}/_sim/script", {"match": {"model": line.model}, "steps": list(steps)})


def opened(desk: Desk, **more: Any) -> Json:
    said = desk.post("agent/bench", **({"config": "live"} | more))
    assert said.status == 201, said.body
    return said.body


def settled(desk: Desk, bench: Json) -> Json:
    """The session, once the agent thinks no more."""

    def fact() -> Json | None:
        now = desk.get(f"agent/bench/{bench['id']}")
        return now if now["state"] != "thinking" else None

    fresh: Json = eventually(fact)
    return fresh


def said(desk: Desk, bench: Json, text: str = HOURS) -> Json:
    answer = desk.post(f"agent/bench/{bench['id']}/messages", text=text)
    assert answer.status == 201, answer.body
    return settled(desk, bench)


def texts(bench: Json) -> list[str]:
    return [each["text"] for each in bench["messages"]]


def test_a_question_is_answered_its_turn_opens_and_is_asked_again(desk: Desk) -> None:
    assert desk.get("agent/bench") == {"bench": None}
    script(desk, {"calls": [ASK | {"arguments": {}}]}, {"say": OPENS})
    bench = said(desk, opened(desk))
    assert (bench["state"], texts(bench)) == ("idle", [HOURS, OPENS])
    (turn,) = bench["turns"]
    assert (turn["state"], turn["version"], turn["message_ids"]) == ("answered", "v1", [bench["messages"][1]["id"]])
    assert turn["after_message_id"] == bench["messages"][0]["id"]
    detail = desk.get(f"agent/bench/{bench['id']}/turns/{turn['id']}")
    assert [step["kind"] for step in detail["steps"]] == ["model", "tool", "model", "review"]
    assert (detail["calls"], detail["cost_micros"]) == (2, turn["cost_micros"])
    assert desk.get("agent/bench")["bench"]["id"] == bench["id"]
    script(desk, {"say": "Con gusto."})
    assert desk.post(f"agent/bench/{bench['id']}/turns/{turn['id']}/repeat").status == 200
    again = settled(desk, bench)
    assert texts(again) == [HOURS, "Con gusto."]
    assert [each["id"] for each in again["turns"]] != [turn["id"]]


def test_a_test_shows_the_words_that_were_rejected_and_what_supports_the_answer(desk: Desk) -> None:
    script(desk, {"say": "La concha cuesta 21 pesos."}, {"say": "La concha cuesta 18 pesos y abrimos a las 7:00."})
    bench = said(desk, opened(desk), "¿Cuánto cuesta la concha?")
    (turn,) = bench["turns"]
    detail = desk.get(f"agent/bench/{bench['id']}/turns/{turn['id']}")
    rejected, passed = (step for step in detail["steps"] if step["kind"] == "review")
    (mark,) = rejected["marks"]
    assert "21" in rejected["draft"][mark["start"] : mark["end"]]
    assert (rejected["facts"], passed["draft"]) == ([], None)
    assert {fact["source"] for fact in passed["facts"]} == {"business"}
    assert any("18" in fact["said"] for fact in passed["facts"])


def test_a_hand_over_is_seen_and_asking_again_takes_it_back(desk: Desk) -> None:
    script(desk, {"calls": [ASK]})
    bench = said(desk, opened(desk), "Quiero hablar con alguien")
    assert (bench["state"], bench["turns"][0]["state"]) == ("handed", "handed")
    script(desk, {"say": OPENS})
    desk.post(f"agent/bench/{bench['id']}/turns/{bench['turns'][0]['id']}/repeat")
    assert (fresh := settled(desk, bench))["state"] == "idle", fresh
    assert texts(fresh)[1:] == [OPENS]


def test_a_model_that_is_away_is_told_and_the_same_may_be_asked_again(desk: Desk) -> None:
    bench = opened(desk)
    desk.line.model_fault("error", times=1000, status=503)
    try:
        failed = said(desk, bench)
    finally:
        desk.line.product.restore_model()
    assert failed["state"] == "failed"
    assert failed["reason"]
    (turn,) = failed["turns"]
    assert turn["state"] == "failed"
    detail = desk.get(f"agent/bench/{bench['id']}/turns/{turn['id']}")
    assert (detail["state"], detail["message_ids"]) == ("failed", [])
    script(desk, {"say": OPENS})
    desk.post(f"agent/bench/{bench['id']}/turns/{turn['id']}/repeat")
    assert texts(settled(desk, bench)) == [HOURS, OPENS]


def test_the_draft_answers_where_it_is_asked_for(desk: Desk) -> None:
    context = "Abrimos los domingos de 9:00 a 14:00."
    changed = desk.person.call("PATCH", "/v1/agent/config/draft", {"revision": 0, "context": context})
    assert changed.status == 200, changed.body
    for config, there in (("live", False), ("draft", True)):
        script(desk, {"say": "Con gusto."})
        said(desk, opened(desk, config=config))
        assert (context in str(desk.line.asked()[-1])) is there
    assert desk.line.rows("select buffer_quiet_seconds from businesses")[0]["buffer_quiet_seconds"] > 0


def test_a_new_session_takes_the_place_of_the_old_and_an_ended_one_is_gone(desk: Desk) -> None:
    old, new = opened(desk), opened(desk)
    assert desk.person.call("GET", f"/v1/agent/bench/{old['id']}").status == 404
    assert desk.person.call("DELETE", f"/v1/agent/bench/{new['id']}").status == 204
    assert desk.post(f"agent/bench/{new['id']}/messages", text="hola").status == 404
    assert desk.get("agent/bench") == {"bench": None}
    sandboxes = desk.line.product.admin(
        "select deletes_at from businesses where sandbox_of = %s", (desk.line.business_id,)
    )
    assert all(each["deletes_at"] for each in sandboxes)


def test_a_sandbox_is_nobody_else_s_and_no_business_to_choose(desk: Desk, product: Product) -> None:
    bench = opened(desk)
    script(desk, {"say": OPENS})
    turn = said(desk, bench)["turns"][0]["id"]
    other, advisor = verified(hired(product, product.line())), hired(product, desk.line, "ADVISOR")
    path = f"/v1/agent/bench/{bench['id']}"
    for method, where in (("GET", ""), ("GET", f"/turns/{turn}"), ("POST", f"/turns/{turn}/repeat"), ("DELETE", "")):
        assert other.person.call(method, path + where).status == 404
    assert other.person.call("POST", f"{path}/messages", {"text": "hola"}).status == 404
    assert advisor.person.call("GET", path).status == 403
    mine = opened(other)
    assert other.person.call("GET", f"/v1/agent/bench/{mine['id']}/turns/{turn}").status == 404
    (sandbox,) = product.admin("select sandbox_id from bench_sessions where id = %s", (bench["id"],))
    assert desk.post("me/business", business_id=str(sandbox["sandbox_id"])).status in (403, 404)


@pytest.mark.parametrize("bound", ["messages", "money"])
def test_tests_are_bounded(desk: Desk, bound: str) -> None:
    bench = opened(desk)
    script(desk, {"say": OPENS})
    said(desk, bench)
    if bound == "messages":
        desk.line.product.admin(
            "insert into messages (id, business_id, conversation_id, instance_id, direction, author, kind, text, "
            "status, sent_at) select gen_random_uuid(), business_id, conversation_id, instance_id, direction, author, "
            "kind, text, status, sent_at from messages, generate_series(1, %s) where direction = 'in' "
            "and business_id = (select sandbox_id from bench_sessions where id = %s)",
            (model.MOST_MESSAGES, bench["id"]),
        )
    else:
        desk.line.change("update usage set cost_micros = 9000000")
    refused = desk.post(f"agent/bench/{bench['id']}/messages", text="hola")
    code = {"messages": "bench_full", "money": "agent_tests_capped"}[bound]
    assert (refused.status, refused.body["code"]) == (409, code)


def test_the_rules_of_reading_a_session_need_no_open_sandbox(desk: Desk) -> None:
    """Once the sweep has closed its sandbox, a session is as if it had never been."""
    bench = opened(desk)
    with database().worker() as tx:
        tx.value("select close_old_sandboxes('0 seconds', 1000)")
    assert desk.person.call("GET", f"/v1/agent/bench/{bench['id']}").status == 404
    assert desk.get("agent/bench") == {"bench": None}
