"""Observing: what came of the steps of a case, read from the tables of the business it was played in."""

from collections.abc import Sequence
from typing import Any

from recado.agent.evals import observed_store as store
from recado.agent.evals.observed import Burst, Mark, Observed, Spoken
from recado.platform.db import Tx

Json = dict[str, Any]
_AGENT = "agent"
_PEOPLE = ("person", "phone")


def observe(tx: Tx, marks: Sequence[Mark]) -> Observed:
    """Returns what came of the steps of which these are the marks."""
    messages = store.messages(tx)
    spoken = [(_step_of(marks, row["seq"]), row) for row in messages]
    agents = [(at, row) for at, row in spoken if row["author"] == _AGENT and row["status"] != "failed"]
    calls = [(_step_of(marks, row["seq"]), row) for row in store.calls(tx)]
    turns = store.turns(tx)
    return Observed(
        bursts=tuple(
            Burst(
                number,
                tuple(row["text"] or "" for at, row in agents if at == number and row["kind"] == "text"),
                tuple((row["name"], row["code"]) for at, row in calls if at == number),
                mark.unused,
            )
            for number, mark in enumerate(marks, start=1)
            if mark.kind == "customer"
        ),
        said=tuple((at, row["text"]) for at, row in agents if row["text"]),
        over_a_person=_over_a_person(marks, spoken),
        given_up=store.given_up(tx),
        handovers=tuple(store.handovers(tx)),
        effects=tuple((row["name"], row["arguments"]) for _, row in calls if row["effect"] and row["state"] == "done"),
        files=tuple(store.files_sent(tx)),
        fields=store.contact_fields(tx),
        sources=tuple(store.sources(tx)),
        rejected=tuple(each for row in turns if (each := _rejected(row))),
        replaced_by=tuple(store.successors(tx)),
        spoken=tuple(Spoken(at, row["author"], row["kind"], row["text"] or f"[{row['kind']}]") for at, row in spoken),
        milliseconds=tuple(row["milliseconds"] for row in turns if row["milliseconds"] is not None),
        **store.spent(tx),
    )


def _step_of(marks: Sequence[Mark], seq: int) -> int:
    return sum(seq > mark.seq for mark in marks)


def _over_a_person(marks: Sequence[Mark], spoken: Sequence[tuple[int, Json]]) -> int:
    """How many messages of the agent follow a person's, before the conversation was given back."""
    back = [number for number, mark in enumerate(marks, start=1) if mark.kind == "hand_back"]
    since: int | None = None  # the step in which a person spoke last
    over = 0
    for at, row in spoken:
        if since is not None and any(since <= number < at for number in back):
            since = None
        if row["author"] in _PEOPLE:
            since = at
        over += since is not None and row["author"] == _AGENT and row["status"] != "failed"
    return over


def _rejected(turn: Json) -> str:
    """Why drafts of a turn were not sent, or why it has none: kinds, and what became of it."""
    kinds = [*turn["verdict"].get("misses", []), *turn["verdict"].get("findings", [])]
    outcome = turn["verdict"].get("outcome", "")
    said = f"{', '.join(kinds)} → {outcome}" if kinds else ""
    return " ".join(part for part in (said, turn["reason"] or "") if part)
