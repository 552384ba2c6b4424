"""What we ask of a model and what comes back, whichever provider answers."""

from dataclasses import dataclass
from typing import Literal

from recado.kernel.errors import RecadoError

Effort = Literal["none", "minimal", "low", "medium", "high", "xhigh", "max"]
EFFORTS: tuple[Effort, ...] = ("none", "minimal", "low", "medium", "high", "xhigh", "max")  # the more, the later


@dataclass(frozen=True, slots=True)
class Turn:
    """One side's words in the conversation so far; `developer`: ours, that change from answer to answer."""

    role: Literal["user", "assistant", "developer"]
    text: str


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """effort: of reasoning, for models that have it. efforts: those the catalogue says this model takes; None: by its
    family. most_tokens: of the answer, reasoning included."""

    model: str
    instructions: str
    turns: tuple[Turn, ...]
    effort: Effort | None = None
    efforts: tuple[Effort, ...] | None = None
    most_tokens: int = 4096


@dataclass(frozen=True, slots=True)
class Consumed:
    """What one call consumed. input_tokens includes cached_tokens (read from the prompt cache) and written_tokens
    (written to it); output_tokens includes reasoning_tokens."""

    provider: str
    model: str
    input_tokens: int
    cached_tokens: int
    written_tokens: int
    output_tokens: int
    reasoning_tokens: int
    milliseconds: int


@dataclass(frozen=True, slots=True)
class ModelReply:
    """A whole answer, and what it consumed."""

    text: str
    consumed: Consumed


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
