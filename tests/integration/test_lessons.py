"""Lessons: proposed from what people answer instead of the agent, used once a person approves them."""

from typing import Any

import pytest

from infra.local.seed import post
from recado.agent.lessons.learning import learn
from tests.rigs.desk import Desk, hired
from tests.rigs.product import Line, Product

ASKS = "¿Dónde me puedo estacionar?"
PARKING = {"situacion": "Preguntan dónde estacionarse", "instruccion": "Hay parquímetro en Colima."}
Json = dict[str, Any]


@pytest.fixture
def line(product: Product) -> Line:
    line = product.line()
    line.change("update businesses set agent_version = 'v2'")
    return line


@pytest.fixture
def desk(line: Line) -> Desk:
    desk = hired(line.product, line)
    line.product.admin("update users set email_verified_at = now() where id = %s", (desk.user_id,))
    return desk


def learned(line: Line, lesson: Json | None) -> None:
    """What the model will write when it is shown a correction."""
    match = {"model": line.model, "schema": "aprendizaje"}
    post(f"{line.product.model}/_sim/script", {"match": match, "steps": [{"json": {"aprendizaje": lesson}}]})


def answered(line: Line, text: str = ASKS, customer: str | None = None) -> str:
    customer = customer or line.product.customer()
    before = len(line.sent())
    line.say(customer, text)
    line.settled(before + 1)
    return customer


def corrected(line: Line, desk: Desk, text: str = "Hay parquímetro en Colima.") -> str:
    """The agent answers, and then a person does."""
    customer = answered(line)
    before = len(line.sent())
    desk.send(desk.conversation(customer), type="text", body=text)
    line.settled(before + 1)
    return customer


def quiet(line: Line) -> None:
    """Half an hour passes, and what is due is read."""
    line.change("update messages set sent_at = sent_at - interval '31 minutes'")
    for row in line.rows("select conversation_id from quiet_reviews where kind = 'lesson' and due_at is not null"):
        learn(line.business_id, row["conversation_id"])


def lessons(desk: Desk, state: str = "proposed") -> list[Json]:
    items: list[Json] = desk.get("lessons", state=state)["items"]
    return items


def approved(desk: Desk, situation: str, instruction: str, *, always: bool = False) -> Json:
    said = desk.post("lessons", situation=situation, instruction=instruction, approve=True, always=always)
    assert said.status == 201, said.body
    return dict(said.body)


def decide(desk: Desk, lesson: Json, what: str, **body: Any) -> Json:
    said = desk.person.call("POST", f"/v1/lessons/{lesson['id']}/{what}", body if what == "approve" else None)
    assert said.status == 200, said.body
    return dict(said.body)


def test_what_a_person_answers_instead_is_proposed_and_used_once_it_is_approved(line: Line, desk: Desk) -> None:
    corrected(line, desk)
    learned(line, PARKING)
    quiet(line)
    (lesson,) = lessons(desk)
    assert (lesson["situation"], lesson["instruction"]) == (PARKING["situacion"], PARKING["instruccion"])
    assert (lesson["origin"], lesson["person_said"]) == ("correction", "Hay parquímetro en Colima.")
    assert lesson["agent_said"] == line.texts()[0]
    assert lesson["person_id"] == str(desk.user_id)
    asked = len(line.asked())
    quiet(line)
    assert len(line.asked()) == asked, "what was read is not read again"
    answered(line)
    assert PARKING["instruccion"] not in str(line.asked()[-1]["body"]), "nothing is used before a person approves it"
    decide(desk, lesson, "approve", always=False)
    answered(line)
    body = line.asked()[-1]["body"]
    assert PARKING["instruccion"] in str(body["input"])
    assert PARKING["instruccion"] not in body["instructions"]
    (used,) = lessons(desk, "approved")
    assert used["uses"] == 1
    answered(line, "¿Cuánto cuesta el bolillo?")
    assert PARKING["instruccion"] not in str(line.asked()[-1]["body"])


def test_one_that_is_always_used_stands_among_the_instructions(line: Line, desk: Desk) -> None:
    approved(desk, "Saludan", "Ofrece pan de muerto, que sale en 25 minutos.", always=True)
    ours = {"match": {"model": line.model}, "steps": [{"say": "Hay pan de muerto en 25 minutos."}]}
    post(f"{line.product.model}/_sim/script", ours)
    answered(line, "Hola")
    assert "Ofrece pan de muerto" in line.asked()[0]["body"]["instructions"]
    assert line.texts() == ["Hay pan de muerto en 25 minutos."], "what the business teaches is its word"


def test_what_was_rejected_or_retired_is_not_proposed_again(line: Line, desk: Desk) -> None:
    corrected(line, desk)
    learned(line, PARKING)
    quiet(line)
    (lesson,) = lessons(desk)
    assert decide(desk, lesson, "reject")["state"] == "rejected"
    assert decide(desk, lesson, "reject")["state"] == "rejected", "a second time changes nothing"
    corrected(line, desk)
    learned(line, PARKING | {"instruccion": "¡HAY PARQUIMETRO, en Colima!"})
    quiet(line)
    assert lessons(desk) == []
    refused = desk.post("lessons", situation="x", instruction="hay parquímetro en colima")
    assert (refused.status, refused.body["code"]) == (409, "lesson_exists")
    assert decide(desk, lesson, "approve", always=True)["state"] == "approved", "a person may think again"
    assert desk.person.call("POST", f"/v1/lessons/{lesson['id']}/reject").status == 409
    assert decide(desk, lesson, "retire")["always"] is False
    assert desk.get("lessons/counts") == {"proposed": 0, "approved": 0, "rejected": 0, "retired": 1, "always": 0}


@pytest.mark.parametrize(
    "instruction", ["La concha cuesta $18.", "Llama al 55 1234 5678.", "Deposita a 4111 1111 1111 1111."]
)
def test_one_with_a_price_or_a_number_is_refused_on_approval_with_a_reason(
    line: Line, desk: Desk, instruction: str
) -> None:
    corrected(line, desk)
    learned(line, PARKING | {"instruccion": instruction})
    quiet(line)
    (lesson,) = lessons(desk)
    refused = desk.post(f"lessons/{lesson['id']}/approve", always=False)
    assert (refused.status, refused.body["code"]) == (400, "lesson_refused")
    assert refused.body["errors"][0]["field"] == "instruction"
    mended = desk.person.call("PATCH", f"/v1/lessons/{lesson['id']}", {"instruction": "Di que lo ve una persona."})
    assert mended.status == 200
    assert decide(desk, lesson, "approve", always=False)["state"] == "approved"


def test_what_is_no_correction_costs_no_model(line: Line, desk: Desk) -> None:
    customer = answered(line)
    desk.send(desk.conversation(customer), type="text", body=line.texts()[0])  # the same words
    line.settled(2)
    answered(line)  # nobody answered instead
    asked = len(line.asked())
    quiet(line)
    assert len(line.asked()) == asked
    assert line.rows("select from quiet_reviews where kind = 'lesson' and due_at is not null") == []


def test_a_model_that_finds_nothing_to_learn_refuses_or_answers_nonsense_is_asked_once(line: Line, desk: Desk) -> None:
    for step in ({"json": {"aprendizaje": None}}, {"refuse": True}, {"say": "no es JSON"}):
        corrected(line, desk)
        match = {"model": line.model, "schema": "aprendizaje"}
        post(f"{line.product.model}/_sim/script", {"match": match, "steps": [step]})
        asked = len(line.asked())
        quiet(line)
        quiet(line)
        assert len(line.asked()) == asked + 1
    assert lessons(desk) == []


def test_ten_are_always_used_and_no_more(line: Line, desk: Desk) -> None:
    for number in range(10):
        approved(desk, f"Caso {number}", f"Haz la cosa {number}.", always=True)
    refused = desk.post("lessons", situation="Caso", instruction="Otra cosa.", approve=True, always=True)
    assert (refused.status, refused.body["code"]) == (409, "too_many_lessons")
    more = approved(desk, "Caso", "Otra cosa.")
    refused = desk.person.call("PATCH", f"/v1/lessons/{more['id']}", {"always": True})
    assert (refused.status, refused.body["code"]) == (409, "too_many_lessons")


def test_an_advisor_neither_sees_nor_approves(line: Line, desk: Desk) -> None:
    advisor = hired(line.product, line, "ADVISOR")
    assert advisor.person.call("GET", "/v1/lessons").status == 403
    lesson = approved(desk, "Caso", "Haz esto.")
    assert advisor.person.call("POST", f"/v1/lessons/{lesson['id']}/retire").status == 403


def test_what_nobody_approved_goes_with_the_customer_it_came_of(line: Line, desk: Desk) -> None:
    for number in range(2):
        corrected(line, desk)
        learned(line, PARKING | {"instruccion": f"Hay {number} lugares."})
        quiet(line)
    kept = next(each for each in lessons(desk) if each["instruction"] == "Hay 0 lugares.")
    decide(desk, kept, "approve", always=False)
    for row in desk.get("contacts")["items"]:
        assert desk.post("contacts/delete", contacts=[row["id"]]).status in (200, 204)
    assert lessons(desk) == []
    (lesson,) = lessons(desk, "approved")
    assert (lesson["agent_said"], lesson["person_said"]) == (None, None)
