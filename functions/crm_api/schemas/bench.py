"""The test bench."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from functions.crm_api.schemas.turns import (
    MessageTurn,
    TurnModelCall,
    TurnObserver,
    TurnReview,
    TurnToolCall,
)
from recado.agent.bench.model import Bench, BenchConfig, BenchState
from recado.agent.inspecting import FaultKind, ReviewOutcome
from recado.agent.model import TurnState
from recado.agent.turn_view_store import TurnRow
from recado.businesses.model import AgentVersion
from recado.runtime.api import RequestModel
from recado.runtime.responses import ResponseModel
from recado.vendors.whatsapp.contents.fields import written

BenchText = Annotated[str, written(4000)]


class OpenBench(RequestModel):
    """`config`: how the agent behaves; without a draft, `draft` is as `live`. `real_tools`: the business's own tools
    are called, with all they do; otherwise the agent is told that this is a test."""

    config: BenchConfig = "live"
    real_tools: bool = False


class NewBenchMessage(RequestModel):
    """What the customer writes."""

    text: BenchText


class ShownBenchMessage(ResponseModel):
    """`system`: what the business sends by itself, such as that it is closed. `filename`: of what the agent sent."""

    id: UUID
    author: Literal["customer", "agent", "system"]
    kind: str
    text: str | None
    filename: str | None
    sent_at: datetime


class ShownBenchTurn(ResponseModel):
    """`state`: `stale` when the customer wrote on meanwhile, `silent` when the agent does not answer such. `reason`: of
    a turn without an answer of a model. `after_message_id`: the last message of the customer that it knew."""

    id: UUID
    state: TurnState
    reason: str | None
    version: AgentVersion
    after_message_id: UUID
    message_ids: list[UUID]
    created_at: datetime
    milliseconds: int | None
    cost_micros: int | None


class ShownBench(ResponseModel):
    """`state`: `failed` when no model answered: ask again; `handed` when the agent gave the conversation to people.
    `messages_left`: how many more the customer may write."""

    id: UUID
    config: BenchConfig
    real_tools: bool
    created_at: datetime
    expires_at: datetime
    state: BenchState
    reason: str | None
    messages_left: int
    messages: list[ShownBenchMessage]
    turns: list[ShownBenchTurn]

    @classmethod
    def showing(cls, bench: Bench) -> "ShownBench":
        turns = [
            ShownBenchTurn.of(each, after_message_id=each.newest_message_id, message_ids=each.answer_ids)
            for each in bench.turns
        ]
        messages = [ShownBenchMessage.of(each) for each in bench.messages]
        return cls.of(bench.session, **_about(bench), messages=messages, turns=turns)


class MyBench(ResponseModel):
    """`bench`: null when you have none open."""

    bench: ShownBench | None


class BenchMark(ResponseModel):
    """A place in a draft, of characters."""

    start: int
    end: int


class BenchFact(ResponseModel):
    """Something the answer states. `source`: what supports it: the business's texts, a `tool` of this turn, what tools
    said `earlier` in the conversation, or what the customer wrote."""

    said: str
    source: Literal["business", "tool", "earlier", "customer"]
    tool: str | None


class BenchReview(TurnReview):
    """A check of a draft. `draft`: the words of one that was rejected; `marks`: the places in it that were wrong.
    `facts`: of the answer that was sent."""

    draft: str | None = None
    marks: list[BenchMark] = Field(default_factory=list)
    facts: list[BenchFact] = Field(default_factory=list)


class BenchFault(ResponseModel):
    """What the second model had against the draft. `quote`: the draft's words; `repair`: what is to be done."""

    kind: FaultKind
    quote: str
    repair: str


class BenchObserver(TurnObserver):
    """What the second model said of the draft, in its words."""

    said: list[BenchFault] = Field(default_factory=list)


class BenchTurnDetail(MessageTurn):
    """A turn of the test bench, with its steps. `state`: what came of it. `review`: null when nothing was reviewed."""

    state: TurnState  # type: ignore[assignment]
    review: ReviewOutcome | None  # type: ignore[assignment]
    observer: BenchObserver | None
    steps: list[Annotated[TurnModelCall | TurnToolCall | BenchReview, Field(discriminator="kind")]]  # type: ignore[assignment]

    @classmethod
    def of_turn(cls, turn: TurnRow) -> "BenchTurnDetail":
        verdict = turn.verdict
        outcome, observer = verdict.get("outcome"), verdict.get("observer")
        return cls.of(turn, message_ids=turn.answer_ids, review=outcome, observer=observer)


def _about(bench: Bench) -> dict[str, object]:
    return {
        "expires_at": bench.expires_at,
        "state": bench.state,
        "reason": bench.reason,
        "messages_left": bench.left,
    }
