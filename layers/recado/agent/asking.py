"""Asking a model for an answer: what is tried again at once, with what, and what all of it consumed."""

import time
from dataclasses import dataclass, field, replace

from recado.agent.models import Successor
from recado.kernel.log import logger
from recado.kernel.spans import span
from recado.vendors.llm import efforts, openai
from recado.vendors.llm.model import (
    Consumed,
    ModelCut,
    ModelDown,
    ModelError,
    ModelMissing,
    ModelReply,
    ModelRequest,
)

log = logger("agent")
LATE_SECONDS = 50.0  # no tool is run after so long
DEADLINE_SECONDS = 75.0  # no call begins later than this; the claim of a buffer is held for longer


@dataclass(frozen=True, slots=True)
class Call:
    """What a call consumed, and for which part of the agent it was. ended: when, of the monotonic clock."""

    feature: str
    consumed: Consumed
    ended: float = field(default_factory=time.monotonic)


@dataclass(slots=True)
class Calls:
    """The calls of one answer, since when, and the model that turned out to be gone, if one did."""

    made: list[Call] = field(default_factory=list)
    missing: str | None = None
    _began: float = field(default_factory=time.monotonic)

    def offset(self, ended: float, milliseconds: float) -> int:
        """Returns how many milliseconds into the turn something began that took so long."""
        return max(round((ended - self._began) * 1000 - milliseconds), 0)

    def seconds(self) -> float:
        """Returns how long the turn has taken."""
        return time.monotonic() - self._began

    def late(self) -> bool:
        """Returns whether the model has to answer now."""
        return self.seconds() > LATE_SECONDS


def ask(request: ModelRequest, successor: Successor, calls: Calls, feature: str) -> ModelReply:
    """Returns the model's answer; `calls` keeps what it took, also when this raises.

    A model that is gone is asked no more: its `successor` is, once. An answer that was cut is asked for once more, with
    twice the tokens and one effort lower. Raises ModelDown, ModelUnpaid, ModelRefused, ModelCut.
    """
    cut = False
    while True:
        try:
            with span(log, "model call", provider=openai.PROVIDER, model=request.model):
                reply = openai.complete(request)
        except ModelError as error:
            if error.consumed is not None:
                calls.made.append(Call(feature, error.consumed))
            if isinstance(error, ModelMissing) and calls.missing is None:
                request = _succeeded(request, successor, calls, error)
            elif isinstance(error, ModelCut) and not cut:
                request, cut = _wider(request), True
            else:
                raise
            if calls.seconds() > DEADLINE_SECONDS:
                raise ModelDown("no time was left for another call") from error
        else:
            calls.made.append(Call(feature, reply.consumed))
            return reply


def _succeeded(request: ModelRequest, successor: Successor, calls: Calls, error: ModelMissing) -> ModelRequest:
    choice = successor(request.model)
    if choice is None:
        raise error
    calls.missing = request.model
    return replace(request, model=choice.model, efforts=choice.efforts)


def _wider(request: ModelRequest) -> ModelRequest:
    allowed = efforts.of_family(request.model) if request.efforts is None else request.efforts
    return replace(
        request,
        most_tokens=request.most_tokens * 2,
        effort=efforts.lower(efforts.nearest(request.effort, allowed), allowed),
    )
