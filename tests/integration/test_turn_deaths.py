"""The process dies at each step of a turn: the customer is answered once, and what tools did is done once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest

from infra.local.seed import post
from recado.agent.respond import respond
from recado.messaging import buffer_store
from recado.messaging.buffer_store import Claimed
from recado.messaging.jobs import AnswerJob
from recado.platform.db import Database, Tx, database
from recado.vendors.llm import openai
from tests.rigs.product import Line, Product

HOURS = "¿A qué hora abren?"
ASK = {"name": "pedir_humano", "arguments": {"motivo": "lo_pide", "resumen": "Un pastel de boda"}}
SCRIPTS: dict[str, list[dict[str, Any]]] = {
    "plain": [{"say": "Abrimos de 7:00 a 20:00."}],
    "anew": [{"say": "La concha cuesta 21 pesos."}, {"say": "La concha cuesta 18 pesos."}],
    "handed": [{"calls": [ASK]}],
}
STEPS = {"plain": 8, "anew": 10, "handed": 11}


class Died(BaseException):
    """The process is gone: nothing after it runs."""


@contextmanager
def dying(monkeypatch: pytest.MonkeyPatch, at: int) -> Iterator[list[str]]:
    """Lets this process die at its nth step: around each transaction and each call of the model."""
    steps: list[str] = []
    tenant, complete = Database.tenant, openai.complete

    def step(name: str) -> None:
        steps.append(name)
        if len(steps) == at:
            raise Died(name)

    @contextmanager
    def stepping(self: Database, business_id: UUID) -> Iterator[Tx]:
        step("transaction begins")
        with tenant(self, business_id) as tx:
            yield tx
            step("work is done")
        step("committed")

    def asked(request: Any) -> Any:
        step("model is asked")
        reply = complete(request)
        step("model answered")
        return reply

    with monkeypatch.context() as patched:
        patched.setattr(Database, "tenant", stepping)
        patched.setattr(openai, "complete", asked)
        yield steps


def claimed(line: Line) -> AnswerJob:
    conversation_id = line.conversation()
    with database().tenant(line.business_id) as tx:
        claim_id = buffer_store.claim(tx, conversation_id, 600)
    assert claim_id
    return AnswerJob.of(Claimed(line.business_id, conversation_id, claim_id, 0))


def died(line: Line, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """A turn of this line begins here and dies at a step; then its claim lapses."""
    line.message(line.say(line.product.customer(), HOURS))
    job = claimed(line)
    with dying(monkeypatch, at), pytest.raises(Died):
        respond(job)
    line.change("update buffers set processing_until = now() - interval '1 second'")
    line.change("update outbound set next_at = now() - interval '1 hour'")


@pytest.mark.parametrize("kind", STEPS)
def test_dying_at_any_step_leaves_one_answer(product: Product, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    lines = [product.line(quiet=60, most=60) for _ in range(STEPS[kind])]
    for at, line in enumerate(lines, start=1):
        script = {"match": {"model": line.model}, "steps": SCRIPTS[kind], "repeat": True}
        post(f"{product.model}/_sim/script", script)
        died(line, monkeypatch, at)
    for line in lines:
        line.settled(1)
        assert len(line.rows("select from handovers")) == (kind == "handed")
        assert len(line.rows("select from agent_tool_calls where state = 'done'")) == (kind == "handed")


def test_a_turn_has_no_more_steps_than_these(product: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind, most in STEPS.items():
        line = product.line(quiet=60, most=60)
        post(f"{product.model}/_sim/script", {"match": {"model": line.model}, "steps": SCRIPTS[kind]})
        line.message(line.say(product.customer(), HOURS))
        job = claimed(line)
        with dying(monkeypatch, most + 1) as steps:
            line.publish(*respond(job))
        assert len(steps) == most
        line.settled(1)
