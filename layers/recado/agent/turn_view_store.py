"""SQL of turns as the team looks at them: of one message of the agent, what was done to write it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

from recado.agent.model import Json, TurnState
from recado.businesses.model import AgentVersion
from recado.platform.db import Tx

_TURN: LiteralString = (
    "select t.id, t.conversation_id, t.answer_ids, t.state, t.reason, t.version, t.created_at, t.milliseconds, "
    "t.waited_ms, t.gathered, t.verdict, t.steps, (select case when count(cost_micros) = t.calls "
    "then coalesce(sum(cost_micros), 0)::bigint end from usage u where u.conversation_id = t.conversation_id "
    "and u.created_at >= t.created_at and u.turn_id = t.id) as cost_micros "
)


@dataclass(frozen=True, slots=True)
class TurnRow:
    """A turn. milliseconds: from when it was taken up until it was booked; waited_ms: before that. cost_micros: in
    millionths of a US dollar; None when a price is not known, or not for this actor to see."""

    id: UUID
    conversation_id: UUID
    answer_ids: list[UUID]
    state: TurnState
    reason: str | None
    version: AgentVersion
    created_at: datetime
    milliseconds: int | None
    waited_ms: int | None
    gathered: int | None
    verdict: Json
    steps: list[Json]
    cost_micros: int | None

    @property
    def models(self) -> list[Json]:
        """Returns the steps in which a model was called."""
        return [step for step in self.steps if step["kind"] == "model"]

    @property
    def calls(self) -> int:
        return len(self.models)

    @property
    def input_tokens(self) -> int:
        return sum(step["input_tokens"] for step in self.models)

    @property
    def cached_tokens(self) -> int:
        return sum(step["cached_tokens"] for step in self.models)

    @property
    def output_tokens(self) -> int:
        return sum(step["output_tokens"] for step in self.models)


def of_message(tx: Tx, message_id: UUID) -> TurnRow | None:
    """Returns the turn that a message is an answer of; None when there is none, or none this actor may see."""
    return tx.row(
        TurnRow,
        _TURN + "from messages m join agent_turns t on t.conversation_id = m.conversation_id "
        "and m.id = any(t.answer_ids) where m.id = %s and m.direction = 'out' and m.author = 'agent' "
        "order by t.created_at desc limit 1",
        (message_id,),
    )


def turn(tx: Tx, turn_id: UUID) -> TurnRow | None:
    return tx.row(TurnRow, _TURN + "from agent_turns t where t.id = %s", (turn_id,))


def tool_calls(tx: Tx, turn_id: UUID) -> list[dict[str, Any]]:
    """Returns what is still kept of the tools called in a turn."""
    return tx.dicts(
        "select position, name, arguments, result, state, code from agent_tool_calls where turn_id = %s "
        "order by created_at, position",
        (turn_id,),
    )
