"""Inspecting: why the agent wrote a message, step by step."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final, Literal
from uuid import UUID

from recado.activity.model import Actor
from recado.agent import turn_view_store as store
from recado.agent.model import Json
from recado.agent.turn_view_store import TurnRow
from recado.kernel.errors import NotFound
from recado.kernel.words import Words
from recado.platform.db import database

WrongKind = Literal[
    "money", "percent", "offer", "stock", "time", "date", "weekday", "duration", "digits", "number", "available",
    "effect", "link", "phone", "email", "account", "preface", "tool", "json", "mark", "promise", "language", "length",
    "injected", "unseen",
]  # fmt: skip  # of claims and of what the guard finds; neither is imported here, for what they weigh
LookOutcome = Literal["passed", "rejected", "cut", "handed"]  # of one check of a draft
ReviewOutcome = Literal["clean", "repaired", "cut", "handed"]
FaultKind = Literal["hecho", "politica", "tono", "pregunta_sin_respuesta", "promesa", "idioma"]  # of the Observer
_KEPT: Final = ("arguments", "result", "state")


def turn_of(actor: Actor, message_id: UUID) -> TurnRow:
    """Returns the turn that a message of the agent is an answer of. Raises NotFound when no such one may be seen."""
    with database().acting(actor) as tx:
        turn = store.of_message(tx, message_id)
        if turn is None:
            raise NotFound(
                Words("el agente no escribió ese mensaje, o fue hace mucho", "the agent did not write it, or long ago")
            )
        return replace(turn, steps=list(with_calls(turn.steps, store.tool_calls(tx, turn.id))))


def with_calls(steps: Sequence[Json], calls: Sequence[dict[str, Any]]) -> Iterator[Json]:
    """Adds to each call of a tool what the ledger holds of it. Calls are forgotten before their turns are."""
    left = list(calls)
    for step in steps:
        if step["kind"] != "tool":
            yield step
            continue
        same = [each for each in left if (each["position"], each["name"]) == (step["position"], step["name"])]
        call = min(same, key=lambda each: each["code"] != step["code"], default=None)
        if call is not None:
            left.remove(call)
        yield step | {name: call[name] if call else None for name in _KEPT}
