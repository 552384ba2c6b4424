"""Steps of a turn: one after the other, each call of a tool beside its row of the ledger."""

import time
from typing import Any

from recado.agent.asking import Call, Calls
from recado.agent.inspecting import with_calls
from recado.agent.model import Draft, LedgerEntry
from recado.agent.review import Review
from recado.agent.steps import steps_of
from recado.vendors.llm.model import Consumed


def entry(name: str, code: str | None = None, *, kept: bool = False) -> LedgerEntry:
    return LedgerEntry(name, {}, {}, effect=False, key=b"", milliseconds=0, code=code, kept=kept)


def row(position: int, name: str, said: str, code: str | None = None) -> dict[str, Any]:
    state = "failed" if code else "done"
    return {"position": position, "name": name, "arguments": {"said": said}, "result": {}, "state": state, "code": code}


def steps(calls: Calls, *entries: LedgerEntry) -> list[dict[str, Any]]:
    return steps_of(calls, Draft(entries=list(entries)), Review(turn=None))  # type: ignore[arg-type]  # of no turn


def test_a_step_begins_as_long_before_its_end_as_it_took_and_never_before_the_turn() -> None:
    calls = Calls()
    calls.made.append(Call("agent_v1", Consumed("openai", "m", 10, 4, 0, 2, 0, 5_000), ended=time.monotonic() + 7))
    (step,) = steps(calls)
    assert 1_990 <= step["starts_ms"] <= 2_010
    calls.made[0] = Call("agent_v1", calls.made[0].consumed)
    assert steps(calls)[0]["starts_ms"] == 0


def test_tools_that_write_their_own_rows_are_found_among_the_others() -> None:
    """An external tool counts its calls from zero, whatever was called before it."""
    made = steps(
        Calls(), entry("ours"), entry("theirs", kept=True), entry("theirs", "argumentos"), entry("theirs", kept=True)
    )
    rows = [
        row(0, "theirs", "first"),
        row(1, "theirs", "second"),
        row(0, "ours", "own"),
        row(2, "theirs", "bad", "argumentos"),
    ]
    given = [step["arguments"] for step in with_calls(made, rows)]
    assert given == [{"said": "own"}, {"said": "first"}, {"said": "bad"}, {"said": "second"}]


def test_of_two_rows_at_one_place_each_goes_to_the_call_that_ended_like_it() -> None:
    made = steps(Calls(), entry("theirs", "argumentos"), entry("theirs", kept=True))
    rows = [row(0, "theirs", "went"), row(0, "theirs", "bad", "argumentos")]
    assert [step["arguments"] for step in with_calls(made, rows)] == [{"said": "bad"}, {"said": "went"}]


def test_what_is_no_longer_kept_is_null() -> None:
    (step,) = with_calls(steps(Calls(), entry("ours")), [])
    assert (step["arguments"], step["result"], step["state"]) == (None, None, None)
