"""Turns of the agent: what was done to write a message."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from recado.agent.inspecting import FaultKind, LookOutcome, ReviewOutcome, WrongKind
from recado.agent.model import ToolCallState
from recado.agent.turn_view_store import TurnRow
from recado.businesses.model import AgentVersion
from recado.runtime.responses import ResponseModel

Json = dict[str, Any]
Starts = Annotated[int, Field(description="Milliseconds after the agent began to think")]


class TurnModelCall(ResponseModel):
    """A call of a model. `feature`: for which part of the agent. `input_tokens` include `cached_tokens`."""

    kind: Literal["model"]
    feature: Literal["agent_v1", "observer", "refiner"]
    model: str
    starts_ms: Starts
    milliseconds: int
    input_tokens: int
    cached_tokens: int
    output_tokens: int


class TurnToolCall(ResponseModel):
    """A call of a tool. `arguments`, `result`, `state`: null once they are no longer kept, after 30 days."""

    kind: Literal["tool"]
    name: str
    starts_ms: Starts
    milliseconds: int
    code: str | None
    state: ToolCallState | None
    arguments: Json | None
    result: Json | None


class TurnReview(ResponseModel):
    """A check of a draft against what is known. `wrong`: kinds of what no fact supported or must not be said."""

    kind: Literal["review"]
    starts_ms: Starts
    milliseconds: float
    outcome: LookOutcome
    wrong: list[WrongKind]


class TurnObserver(ResponseModel):
    """What the second model said of the draft. `skipped`: nobody had to look. `severity`: null when it said nothing.
    `refined`: whether its faults were mended; null when nothing was to be mended."""

    skipped: bool
    severity: Annotated[int, Field(ge=0, le=3)] | None
    faults: list[FaultKind]
    refined: bool | None = None


class MessageTurn(ResponseModel):
    """The turn in which the agent wrote a message. `message_ids`: of all that it sent. `state`: `handed` when people
    took over, with a `reason` when no model answered. `waited_ms`: from the first of the `gathered` messages until it
    was taken up; `milliseconds`: from then on. `review`: what became of the draft. `observer`: null in version `v1`.
    `cost_micros`: in millionths of a US dollar; null when a price is not known, and for advisors."""

    id: UUID
    conversation_id: UUID
    message_ids: list[UUID]
    state: Literal["answered", "handed"]
    reason: str | None
    version: AgentVersion
    created_at: datetime
    gathered: int | None
    waited_ms: int | None
    milliseconds: int | None
    calls: int
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    cost_micros: int | None
    review: ReviewOutcome
    observer: TurnObserver | None
    steps: list[Annotated[TurnModelCall | TurnToolCall | TurnReview, Field(discriminator="kind")]]

    @classmethod
    def showing(cls, turn: TurnRow) -> "MessageTurn":
        verdict = turn.verdict
        return cls.of(turn, message_ids=turn.answer_ids, review=verdict["outcome"], observer=verdict.get("observer"))
