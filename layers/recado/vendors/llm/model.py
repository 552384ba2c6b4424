"""What we ask of a model and what comes back, whichever provider answers."""

from dataclasses import dataclass
from typing import Literal

from recado.kernel.errors import RecadoError


@dataclass(frozen=True, slots=True)
class Turn:
    """One side's words in the conversation so far."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """effort: reasoning effort, for models that have it. most_tokens: of the answer, reasoning included."""

    model: str
    instructions: str
    turns: tuple[Turn, ...]
    effort: Literal["minimal", "low", "medium", "high"] | None = None
    most_tokens: int = 4096


@dataclass(frozen=True, slots=True)
class ModelReply:
    """The answer and what it consumed. input_tokens includes cached_tokens; output_tokens includes reasoning."""

    text: str
    provider: str
    model: str
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    milliseconds: int


class ModelDown(RecadoError):
    """The model cannot answer now. seconds: the least to wait, 0 when the provider did not say."""

    code = "model_down"
    status = 503

    def __init__(self, reason: str, seconds: float = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.seconds = seconds


class ModelRefused(RecadoError):
    """The model will not answer this request however often it is repeated."""

    code = "model_refused"
    status = 502

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
