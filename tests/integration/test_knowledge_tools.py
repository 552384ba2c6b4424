"""The agent with the business's files: it looks things up in them, and sends them with its answer, once."""

from typing import Any

import pytest

from tests.integration.test_agent_tools import script
from tests.integration.test_knowledge import MENU, PNG, added
from tests.rigs.desk import Desk, hired
from tests.rigs.product import Product

CUSTOMER = "5215550000177"


@pytest.fixture
def desk(product: Product) -> Desk:
    made = hired(product, product.line())
    product.admin("update users set email_verified_at = now() where id = %s", (made.user_id,))
    return made


def calls(desk: Desk) -> list[Any]:
    return desk.line.rows("select name, result, code from agent_tool_calls order by created_at, position")


def test_it_looks_up_what_the_files_say(desk: Desk) -> None:
    added(desk, MENU.encode(), title="Menú ⟦de pan⟧")
    ask = {"name": "consultar_conocimiento", "arguments": {"pregunta": "¿Qué alérgenos tienen las orejas?"}}
    script(desk.line, {"calls": [ask]}, {"say": "Las orejas llevan gluten y mantequilla."})
    desk.line.say(CUSTOMER, "¿Las orejas tienen alérgenos?")
    (sent,) = desk.line.settled(1)
    assert "mantequilla" in sent["body"]["text"]["body"]
    (call,) = calls(desk)
    (passage,) = call["result"]["pasajes"]
    assert (call["name"], passage["archivo"]) == ("consultar_conocimiento", "Menú de pan")
    assert "gluten" in passage["texto"]


def test_it_sends_a_picture_with_its_answer_and_not_again_the_same_day(desk: Desk) -> None:
    file = added(desk, PNG, "image/png", title="Pastel", sendable=True, when_to_use="Cuando piden fotos")
    send = {"name": "enviar_archivo", "arguments": {"archivo": file["id"], "texto": "Así queda"}}
    script(desk.line, {"calls": [send]}, {"say": "Te mando la foto."})
    desk.line.say(CUSTOMER, "¿Tienes foto del pastel?")
    text, picture = desk.line.settled(2)
    assert text["body"]["text"]["body"] == "Te mando la foto."
    assert picture["body"]["type"] == "image"
    assert picture["body"]["image"]["caption"] == "Así queda"
    (sent,) = desk.line.rows("select id from messages where kind = 'image' and author = 'agent'")
    turn = desk.get(f"messages/{sent['id']}/turn")
    assert (len(turn["message_ids"]), turn["message_ids"][1]) == (2, str(sent["id"])), "a file belongs to its answer"
    script(desk.line, {"calls": [send]}, {"say": "Ya te la mandé."})
    desk.line.say(CUSTOMER, "¿Y la foto?")
    assert desk.line.settled(3)[-1]["body"]["text"]["body"] == "Ya te la mandé."
    assert [each["code"] for each in calls(desk)] == [None, "ya_enviado"]
    script(desk.line, {"calls": [send]}, {"say": "Va otra vez."})
    desk.line.say(CUSTOMER, "No me llegó, mándala otra vez")
    assert desk.line.settled(5)[-1]["body"]["type"] == "image"


def test_what_may_not_be_sent_is_not_and_without_files_neither_tool_is_offered(desk: Desk) -> None:
    script(desk.line, {"say": "Con gusto."})
    desk.line.say(CUSTOMER, "Hola")
    desk.line.settled(1)
    assert offered(desk) == ["pedir_humano"]
    file = added(desk, MENU.encode())
    send = {"name": "enviar_archivo", "arguments": {"archivo": file["id"], "texto": None}}
    script(desk.line, {"calls": [send]}, {"say": "No lo tengo a la mano."})
    desk.line.say(CUSTOMER, "Mándame el menú")
    desk.line.settled(2)
    assert offered(desk) == ["pedir_humano", "consultar_conocimiento"]
    assert desk.line.rows("select from messages where kind = 'document'") == []


def offered(desk: Desk) -> list[str]:
    """Names of the tools the model was told of last."""
    asked = desk.line.asked()[-1]
    return [each["name"] for each in asked["body"]["tools"]]
