"""Types of a turn: what it knows, the tools it may use, and the draft it ends with."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from recado.agent.brakes import Verdict
from recado.businesses.model import Business
from recado.messaging.buffer_store import Claimed
from recado.platform.db import Tx
from recado.platform.queues import Outgoing
from recado.vendors.llm.model import ModelRequest

if TYPE_CHECKING:  # what keeps turns need not load what checks them
    from recado.agent.grounding.checked import Checked

Json = dict[str, Any]
CapState = Literal["free", "near", "reached"]
TurnState = Literal["started", "answered", "handed", "silent", "stale", "failed"]
ToolCallState = Literal["started", "done", "failed", "unknown"]
Effect = Callable[
    [Tx], list[Outgoing]
]  # what becomes real with the answer, in its transaction; returns what to publish


@dataclass(frozen=True, slots=True)
class Evidence:
    """What answers of a turn are checked against. business: its own texts, and what people of its team wrote here.

    customer: what the customer wrote, oldest first. results: of tools, of the last day. burst: what is to be answered,
    of so many messages. sells: it has a catalogue, which alone says what there is.
    """

    business: tuple[str, ...] = ()
    customer: tuple[str, ...] = ()
    results: tuple[Json, ...] = ()
    burst: str = ""
    messages: int = 0
    sells: bool = False


@dataclass(frozen=True, slots=True)
class TurnContext:
    """A turn as it began, read in one transaction.

    newest, newest_id: the customer's last message it knows, as the vendor and as we call it. configured_model: the one
    the business chose. brake: what keeps the agent from answering, if anything does. cap: how much
    of the day's money is spent. evidence: what its words are
    checked against. tool_names: of all tools there are. after_handback: people
    had the conversation since the agent last spoke. show_typing: a courtesy to the customer. answer_ids: of the
    messages that were queued for it.
    """

    id: UUID
    claimed: Claimed
    contact_id: UUID
    business: Business
    moment: datetime
    request: ModelRequest
    newest: str
    newest_id: UUID
    configured_model: str
    brake: Verdict
    cap: CapState
    evidence: Evidence
    tool_names: frozenset[str]
    after_handback: bool
    show_typing: Callable[[], None]
    answer_ids: list[UUID] = field(default_factory=list)


class TurnStale(Exception):
    """The claim was taken away while the turn was at work: nothing more is done in it, and nothing is sent."""


@dataclass(frozen=True, slots=True)
class ToolOutcome:
    """What a tool did. result: for the model. effects: on our own tables, once the answer is booked. ends_with: what
    the customer is told instead of anything the model would say; the turn ends. code: of a failure. foreign: it tells
    what somebody else's server said. kept: the tool wrote the ledger itself."""

    result: Json
    effects: tuple[Effect, ...] = ()
    ends_with: str | None = None
    code: str | None = None
    foreign: bool = False
    kept: bool = False


@dataclass(slots=True)
class LedgerEntry:
    """A tool's call, as it is kept. kept: it is in the ledger already. ended: when, of the monotonic clock."""

    name: str
    arguments: Json
    result: Json
    effect: bool
    key: bytes
    milliseconds: int
    code: str | None = None
    kept: bool = False
    ended: float = field(default_factory=time.monotonic)


@dataclass(slots=True)
class Draft:
    """What a turn came to. answer: what the model says, reviewed; or passed_on: what we say instead, as people take
    over. effects: what becomes real with it. entries: what tools were called for it."""

    answer: "Checked | None" = None
    passed_on: str | None = None
    effects: list[Effect] = field(default_factory=list)
    entries: list[LedgerEntry] = field(default_factory=list)

    @property
    def handed(self) -> bool:
        """Whether people take over."""
        return self.passed_on is not None

    @property
    def text(self) -> str:
        """What the customer is sent."""
        return self.passed_on or (self.answer.text if self.answer else "")
