"""Cases that measure the agent, runs of them, and what came of each trial."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from recado.agent.evals import case_service
from recado.agent.evals.cases import MOST_STEPS, CaseStep, Expectations, HandoverState, StepKind, ToolAnswer
from recado.agent.evals.checks import RuleName
from recado.agent.evals.comparing import CaseChange, Comparison
from recado.agent.evals.model import (
    MOST_CASES,
    MOST_TAGS,
    MOST_TRIALS,
    CaseSource,
    NewCase,
    RunCaseRow,
    RunConfig,
    RunState,
    TrialState,
)
from recado.agent.evals.run_service import MeasuredRun
from recado.agent.external.model import MOST_TOOLS
from recado.agent.sandbox.model import SaidAs
from recado.kernel.validation import check_storable
from recado.messaging.model import HandoverReason
from recado.runtime.api import RequestModel
from recado.runtime.responses import ResponseModel

CaseName = Annotated[
    str, AfterValidator(check_storable), StringConstraints(min_length=1, max_length=120, pattern=r"\S")
]
CaseTag = Annotated[
    str, AfterValidator(check_storable), StringConstraints(min_length=1, max_length=30, pattern=r"^\S(.*\S)?$")
]
CaseTags = Annotated[list[CaseTag], Field(max_length=MOST_TAGS)]
ToolAnswers = Annotated[list[ToolAnswer], Field(max_length=MOST_TOOLS)]
Steps = Annotated[list[CaseStep], Field(min_length=1, max_length=MOST_STEPS)]


class NewEvalCase(RequestModel):
    """`steps`: what a customer and the team do. `tools`: what external tools answer, which are not called; one that is
    left out says that this is a test. `expected`: what must come of it."""

    name: CaseName
    tags: CaseTags = Field(default_factory=list)
    steps: Steps
    tools: ToolAnswers = Field(default_factory=list)
    expected: Expectations = Field(default_factory=Expectations)

    def case(self) -> NewCase:
        """Raises Invalid when steps and expectations do not fit each other."""
        return case_service.new_case(self.name, self.tags, self.steps, self.tools, self.expected)


class UpdateEvalCase(RequestModel):
    """What is left out or null stays as it is. `revision`: the one that was read."""

    revision: Annotated[int, Field(ge=1, le=2**31 - 1)]
    name: CaseName | None = None
    tags: CaseTags | None = None
    steps: Steps | None = None
    tools: ToolAnswers | None = None
    expected: Expectations | None = None


class RecordEvalCase(RequestModel):
    """`upto`: the last message that belongs to it; without it, all of the conversation's last 200 messages."""

    conversation_id: Annotated[UUID, Field(strict=False)]
    upto: Annotated[UUID | None, Field(strict=False)] = None
    name: CaseName | None = None


class RecordBenchCase(RequestModel):
    """`bench_id`: of your own test conversation."""

    bench_id: Annotated[UUID, Field(strict=False)]
    name: CaseName | None = None


class EvalCaseMessage(ResponseModel):
    """One message of a customer. Of a voice note the text is what is said in it, of a picture what it shows."""

    kind: SaidAs
    text: str


class EvalCaseStep(ResponseModel):
    """What a customer or the team does, and how it is to be answered; null: however it is."""

    kind: StepKind
    messages: list[EvalCaseMessage]
    text: str | None
    first_tools: list[str] | None
    answers: int | None


class EvalExpectedHandover(ResponseModel):
    """Any of these reasons will do."""

    reasons: list[HandoverReason]
    state: HandoverState


class EvalExpectedEffect(ResponseModel):
    """What a tool with effects is called with; arguments that are not named may be any."""

    tool: str
    arguments: dict[str, str | bool | int | float]


class EvalToolAnswer(ResponseModel):
    """What an external tool answers in a case, instead of being called. `fails`: its server is unwell."""

    tool: str
    answer: dict[str, str | bool | int | float]
    fails: bool


class EvalExpectations(ResponseModel):
    """What must hold, all of it."""

    says: list[list[str]]
    never_says: list[list[str]]
    handovers: list[EvalExpectedHandover]
    effects: list[EvalExpectedEffect]
    files: list[str]
    fields: dict[str, str | bool | int | float]
    silent_from: int | None
    most_calls: int | None
    most_cost_micros: int | None
    numbers: list[str]


class ShownEvalCase(ResponseModel):
    """`source`: whether it was written, or recorded of a conversation."""

    id: UUID
    name: str
    source: CaseSource
    tags: list[str]
    steps: list[EvalCaseStep]
    tools: list[EvalToolAnswer]
    expected: EvalExpectations
    revision: int
    created_by: UUID | None
    created_at: datetime
    updated_at: datetime


class StartEvalRun(RequestModel):
    """`config`: what is measured: the configuration that answers customers, or the draft. `trials`: how often each case
    is played. `case_ids`, `tags`: only these cases, or those with one of these tags; all of them otherwise."""

    config: RunConfig
    trials: Annotated[int, Field(ge=1, le=MOST_TRIALS)] = MOST_TRIALS
    case_ids: Annotated[
        list[Annotated[UUID, Field(strict=False)]] | None, Field(min_length=1, max_length=MOST_CASES)
    ] = None
    tags: Annotated[list[CaseTag] | None, Field(min_length=1, max_length=MOST_TAGS)] = None


class EvalFigures(ResponseModel):
    """What a run measured so far. `done`: trials that came to an end, of `planned`; `passed`: of them.
    `passed_always`: cases all of whose trials passed, of `finished_cases`. `said`: messages of the agent; `invented`:
    of them, those with a figure that stands in no text of the business, tool answer or message of the customer.
    `tools_right`: of `tool_points`, messages of the customer for which a case says which tool comes first. Costs are
    millionths of a US dollar; null when the price of a model is not known, or nothing was said."""

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
    cost_per_answer_micros: int | None
    milliseconds: int


class ShownEvalRun(ResponseModel):
    """`config_version`: of the configuration that was measured; null of a draft. `capped`: what runs may cost in a day
    was spent before it was over."""

    id: UUID
    state: RunState
    config_version: int | None
    model: str
    trials: int
    started_by: UUID | None
    started_at: datetime
    ended_at: datetime | None
    figures: EvalFigures

    @classmethod
    def showing(cls, measured: MeasuredRun) -> "ShownEvalRun":
        return cls.of(measured.run, figures=EvalFigures.of(measured.figures))


class EvalCheck(ResponseModel):
    """Something that was checked. `about`: what of it, such as a phrase or which message of the customer's, counted
    from 1. `actual`, `expected`: of what does not hold."""

    rule: RuleName
    holds: bool
    about: str
    actual: str
    expected: str


class EvalTrial(ResponseModel):
    """One playing of a case. `trouble`: why it did not come to an end: `lost`, or `model:` and what it said. `failed`:
    what does not hold."""

    trial: int
    state: TrialState
    passed: bool | None
    trouble: str | None
    failed: list[EvalCheck]


class EvalRunCase(ResponseModel):
    """A case as it was when the run began."""

    case_id: UUID
    name: str
    tags: list[str]
    trials: list[EvalTrial]


class ShownEvalRunDetail(ResponseModel):
    """A run with its cases."""

    run: ShownEvalRun
    cases: list[EvalRunCase]

    @classmethod
    def showing(cls, measured: MeasuredRun, cases: list[RunCaseRow]) -> "ShownEvalRunDetail":
        return cls(run=ShownEvalRun.showing(measured), cases=[EvalRunCase.of(each) for each in cases])


class EvalLine(ResponseModel):
    """Something that was said. `step`: of the case, counted from 1. `tools`: on the last line of a step, those that
    were called in it."""

    step: int
    author: str
    kind: str
    text: str
    tools: list[str]


class EvalTrialDetail(ResponseModel):
    """One playing of a case, with all that was said and checked."""

    trial: int
    state: TrialState
    passed: bool | None
    trouble: str | None
    checks: list[EvalCheck]
    transcript: list[EvalLine]
    cost_micros: int | None
    milliseconds: int | None


class EvalTrials(ResponseModel):
    """Every playing of one case in a run."""

    items: list[EvalTrialDetail]


class EvalComparedCase(ResponseModel):
    """A case in two runs. `edited`: it was another case in the first. `failed`: what fails most often of what does not
    hold, of the run that is compared or, where it got better, of the one before. `before`, `after`: null where the case
    was not in that run."""

    case_id: UUID
    name: str
    tags: list[str]
    change: CaseChange
    edited: bool
    failed: EvalCheck | None
    before: list[EvalTrial] | None
    after: list[EvalTrial] | None


class EvalComparisonQuery(RequestModel):
    """`before`: the run it is compared with; without it, the one before."""

    before: Annotated[UUID | None, Field(strict=False)] = None


class EvalComparison(ResponseModel):
    """Two runs, and every case of either: what got worse comes first."""

    before: ShownEvalRun
    after: ShownEvalRun
    cases: list[EvalComparedCase]

    @classmethod
    def showing(cls, compared: Comparison) -> "EvalComparison":
        return cls(
            before=ShownEvalRun.showing(compared.before),
            after=ShownEvalRun.showing(compared.after),
            cases=[EvalComparedCase.of(each) for each in compared.rows],
        )
