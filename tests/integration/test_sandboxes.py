"""Sandboxes: the agent answers there as it does customers; nothing leaves, nothing is counted, and they are erased."""

from typing import Any

import pytest

from infra.local.seed import post
from recado.agent.sandbox import service as sandboxes
from recado.agent.sandbox.model import Sandbox
from recado.platform import queues
from tests.rigs.product import Line, Product
from tests.rigs.waiting import eventually

HOURS = "¿A qué hora abren?"
OPENS = "Abrimos de lunes a sábado de 7:00 a 20:00."
ASK = {"name": "pedir_humano", "arguments": {"motivo": "lo_pide", "resumen": "Un pastel de boda"}}


@pytest.fixture
def line(product: Product) -> Line:
    return product.line()


def script(line: Line, *steps: dict[str, Any]) -> None:
    post(f"{line.product.model}/_sim/script", {"match": {"model": line.model}, "steps": list(steps)})


def opened(line: Line, *, dry: bool = True) -> Sandbox:
    return sandboxes.open_sandbox(line.business_id, dry=dry)


def said(sandbox: Sandbox, text: str = HOURS) -> None:
    queues.send(sandboxes.say(sandbox, text))


def rows(line: Line, sandbox: Sandbox, statement: Any) -> list[dict[str, Any]]:
    return line.product.admin(statement, {"id": sandbox.id})


def answers(line: Line, sandbox: Sandbox) -> list[str]:
    found = "select text from messages where business_id = %(id)s and author = 'agent' order by seq"
    return [row["text"] for row in rows(line, sandbox, found)]


def test_the_agent_answers_at_once_and_nothing_leaves(line: Line) -> None:
    script(line, {"say": OPENS})
    sandbox = opened(line)
    said(sandbox)
    eventually(lambda: answers(line, sandbox) == [OPENS])
    (sent,) = rows(
        line, sandbox, "select status, vendor_id from messages where business_id = %(id)s and author = 'agent'"
    )
    assert sent["status"] == "delivered"
    assert not rows(line, sandbox, "select 1 from outbound where business_id = %(id)s")
    assert not rows(line, sandbox, "select 1 from buffers where business_id = %(id)s")
    (usage,) = line.rows("select feature, cost_micros, conversation_id from usage")
    assert (usage["feature"], usage["conversation_id"]) == ("test", None)
    (own,) = rows(line, sandbox, "select cost_micros from usage where business_id = %(id)s")
    assert own["cost_micros"] == usage["cost_micros"]
