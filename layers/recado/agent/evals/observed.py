"""What came of a case that was played: facts of the product's tables and of the servers around it, and no opinion."""

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """A step as it began. seq: of the newest message there was. unused: turns of a script that were not used."""

    kind: Literal["customer", "hand_back", "other"]
    seq: int
    unused: int = 0


@dataclass(frozen=True, slots=True)
class Burst:
    """A step in which the customer wrote. said: the agent's answers to it. called: the tools its turns called, oldest
    first, each with the code of its failure. unused: turns of the script that the model was not asked for."""

    step: int
    said: tuple[str, ...] = ()
    called: tuple[tuple[str, str | None], ...] = ()
    unused: int = 0


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message of the conversation, in its step, counted from 1."""

    step: int
    author: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Observed:
    """said: what the agent queued or sent, each with its step, counted from 1. over_a_person: how much of it came
    while people had the conversation. given_up: bursts the product gave up answering. handovers: reason and state.
    effects: what effect tools were called with. rejected: why drafts were not sent, of
    each turn. replaced_by: models that answered in place of the one that is measured.
    sources: every text the agent may have its figures from. made_up: what
    the simulated model made up on purpose. cost: in US dollars; None when a price is not known."""

    bursts: tuple[Burst, ...] = ()
    said: tuple[tuple[int, str], ...] = ()
    over_a_person: int = 0
    given_up: int = 0
    handovers: tuple[tuple[str, str], ...] = ()
    effects: tuple[tuple[str, Json], ...] = ()
    files: tuple[str, ...] = ()
    fields: Json = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    made_up: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float | None = None
    milliseconds: tuple[int, ...] = ()
    spoken: tuple[Spoken, ...] = ()
