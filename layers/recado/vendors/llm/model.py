"""What we ask of a model and what comes back, whichever provider answers."""

from dataclasses import dataclass
from typing import Any, Literal

from recado.kernel.errors import RecadoError

Json = dict[str, Any]
Effort = Literal["none", "minimal", "low", "medium", "high", "xhigh", "max"]
EFFORTS: tuple[Effort, ...] = ("none", "minimal", "low", "medium", "high", "xhigh", "max")  # the more, the later


@dataclass(frozen=True, slots=True)
class Turn:
    """One side's words in the conversation so far; `developer`: ours, that change from answer to answer."""

    role: Literal["user", "assistant", "developer"]
    text: str


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """A tool the model may call. schema: JSON Schema of its arguments, an object all of whose properties are required.

    strict: the provider sees to it that arguments have this shape; a compatible server may not, so they are checked
    again.
    """

    name: str
    description: str
    schema: Json
    strict: bool = True


@dataclass(frozen=True, slots=True)
class ToolCall:
    """The model asks for a tool. arguments: JSON as the model wrote it."""

    call_id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What a tool answered. output: JSON."""

    call_id: str
    output: str


@dataclass(frozen=True, slots=True)
class Carry:
    """What goes back to the provider as it came: an answer's reasoning and calls, before the results of those calls."""

    items: tuple[Json, ...] = ()


Item = Turn | ToolResult | Carry


@dataclass(frozen=True, slots=True)
class AnswerSchema:
    """The shape an answer must have: JSON Schema as the provider's strict mode takes it."""

    name: str
    schema: Json


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """effort: of reasoning, for models that have it. efforts: those the catalogue says this model takes; None: by its
    family. most_tokens: of the answer, reasoning included. tool_choice: auto, none, required or a tool's name. seconds:
    without a byte, 0 for the door's own. cache_key: requests that begin alike have the same. safety_id: stands for the
    customer, and says nothing of them."""

    model: str
    instructions: str
    turns: tuple[Item, ...]
    effort: Effort | None = None
    efforts: tuple[Effort, ...] | None = None
    most_tokens: int = 4096
    tools: tuple[ToolSpec, ...] = ()
    tool_choice: str = "auto"
    schema: AnswerSchema | None = None
    seconds: float = 0
    cache_key: str = ""
    safety_id: str = ""


@dataclass(frozen=True, slots=True)
class Consumed:
    """What one call consumed. input_tokens includes cached_tokens (read from the prompt cache) and written_tokens
    (written to it) and audio_tokens (of sound); output_tokens includes reasoning_tokens."""

    provider: str
    model: str
    input_tokens: int
    cached_tokens: int
    written_tokens: int
    output_tokens: int
    reasoning_tokens: int
    milliseconds: int
    audio_tokens: int = 0


@dataclass(frozen=True, slots=True)
class ModelReply:
    """A whole answer: words, or calls of tools. carry: what the next request of this turn gives back before results."""

    text: str
    consumed: Consumed
    calls: tuple[ToolCall, ...] = ()
    carry: Carry = Carry()


class ModelError(RecadoError):
    """The model gave no answer. consumed: what the call cost all the same; None when it cost nothing."""

    def __init__(self, reason: str, consumed: Consumed | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.consumed = consumed


class ModelDown(ModelError):
    """The model cannot answer now. seconds: the least to wait, 0 when the provider did not say."""

    code = "model_down"
    status = 503

    def __init__(self, reason: str, seconds: float = 0) -> None:
        super().__init__(reason)
        self.seconds = seconds


class ModelRefused(ModelError):
    """The model will not answer this request however often it is repeated."""

    code = "model_refused"
    status = 502


class ModelMissing(ModelRefused):
    """The provider has no model of this name, or no longer."""

    code = "model_missing"


class ModelCut(ModelError):
    """The tokens ran out before the answer was whole: more of them, or less reasoning, may help."""

    code = "model_cut"
    status = 502


class ModelUnpaid(ModelError):
    """The provider answers nobody's requests: our account has no credit, or our key is not valid."""

    code = "model_unpaid"
    status = 503


@dataclass(frozen=True, slots=True)
class Answer:
    """What a provider's JSON brought. problem: why there is no whole answer in it; None when there is."""

    text: str
    consumed: Consumed
    calls: tuple[ToolCall, ...] = ()
    carry: Carry = Carry()
    problem: type[ModelCut] | type[ModelRefused] | None = None
    reason: str = ""
