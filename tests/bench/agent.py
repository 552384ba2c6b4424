"""What an answer of the agent costs us beside the model: CPU of this process, which does what the function does."""

import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from infra.local.seed import Seeded, post
from infra.local.stack import Stack
from recado.agent.respond import respond
from recado.messaging import buffer_store
from recado.messaging.buffer_store import Claimed
from recado.messaging.jobs import AnswerJob
from recado.platform.db import database
from tests.rigs.waiting import eventually

QUESTIONS = ("¿Cuánto cuesta una concha?", "Hola, ¿a qué hora abren?", "Mi pedido llegó tarde y mal, ¿qué hacen?")


@dataclass(frozen=True, slots=True)
class Answers:
    """CPU in milliseconds of each answer, and what its turns say of themselves."""

    cpu_ms: list[float]
    calls: float
    tokens: float
    review_ms: float
    skipped: float


def answers(stack: Stack, seeded: Seeded, version: str, many: int) -> Answers:
    """Answers so many customers, one after the other; nothing else takes their messages up."""
    with database().tenant(seeded.business_id) as tx:
        tx.run(
            "update businesses set agent_version = %s, buffer_quiet_seconds = 300, buffer_max_seconds = 900", (version,)
        )
    for number in range(many):
        customer = f"52177{time.time_ns() // 1000 % 10**8:08d}"
        text = QUESTIONS[number % len(QUESTIONS)]
        body: dict[str, Any] = {"from": customer, "type": "text", "text": {"body": text}}
        post(f"{stack.simulator('meta')}/_sim/messages", {"phone_number_id": seeded.phone_number_id, **body})
    eventually(lambda: len(_open(seeded)) >= many)
    cpu = [_answer(seeded, each) for each in _open(seeded)]
    with database().tenant(seeded.business_id) as tx:
        (row,) = tx.dicts(
            "select avg(t.calls)::float calls, avg((t.verdict->>'ms')::float) review, "
            "coalesce(avg((t.verdict->'observer'->>'skipped')::boolean::int), 0)::float skipped, "
            "(select sum(u.input_tokens + u.output_tokens)::float / %s from usage u "
            "join agent_turns a on a.id = u.turn_id where a.version = %s) tokens "
            "from agent_turns t where t.version = %s and t.state in ('answered', 'handed')",
            (many, version, version),
        )
    return Answers(cpu[many // 10 :], row["calls"], row["tokens"], row["review"], row["skipped"])


def _open(seeded: Seeded) -> list[UUID]:
    with database().tenant(seeded.business_id) as tx:
        return tx.values(UUID, "select conversation_id from buffers where state = 'open' order by first_at")


def _answer(seeded: Seeded, conversation_id: UUID) -> float:
    with database().tenant(seeded.business_id) as tx:
        claim_id = buffer_store.claim(tx, conversation_id, 600)
    assert claim_id
    begun = time.process_time()
    respond(AnswerJob.of(Claimed(seeded.business_id, conversation_id, claim_id, 0)))
    return (time.process_time() - begun) * 1000
