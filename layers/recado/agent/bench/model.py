"""Types and bounds of the test bench."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from recado.accounts.model import Limit
from recado.agent.model import TurnState
from recado.businesses.model import AgentVersion
from recado.kernel.errors import Conflict

BenchConfig = Literal["live", "draft"]
BenchState = Literal["idle", "thinking", "failed", "handed"]

MOST_MESSAGES: Final = 100  # of the customer, in a session
MOST_SHOWN: Final = 500  # messages and turns of a session
MOST_MICROS: Final = 5_000_000  # what tests of a business may cost in a day
SESSIONS: Final = Limit("agent_tests:sessions", 60, timedelta(hours=1))
TURNS: Final = Limit("agent_tests:turns", 200, timedelta(hours=1))


class BenchFull(Conflict):
    """This test conversation is as long as it may be: begin another."""

    code = "bench_full"


class TestsCapped(Conflict):
    """Tests of the agent have cost as much today as they may."""

    code = "agent_tests_capped"


@dataclass(frozen=True, slots=True)
class Session:
    """A session as its business keeps it. real_tools: external tools are called."""

    id: UUID
    opened_by: UUID
    sandbox_id: UUID
    config: BenchConfig
    real_tools: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class BenchMessage:
    """What was said. filename: of what the agent sent."""

    id: UUID
    author: Literal["customer", "agent", "system"]
    kind: str
    text: str | None
    filename: str | None
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class TurnSummary:
    """A turn, in a line. newest_message_id: the last one of the customer that it knew."""

    id: UUID
    state: TurnState
    reason: str | None
    version: AgentVersion
    newest_message_id: UUID
    answer_ids: list[UUID]
    created_at: datetime
    milliseconds: int | None
    cost_micros: int | None


@dataclass(frozen=True, slots=True)
class Bench:
    """A session and all that was said in it. reason: why the last turn failed."""

    session: Session
    state: BenchState
    reason: str | None
    messages: list[BenchMessage]
    turns: list[TurnSummary]

    @property
    def expires_at(self) -> datetime:
        """When the sandbox has had its day."""
        return self.session.created_at + timedelta(hours=24)

    @property
    def left(self) -> int:
        """How many messages more the customer may write."""
        return max(MOST_MESSAGES - sum(each.author == "customer" for each in self.messages), 0)
