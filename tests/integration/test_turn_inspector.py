"""Why the agent wrote a message: its turn, step by step, for those who may see the conversation."""

from typing import Any, get_args

import pytest

from infra.local.seed import post
from recado.agent.grounding.claim import Kind
from recado.agent.guard import FindingKind
from recado.agent.inspecting import WrongKind
from recado.agent.turns import forget
from tests.rigs.desk import Desk, hired
from tests.rigs.people import Json
from tests.rigs.product import Line, Product

ASK = {"name": "pedir_humano", "arguments": {"motivo": "lo_pide", "resumen": "Quiere un pastel de boda"}}
WRONG = {"name": "pedir_humano", "arguments": {"motivo": "no"}}
OPENS = "Abrimos de lunes a sábado de 7:00 a 20:00."
FAULT = {"tipo": "tono", "cita": OPENS, "arreglo": "Discúlpate primero"}


@pytest.fixture
def desk(product: Product) -> Desk:
    return hired(product, product.line())


def script(line: Line, *steps: dict[str, Any]) -> None:
    post(f"{line.product.model}/_sim/script", {"match": {"model": line.model}, "steps": list(steps)})


def written(desk: Desk, customer: str, author: str = "agent") -> list[Json]:
    return [each for each in desk.history(desk.conversation(customer)) if each["author"] == author]


def answered(desk: Desk, text: str = "¿A qué hora abren?") -> Json:
    """The turn of the answer to a customer's text."""
    customer = desk.line.product.customer()
    desk.line.say(customer, text)
    desk.line.settled(1)
    message = written(desk, customer)[-1]
    turn = desk.get(f"messages/{message['id']}/turn")
    assert message["id"] in turn["message_ids"]
    return turn


def kinds(turn: Json) -> list[str]:
    return [each["kind"] for each in turn["steps"]]


def test_an_answer_shows_its_calls_tools_and_checks_in_their_order(desk: Desk) -> None:
    script(desk.line, {"calls": [WRONG]}, {"say": OPENS})
    turn = answered(desk)
    assert kinds(turn) == ["model", "tool", "model", "review"]
    first, tool, second, review = turn["steps"]
    assert (tool["name"], tool["state"], tool["code"]) == ("pedir_humano", "failed", "argumentos")
    assert tool["arguments"] == {}
    assert tool["result"]["ok"] is False
    assert (review["outcome"], review["wrong"], turn["review"]) == ("passed", [], "clean")
    assert first["starts_ms"] + first["milliseconds"] <= second["starts_ms"] + 1
    assert second["starts_ms"] + second["milliseconds"] <= turn["milliseconds"]
    assert (turn["state"], turn["version"], turn["observer"], turn["gathered"]) == ("answered", "v1", None, 1)
    assert turn["waited_ms"] >= 300, "the customer was waited for"
    assert (turn["calls"], turn["input_tokens"]) == (2, first["input_tokens"] + second["input_tokens"])
    (row,) = desk.line.rows("select sum(cost_micros)::bigint as cost from usage")
    assert turn["cost_micros"] == row["cost"]


def test_the_parts_of_an_answer_have_one_turn_and_messages_that_came_together_are_counted(desk: Desk) -> None:
    line, customer = desk.line, desk.line.product.customer()
    line.change("update businesses set buffer_quiet_seconds = 2")
    script(line, {"say": f"{OPENS}\n\n" + "Gracias por escribirnos. " * 180})
    line.say(customer, "Hola")
    line.say(customer, "¿A qué hora abren?")
    line.settled(1)
    parts = written(desk, customer)
    turns = [desk.get(f"messages/{each['id']}/turn") for each in parts]
    assert {turn["id"] for turn in turns} == {turns[0]["id"]}
    assert turns[0]["message_ids"] == [each["id"] for each in parts]
    assert turns[0]["gathered"] == 2
    assert turns[0]["waited_ms"] < 10_000, "texts wait for no file"


def test_a_draft_that_was_rejected_shows_what_kind_of_thing_was_wrong_and_not_its_words(desk: Desk) -> None:
    script(desk.line, {"say": "La concha cuesta 21 pesos."}, {"say": "La concha cuesta 18 pesos."})
    turn = answered(desk, "¿Cuánto cuesta una concha?")
    looks = [each for each in turn["steps"] if each["kind"] == "review"]
    assert [(each["outcome"], each["wrong"]) for each in looks] == [("rejected", ["money"]), ("passed", [])]
    assert turn["review"] == "repaired"
    (row,) = desk.line.rows("select steps::text as steps from agent_turns")
    assert "21 pesos" not in row["steps"]


def test_the_second_version_shows_what_its_observer_and_its_refiner_did(desk: Desk) -> None:
    line = desk.line
    line.change("update businesses set agent_version = 'v2'")
    opinion = {"ok": False, "fallas": [FAULT], "gravedad": 1}
    match = {"model": line.model, "schema": "opinion"}
    post(f"{line.product.model}/_sim/script", {"match": match, "steps": [{"json": opinion}]})
    script(line, {"say": OPENS}, {"say": f"Sentimos mucho lo ocurrido. {OPENS}"})
    turn = answered(desk, "Mi pedido llegó tarde y roto, qué mal servicio")
    assert turn["observer"] == {"skipped": False, "severity": 1, "faults": ["tono"], "refined": True}
    steps = [each.get("feature") or each["kind"] for each in turn["steps"]]
    assert steps == ["agent_v1", "review", "observer", "refiner", "review"]


def test_a_hand_over_shows_the_tool_that_made_it(desk: Desk) -> None:
    script(desk.line, {"calls": [ASK]})
    turn = answered(desk, "Quiero hablar con alguien")
    assert (turn["state"], kinds(turn)) == ("handed", ["model", "tool"])
    assert turn["steps"][1]["arguments"] == ASK["arguments"]


def test_what_no_agent_wrote_has_no_turn(desk: Desk) -> None:
    answered(desk)
    conversation = str(desk.line.conversation())
    ours = desk.send(conversation, type="text", body="Hola, soy Ana")["id"]
    theirs = next(each["id"] for each in desk.history(conversation) if each["direction"] == "in")
    for each in (ours, theirs, str(desk.user_id)):
        assert desk.person.call("GET", f"/v1/messages/{each}/turn").status == 404


def test_a_turn_is_seen_by_those_who_see_the_conversation_and_its_cost_by_those_who_see_costs(desk: Desk) -> None:
    turn = answered(desk)
    path = f"/v1/messages/{turn['message_ids'][0]}/turn"
    assert hired(desk.line.product, desk.line.product.line()).person.call("GET", path).status == 404
    advisor = hired(desk.line.product, desk.line, "ADVISOR")
    assert advisor.person.call("GET", path).status == 404
    desk.line.change("update contacts set assigned_to = %s", (advisor.user_id,))
    theirs = advisor.person.call("GET", path).body
    assert theirs == turn | {"cost_micros": None}


def test_arguments_and_results_are_forgotten_before_the_steps(desk: Desk) -> None:
    script(desk.line, {"calls": [ASK]})
    turn = answered(desk, "Quiero hablar con alguien")
    desk.line.change("update agent_tool_calls set created_at = now() - interval '31 days'")
    forget()
    later = desk.get(f"messages/{turn['message_ids'][0]}/turn")
    assert later["steps"][1] == turn["steps"][1] | {"arguments": None, "result": None, "state": None}
    desk.line.change("update agent_turns set created_at = now() - interval '181 days'")
    forget()
    assert desk.person.call("GET", f"/v1/messages/{turn['message_ids'][0]}/turn").status == 404


def test_every_kind_of_wrong_thing_can_be_shown() -> None:
    assert set(get_args(WrongKind)) == {*get_args(Kind), *get_args(FindingKind)}
