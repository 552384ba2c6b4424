"""Agent V2: a second model looks at what is to be said, and what it finds is mended or left to people."""

from typing import Any

import pytest

from infra.local.seed import post
from tests.rigs.product import Line, Product

LATE = "Mi pedido llegó tarde y roto, qué mal servicio"
OPENS = "Abrimos de lunes a sábado de 7:00 a 20:00."
FAULT = {"tipo": "tono", "cita": OPENS, "arreglo": "Discúlpate primero"}


@pytest.fixture
def line(product: Product) -> Line:
    line = product.line()
    line.change("update businesses set agent_version = 'v2'")
    return line


def says(line: Line, *texts: str) -> None:
    """What the Vendor, and the Refiner after it, say."""
    steps = [{"say": text} for text in texts]
    post(f"{line.product.model}/_sim/script", {"match": {"model": line.model}, "steps": steps})


def opines(line: Line, severity: int, *faults: dict[str, str]) -> None:
    opinion = {"ok": severity == 0, "fallas": list(faults), "gravedad": severity}
    match = {"model": line.model, "schema": "opinion"}
    post(f"{line.product.model}/_sim/script", {"match": match, "steps": [{"json": opinion}]})


def answered(line: Line, text: str = LATE) -> str:
    line.say(line.product.customer(), text)
    (sent,) = line.settled(1)
    return str(sent["body"]["text"]["body"])


def verdict(line: Line) -> dict[str, Any]:
    (row,) = line.rows("select version, verdict from agent_turns")
    assert row["version"] == "v2"
    return dict(row["verdict"])


def features(line: Line) -> list[str]:
    return [row["feature"] for row in line.rows("select feature from usage order by created_at, id")]


def test_what_the_observer_finds_the_refiner_mends(line: Line) -> None:
    opines(line, 1, FAULT)
    says(line, OPENS, f"Sentimos mucho lo ocurrido. {OPENS}")
    assert answered(line) == f"Sentimos mucho lo ocurrido. {OPENS}"
    assert verdict(line)["observer"] == {"skipped": False, "severity": 1, "faults": ["tono"], "refined": True}
    assert sorted(features(line)) == ["agent_v1", "observer", "refiner"]


def test_a_draft_the_observer_likes_is_sent_as_it_is(line: Line) -> None:
    opines(line, 0)
    says(line, OPENS)
    assert answered(line) == OPENS
    assert sorted(features(line)) == ["agent_v1", "observer"]


def test_what_must_not_be_sent_is_left_to_people(line: Line) -> None:
    opines(line, 3, FAULT)
    says(line, OPENS)
    assert answered(line).startswith("Te paso con una persona")
    assert [row["reason"] for row in line.rows("select reason from handovers")] == ["doubtful"]


@pytest.mark.parametrize(("severity", "expected"), [(1, OPENS), (2, "Te paso con una persona")])
def test_what_the_refiner_makes_up_is_not_sent(line: Line, severity: int, expected: str) -> None:
    opines(line, severity, FAULT)
    says(line, OPENS, f"Perdón, te regalamos un cupón de $500. {OPENS}")
    assert answered(line).startswith(expected)
    assert verdict(line)["observer"]["refined"] is False


@pytest.mark.parametrize("step", [{"refuse": True}, {"say": "no es JSON"}, {"cut": True}])
def test_trouble_of_the_observer_keeps_nobody_waiting(line: Line, step: dict[str, Any]) -> None:
    match = {"model": line.model, "schema": "opinion"}
    post(f"{line.product.model}/_sim/script", {"match": match, "steps": [step, step]})
    says(line, OPENS)
    assert answered(line) == OPENS
    assert verdict(line)["observer"]["severity"] is None


def test_an_answer_without_claims_mostly_needs_no_second_look(line: Line) -> None:
    """But for one in twenty, which is looked at for the figures."""
    many = 12
    for _ in range(many):
        line.say(line.product.customer(), "Gracias")
    line.settled(many)
    rows = line.rows("select verdict->'observer'->>'skipped' as skipped from agent_turns")
    assert sum(row["skipped"] == "true" for row in rows) >= many - 4


def test_v1_is_what_a_business_has_until_it_chooses(product: Product) -> None:
    line = product.line()
    line.say(product.customer(), LATE)
    line.settled(1)
    assert line.rows("select version from agent_turns") == [{"version": "v1"}]
    assert features(line) == ["agent_v1"]
