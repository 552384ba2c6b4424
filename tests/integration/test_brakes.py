"""Another machine at the other end: the agent falls silent within three turns, and a person is told."""

from functools import partial
from typing import Any

import pytest

from tests.rigs.product import Line, Product
from tests.rigs.waiting import eventually

ROBOT = "5215550000301"
TURNS = 12  # of both together
AUTOMATIC = "Gracias por su mensaje, en breve le atendemos. ¿Algo más?"


@pytest.fixture
def line(product: Product) -> Line:
    return product.line()


def silent_turns(line: Line) -> list[Any]:
    return line.rows("select reason from agent_turns where state = 'silent' order by created_at")


def test_an_automatic_answerer_is_left_alone(line: Line) -> None:
    line.say(ROBOT, "Hola, soy un asistente automático.")
    line.settled(1)
    line.say(ROBOT, AUTOMATIC)
    eventually(lambda: silent_turns(line))
    line.settled(1)
    line.say(ROBOT, AUTOMATIC)
    eventually(lambda: len(silent_turns(line)) == 2)
    line.settled(1)
    assert line.events("agent.braked")[-1]["data"]["brake"] == "auto_reply"


def test_a_machine_that_says_the_same_again_and_again_is_given_to_people(line: Line) -> None:
    menu = "Opción no válida. Escriba MENU para volver al inicio."
    for answers in (1, 2):
        line.say(ROBOT, menu)
        line.settled(answers)
    line.say(ROBOT, menu)
    eventually(lambda: silent_turns(line))
    line.settled(2)
    (handover,) = line.rows("select reason, state from handovers")
    assert (handover["reason"], handover["state"]) == ("loop", "open")
    line.message(line.say(ROBOT, "Elija una opción: 1 ventas, 2 soporte"))
    line.product.ingested()
    assert line.rows("select from buffers") == [], "the bot is silent until somebody takes it"


def test_a_number_that_sends_back_what_we_write_is_given_to_people(line: Line) -> None:
    line.say(ROBOT, "¿A qué hora abren?")
    (first,) = line.settled(1)
    said = first["body"]["text"]["body"]
    line.say(ROBOT, said)
    eventually(lambda: silent_turns(line))
    line.say(ROBOT, said)
    eventually(lambda: len(silent_turns(line)) == 2)
    line.settled(1)
    assert [row["reason"] for row in line.rows("select reason from handovers")] == ["loop"]


def test_so_many_answers_in_so_short_a_time_are_enough(line: Line) -> None:
    line.say(ROBOT, "¿A qué hora abren?")
    line.settled(1)
    line.change(
        "insert into agent_turns (id, business_id, conversation_id, newest_message_id, claim_id, state) "
        "select gen_random_uuid(), business_id, conversation_id, newest_message_id, claim_id, 'answered' "
        "from agent_turns, generate_series(1, 14)"
    )
    line.say(ROBOT, "¿Y cuánto cuesta la concha?")
    (_, last) = line.settled(2)
    assert last["body"]["text"]["body"].startswith("Te paso con una persona")
    assert [row["reason"] for row in line.rows("select reason from handovers")] == ["loop"]
    assert len(line.asked()) == 1, "nothing was paid for it"


def test_a_person_who_writes_twenty_short_messages_is_answered_each_time(line: Line) -> None:
    """A minute apart: the answers before are made older, as nobody waits for them here."""
    pieces = ("sí", "ok", "gracias", "2 conchas", "y ya")
    for number in range(20):
        line.say(ROBOT, pieces[number % len(pieces)])
        line.settled(number + 1)
        line.change("update agent_turns set created_at = created_at - interval '1 minute'")
    assert line.rows("select from handovers") == []
    assert silent_turns(line) == []


def test_who_asks_for_a_person_instead_of_an_assistant_is_not_taken_for_one(line: Line) -> None:
    line.say(ROBOT, "¿Eres un asistente virtual?")
    line.settled(1)
    line.say(ROBOT, "No quiero un asistente virtual, quiero hablar con alguien")
    line.settled(2)
    assert silent_turns(line) == []


def answered_or_silent(line: Line, before: int) -> bool:
    return len(line.sent()) > before or bool(silent_turns(line))


def test_two_businesses_that_answer_each_other_come_to_an_end(line: Line, product: Product) -> None:
    """Each number's customer is the other, and writes what the other was answered."""
    ends = (line, product.line())
    written = "¿A qué hora abren?"
    for turn in range(TURNS):
        here = ends[turn % 2]
        before = len(here.sent())
        here.say(ends[1 - turn % 2].number.display_phone, written)
        eventually(partial(answered_or_silent, here, before))
        if silent_turns(here):
            return
        written = here.settled(before + 1)[-1]["body"]["text"]["body"]
    pytest.fail("they still talk")
