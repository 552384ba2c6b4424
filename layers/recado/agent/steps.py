"""The steps of a turn, as they are kept with it: times, names, kinds and counts, never texts."""

from collections.abc import Iterator

from recado.agent.asking import Calls
from recado.agent.model import Draft, Json
from recado.agent.review import Review, findings_of, misses_of


def steps_of(calls: Calls, draft: Draft, review: Review) -> list[Json]:
    """Returns what was done, in the order in which it began. at: milliseconds since the turn began to think."""
    steps = [*_models(calls), *_tools(calls, draft), *_looks(calls, review)]
    return sorted(steps, key=lambda step: int(step["at"]))


def _models(calls: Calls) -> Iterator[Json]:
    for call in calls.made:
        took = call.consumed
        yield {
            "kind": "model",
            "at": calls.offset(call.ended, took.milliseconds),
            "ms": took.milliseconds,
            "feature": call.feature,
            "model": took.model,
            "input": took.input_tokens,
            "cached": took.cached_tokens,
            "output": took.output_tokens,
        }


def _tools(calls: Calls, draft: Draft) -> Iterator[Json]:
    for position, entry in enumerate(draft.entries):
        yield {
            "kind": "tool",
            "at": calls.offset(entry.ended, entry.milliseconds),
            "ms": entry.milliseconds,
            "name": entry.name,
            "position": position,
            "code": entry.code,
        }


def _looks(calls: Calls, review: Review) -> Iterator[Json]:
    for look in review.looks:
        yield {
            "kind": "review",
            "at": calls.offset(look.ended, look.milliseconds),
            "ms": round(look.milliseconds, 2),
            "outcome": look.outcome,
            "misses": misses_of(look.wrong),
            "findings": findings_of(look.wrong),
        }
