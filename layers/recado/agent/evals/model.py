"""Types of evaluations: cases, runs, and what came of each trial."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Literal
from uuid import UUID

from recado.kernel.errors import Conflict
from recado.kernel.words import Words

if TYPE_CHECKING:  # who takes up lost runs need not load what judges them
    from recado.agent.evals.cases import CaseBody
    from recado.agent.evals.checks import Check

Json = dict[str, Any]
CaseSource = Literal["written", "recorded"]
RunState = Literal["running", "finished", "stopped", "capped", "failed"]
TrialState = Literal["waiting", "running", "done"]
RunConfig = Literal["live", "draft"]
MOST_CASES: Final = 200
MOST_TRIALS: Final = 4
KEPT_RUNS: Final = 30
MOST_TAGS: Final = 5


class TooManyCases(Conflict):
    """A business has as many cases as it may have."""

    code = "too_many_cases"


class CaseChanged(Conflict):
    """Somebody changed the case since it was read."""

    code = "case_changed"


class RunUnderWay(Conflict):
    """A run of the business is not over yet."""

    code = "run_under_way"


class NothingToRun(Conflict):
    """There is no case to play."""

    code = "nothing_to_run"


class NothingToRecord(Conflict):
    """The customer wrote nothing a case could be made of, or people answered from the beginning."""

    code = "nothing_to_record"


class RunCapReached(Conflict):
    """What runs may cost in a day is spent."""

    code = "run_cap_reached"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as it is kept. revision: one more with each change."""

    id: UUID
    name: str
    source: CaseSource
    tags: list[str]
    body: Json
    revision: int
    created_by: UUID | None
    created_at: datetime
    updated_at: datetime

    @property
    def steps(self) -> list[Json]:
        """Returns what is done."""
        steps: list[Json] = self.body["steps"]
        return steps

    @property
    def tools(self) -> list[Json]:
        """Returns what external tools answer in it."""
        tools: list[Json] = self.body.get("tools", [])
        return tools

    @property
    def expected(self) -> Json:
        """Returns what must come of it."""
        return self.body["expected"]  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class NewCase:
    """What a case is to be."""

    name: str
    tags: list[str]
    body: "CaseBody"
    source: CaseSource = "written"


@dataclass(frozen=True, slots=True)
class Figures:
    """What a run measured. trials: those that came to an end, done: of `planned`. passed_always: cases all of whose
    trials passed. said: messages of the agent; invented: of them with a figure that stands nowhere. answers_cost: what
    an answer cost; None when a price is not known, or nothing was said."""

    cases: int
    planned: int
    done: int
    passed: int
    finished_cases: int
    passed_always: int
    said: int
    invented: int
    tool_points: int
    tools_right: int
    cost_micros: int | None
    milliseconds: int

    @property
    def cost_per_answer_micros(self) -> int | None:
        """Returns what an answer cost; None when nothing was said, or a price is not known."""
        return round(self.cost_micros / self.said) if self.said and self.cost_micros is not None else None


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run. config_version: of the published configuration; None of a draft."""

    id: UUID
    state: RunState
    config_version: int | None
    model: str
    trials: int
    started_by: UUID | None
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One trial of a case, without what was said in it. failed: names of the rules that do not hold."""

    case_id: UUID
    trial: int
    state: TrialState
    passed: bool | None
    trouble: str | None
    failed: list[Json]


@dataclass(frozen=True, slots=True)
class RunCaseRow:
    """A case as it was when a run began."""

    case_id: UUID
    name: str
    tags: list[str]
    body: Json
    trials: list[TrialRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TrialClaim:
    """A trial somebody is at work on, alone until held_until. progress: how far it got in its sandbox; without it, a
    sandbox is that of a try that died."""

    run_id: UUID
    case_id: UUID
    trial: int
    claim_id: UUID
    attempts: int
    body: Json
    config: Json
    sandbox_id: UUID | None
    progress: Json | None


@dataclass(frozen=True, slots=True)
class TrialOutcome:
    """What came of a trial. trouble: why it did not come to an end; then there are no checks."""

    checks: "list[Check]" = field(default_factory=list)
    transcript: list[Json] = field(default_factory=list)
    said: int = 0
    invented: int = 0
    cost_micros: int | None = None
    milliseconds: int = 0
    trouble: str | None = None

    @property
    def passed(self) -> bool:
        """Returns whether everything held."""
        return self.trouble is None and all(each.holds for each in self.checks)


HOLD: Final = timedelta(minutes=5)  # longer than a function may run
MOST_ATTEMPTS: Final = 3


def too_many_cases() -> TooManyCases:
    return TooManyCases(Words(f"como mucho {MOST_CASES} casos", f"at most {MOST_CASES} cases"), most=MOST_CASES)
