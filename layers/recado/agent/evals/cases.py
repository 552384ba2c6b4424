"""A case as the product keeps it: what a customer and people do, and what must come of it."""

import re
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from recado.agent.evals.checks import Rules, Wording, folded
from recado.agent.external.model import MOST_TOOLS
from recado.agent.sandbox.model import SaidAs
from recado.kernel.validation import Wrong, check_storable
from recado.kernel.words import Words
from recado.messaging.model import HandoverReason

MOST_STEPS: Final = 20
MOST_MESSAGES: Final = 10
MOST_PHRASES: Final = 20
MOST_BYTES: Final = 100_000  # of JSON; its row holds twice as much
StepKind = Literal["customer", "person", "hand_back"]
HandoverState = Literal["open", "taken", "closed"]


def _of_letters(text: str) -> str:
    """Something must be left once accents are taken away."""
    if not folded(text).strip():
        raise Wrong(Words("no tiene letras", "it has no letters"))
    return text


Text = Annotated[str, AfterValidator(check_storable)]
Line = Annotated[Text, StringConstraints(min_length=1, max_length=1000, pattern=r"\S")]
Phrase = Annotated[Text, StringConstraints(min_length=1, max_length=200), AfterValidator(_of_letters)]
Phrases = Annotated[list[Phrase], Field(min_length=1, max_length=5)]
ToolName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{2,40}$")]
FieldKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Title = Annotated[Text, StringConstraints(min_length=1, max_length=120)]
Number = Annotated[str, StringConstraints(pattern=r"^\d[\d.,:]{0,19}$")]
CaseValue = Annotated[Text, StringConstraints(max_length=500)] | bool | int | float


class Part(BaseModel):
    """A part of a case."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class CaseMessage(Part):
    """One message of a burst. Of a voice note the text is what is said in it, of a picture what it shows."""

    kind: SaidAs = "text"
    text: Line


class CaseStep(Part):
    """`customer`: they write these messages, one after the other; `first_tools`: which tool the agent may use first,
    `none` for none; `answers`: how many answers there are to be. `person`: somebody of the team writes `text`.
    `hand_back`: they give the conversation back to the agent."""

    kind: StepKind
    messages: Annotated[list[CaseMessage], Field(max_length=MOST_MESSAGES)] = Field(default_factory=list)
    text: Line | None = None
    first_tools: Annotated[list[ToolName], Field(min_length=1, max_length=5)] | None = None
    answers: Annotated[int, Field(ge=0, le=5)] | None = None

    @model_validator(mode="after")
    def _of_its_kind(self) -> Self:
        if (self.kind == "customer") != bool(self.messages):
            raise Wrong(Words("un paso del cliente lleva mensajes", "a step of the customer has messages"))
        if (self.kind == "person") != (self.text is not None):
            raise Wrong(Words("un paso de una persona lleva `text`", "a step of a person has `text`"))
        if self.kind != "customer" and (self.first_tools is not None or self.answers is not None):
            raise Wrong(
                Words("eso solo se espera tras un mensaje del cliente", "only a customer's message is answered so")
            )
        return self


class ExpectedHandover(Part):
    """Any of these reasons will do."""

    reasons: Annotated[list[HandoverReason], Field(min_length=1, max_length=10)]
    state: HandoverState = "open"


class ExpectedEffect(Part):
    """What a tool with effects is called with; arguments that are not named may be any."""

    tool: ToolName
    arguments: Annotated[dict[FieldKey, CaseValue], Field(max_length=20)] = Field(default_factory=dict)


class ToolAnswer(Part):
    """What an external tool answers in a case, instead of being called. `fails`: its server is unwell."""

    tool: ToolName
    answer: Annotated[dict[FieldKey, CaseValue], Field(max_length=30)] = Field(default_factory=dict)
    fails: bool = False


class Expectations(Part):
    """What must hold, all of it. `says`: some answer has one of each of these wordings; `never_says`: none has any.
    Capitals and accents make no difference. `silent_from`: a step, counted from 1, from which on the agent is silent.
    `numbers`: figures that are right though they stand in no text, such as a sum. Handovers, effects, files and fields
    are all there may be: what is not named must not have happened."""

    says: Annotated[list[Phrases], Field(max_length=MOST_PHRASES)] = Field(default_factory=list)
    never_says: Annotated[list[Phrases], Field(max_length=MOST_PHRASES)] = Field(default_factory=list)
    handovers: Annotated[list[ExpectedHandover], Field(max_length=5)] = Field(default_factory=list)
    effects: Annotated[list[ExpectedEffect], Field(max_length=10)] = Field(default_factory=list)
    files: Annotated[list[Title], Field(max_length=10)] = Field(default_factory=list)
    fields: Annotated[dict[FieldKey, CaseValue], Field(max_length=20)] = Field(default_factory=dict)
    silent_from: Annotated[int, Field(ge=1, le=MOST_STEPS)] | None = None
    most_calls: Annotated[int, Field(ge=0, le=200)] | None = None
    most_cost_micros: Annotated[int, Field(ge=1, le=10_000_000)] | None = None
    numbers: Annotated[list[Number], Field(max_length=20)] = Field(default_factory=list)


class CaseBody(Part):
    """What a case does and expects."""

    steps: Annotated[list[CaseStep], Field(min_length=1, max_length=MOST_STEPS)]
    tools: Annotated[list[ToolAnswer], Field(max_length=MOST_TOOLS)] = Field(default_factory=list)
    expected: Expectations = Field(default_factory=Expectations)

    @property
    def bursts(self) -> list[CaseStep]:
        """The steps in which the customer writes."""
        return [each for each in self.steps if each.kind == "customer"]

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.steps[0].kind != "customer":
            raise Wrong(Words("el primer paso es del cliente", "the first step is the customer's"))
        if (self.expected.silent_from or 1) > len(self.steps):
            raise Wrong(Words("`silent_from` nombra un paso que no hay", "`silent_from` names a step there is not"))
        if len(self.model_dump_json().encode()) > MOST_BYTES:
            raise Wrong(Words("el caso es demasiado grande", "the case is too large"))
        return self


def rules_of(body: CaseBody) -> Rules:
    """Returns the expectations as they are judged."""
    expected, bursts = body.expected, body.bursts
    cost = expected.most_cost_micros
    return Rules(
        handovers=tuple((tuple(each.reasons), each.state) for each in expected.handovers),
        effects=tuple((each.tool, dict(each.arguments)) for each in expected.effects),
        files=tuple(expected.files),
        fields=dict(expected.fields),
        says=tuple(map(_wording, expected.says)),
        never_says=tuple(map(_wording, expected.never_says)),
        first_tools=tuple(tuple(each.first_tools) if each.first_tools else None for each in bursts),
        answers=tuple(each.answers for each in bursts),
        silent_from=expected.silent_from,
        most_calls=expected.most_calls,
        most_cost=None if cost is None else cost / 1e6,
        numbers=tuple(expected.numbers),
    )


def _wording(phrases: list[str]) -> Wording:
    """Words as they are, whatever white space is between them: what people write is no pattern. A figure is met whole:
    «18» is not in «180»."""
    return Wording(" | ".join(phrases), re.compile("|".join(map(_pattern, phrases))))


def _pattern(phrase: str) -> str:
    plain = r"\s+".join(map(re.escape, folded(phrase).split()))
    before = r"(?<!\d)(?<!\d[.,])" if plain[0].isdigit() else ""
    after = r"(?!\d)(?![.,]\d)" if plain[-1].isdigit() else ""
    return f"{before}{plain}{after}"
