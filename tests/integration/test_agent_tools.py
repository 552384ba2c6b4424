"""Tools of the agent: what the model asks for is checked, done once, and becomes real only with the answer."""

from typing import Any

import pytest

from infra.local.seed import post
from recado.agent.turns import forget
from tests.rigs.desk import hired
from tests.rigs.product import Line, Product
from tests.rigs.waiting import eventually

CUSTOMER = "5215550000101"
ASK = {"name": "pedir_humano", "arguments": {"motivo": "lo_pide", "resumen": "Quiere hablar de un pastel de boda"}}


@pytest.fixture
def line(product: Product) -> Line:
    return product.line()


def script(line: Line, *steps: dict[str, Any]) -> None:
    post(f"{line.product.model}/_sim/script", {"match": {"model": line.model}, "steps": list(steps)})


def handovers(line: Line) -> list[Any]:
    return line.rows("select reason, summary, state, taken_by from handovers order by opened_at")


def turns(line: Line) -> list[Any]:
    return line.rows("select state, reason, calls, tool_calls from agent_turns order by created_at")


def test_who_asks_for_a_person_gets_one_and_the_bot_keeps_silent(line: Line) -> None:
    line.say(CUSTOMER, "Quiero hablar con una persona")
    (sent,) = line.settled(1)
    assert sent["body"]["text"]["body"] == "Te paso con una persona del equipo; te escribe en cuanto pueda."
    ((row),) = handovers(line)
    assert (row["reason"], row["state"]) == ("asked", "open")
    line.message(line.say(CUSTOMER, "¿Hola?"))
    line.product.ingested()
    assert line.rows("select from buffers") == []
    assert turns(line) == [{"state": "handed", "reason": None, "calls": 1, "tool_calls": 1}]
    (call,) = line.rows("select name, arguments, result, state, effect from agent_tool_calls")
    assert (call["name"], call["state"], call["effect"]) == ("pedir_humano", "done", True)
    assert line.rows("select from usage u join agent_turns t on t.id = u.turn_id")


def test_the_person_who_answers_takes_it_and_after_their_pause_the_bot_is_back(line: Line) -> None:
    script(line, {"calls": [ASK]})
    line.say(CUSTOMER, "Necesito un pastel de boda")
    line.settled(1)
    desk = hired(line.product, line)
    conversation = str(line.conversation())
    assert desk.get(f"conversations/{conversation}")["handover"] == {
        "reason": "asked",
        "summary": "Quiere hablar de un pastel de boda",
        "state": "open",
        "opened_at": desk.get(f"conversations/{conversation}")["handover"]["opened_at"],
    }
    desk.send(conversation, type="text", body="Hola, soy Ana")
    (row,) = handovers(line)
    assert (row["state"], row["taken_by"]) == ("taken", desk.user_id)
    (contact,) = line.rows("select bot_paused_until < now() + interval '2 hours' as soon from contacts")
    assert contact["soon"], "the pause is that of any answer of a person"


def test_giving_it_back_lets_the_agent_answer_again(line: Line) -> None:
    script(line, {"calls": [ASK]})
    line.say(CUSTOMER, "Necesito un pastel de boda")
    line.settled(1)
    desk = hired(line.product, line)
    conversation = str(line.conversation())
    said = desk.post(f"conversations/{conversation}/bot", enabled=True, paused_until=None)
    assert (said.status, said.body["handover"]) == (200, None)
    line.say(CUSTOMER, "¿A qué hora abren?")
    line.settled(2)


def test_lists_show_who_waits_for_a_person(line: Line) -> None:
    desk = hired(line.product, line)
    script(line, {"calls": [ASK]})
    line.say(CUSTOMER, "Necesito un pastel de boda")
    line.settled(1)
    line.say("5215550000102", "¿A qué hora abren?")
    line.settled(2)
    (waiting,) = desk.get("conversations", handed_over="true")["items"]
    assert waiting["handover"]["state"] == "open"
    counts = desk.get("conversations/counts")
    assert (counts["handed_over"], counts["waiting"]) == (1, 1), "who was promised a person waits for one"
    assert len(desk.get("conversations", handed_over="false")["items"]) == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("no es json", "argumentos"),
        ("[" * 100_000, "argumentos"),
        ('{"motivo": "lo_pide", "resumen": "a\\u0000b"}', "argumentos"),
        ('{"motivo": "lo_pide", "resumen": "a\\ud83d"}', "argumentos"),
        ({"motivo": "porque_si", "resumen": "x"}, "argumentos"),
        ({"motivo": "lo_pide"}, "argumentos"),
        ({"motivo": "lo_pide", "resumen": "x" * 301}, "argumentos"),
        ({"motivo": "lo_pide", "resumen": "x", "telefono": "5215550000000"}, "argumentos"),
    ],
)
def test_arguments_that_are_wrong_are_told_to_the_model_and_do_nothing(line: Line, arguments: Any, code: str) -> None:
    script(line, {"calls": [{"name": "pedir_humano", "arguments": arguments}]}, {"say": "Con gusto te ayudo."})
    line.say(CUSTOMER, "Hola")
    line.settled(1)
    assert handovers(line) == []
    (call,) = line.rows("select state, code from agent_tool_calls")
    assert (call["state"], call["code"]) == ("failed", code)
    results = [each for each in line.asked()[-1]["body"]["input"] if each.get("type") == "function_call_output"]
    assert '"ok": false' in results[0]["output"]


def test_a_tool_that_does_not_exist_is_no_tool(line: Line) -> None:
    script(line, {"calls": [{"name": "borrar_todo", "arguments": {}}]}, {"say": "Con gusto te ayudo."})
    line.say(CUSTOMER, "Hola")
    (sent,) = line.settled(1)
    assert sent["body"]["text"]["body"] == "Con gusto te ayudo."


def test_a_model_that_only_calls_tools_is_made_to_answer(line: Line) -> None:
    wrong = {"calls": [{"name": "pedir_humano", "arguments": {"motivo": "no"}}]}
    script(line, *[wrong] * 4, {"say": "Abrimos a las 7."})
    line.say(CUSTOMER, "Hola")
    line.settled(1)
    choices = [call["body"]["tool_choice"] for call in line.asked()]
    assert choices == ["auto"] * 4 + ["none"]
    assert turns(line) == [{"state": "answered", "reason": None, "calls": 5, "tool_calls": 4}]


def test_a_newer_message_while_the_model_thinks_leaves_nothing_of_the_tool_behind(line: Line) -> None:
    script(line, {"calls": [ASK]}, {"say": "Abrimos a las 7."})
    with line.held_answer():
        line.say(CUSTOMER, "Necesito a alguien")
        line.thinking()
        line.message(line.say(CUSTOMER, "No, espera. ¿A qué hora abren?"))
    (sent,) = line.settled(1)
    assert sent["body"]["text"]["body"] == "Abrimos a las 7."
    assert handovers(line) == []
    eventually(lambda: [each["state"] for each in turns(line)] == ["stale", "answered"])


def test_a_person_who_answers_while_the_model_thinks_is_not_talked_over_by_its_hand_over(line: Line) -> None:
    desk = hired(line.product, line)
    script(line, {"calls": [ASK]})
    with line.held_answer():
        line.say(CUSTOMER, "Necesito a alguien")
        line.thinking()
        desk.send(str(line.conversation()), type="text", body="Aquí estoy")
    (sent,) = line.settled(1)
    assert sent["body"]["text"]["body"] == "Aquí estoy"
    assert handovers(line) == []


def test_old_calls_are_forgotten_before_their_turns_and_a_turn_that_never_ended_has_failed(line: Line) -> None:
    script(line, {"calls": [ASK]})
    line.say(CUSTOMER, "Necesito a alguien")
    line.settled(1)
    line.change("update agent_tool_calls set created_at = now() - interval '31 days'")
    line.change("update agent_turns set created_at = now() - interval '31 days', state = 'started'")
    forget()
    assert line.rows("select from agent_tool_calls") == []
    assert turns(line)[0] | {"calls": 0, "tool_calls": 0} == {
        "state": "failed",
        "reason": "died",
        "calls": 0,
        "tool_calls": 0,
    }
    line.change("update agent_turns set created_at = now() - interval '181 days'")
    forget()
    assert turns(line) == []


def test_a_model_that_writes_a_mark_of_ours_does_not_send_one(line: Line) -> None:
    script(line, {"say": "⟦dato⟧ Abrimos a las 7."})
    line.say(CUSTOMER, "Hola")
    (sent,) = line.settled(1)
    assert sent["body"]["text"]["body"] == "dato Abrimos a las 7."
