"""The steps of a turn, as they are kept with it: times, names, kinds and counts, never texts."""

from collections.abc import Iterator

from recado.agent.asking import Calls
from recado.agent.model import Draft, Json
from recado.agent.review import Review, findings_of, misses_of


def steps_of(calls: Calls, draft: Draft, review: Review) -> list[Json]:
    """Returns what was done, in the order in which it began. starts_ms: milliseconds since the turn began to think."""
    steps = [*_models(calls), *_tools(calls, draft), *_looks(calls, review)]
    return sorted(steps, key=lambda step: int(step["starts_ms"]))


def _models(calls: Calls) -> Iterator[Json]:
    for call in calls.made:
        took = call.consumed
        yield {
            "kind": "model",
            "starts_ms": calls.offset(call.ended, took.milliseconds),
            "milliseconds": took.milliseconds,
            "feature": call.feature,
            "model": took.model,
            "input_tokens": took.input_tokens,
            "cached_tokens": took.cached_tokens,
            "output_tokens": took.output_tokens,
        }


def _tools(calls: Calls, draft: Draft) -> Iterator[Json]:
    """position: of its row in the ledger. Those that write their own rows count only each other."""
    for position, entry in enumerate(draft.entries):
        yield {
            "kind": "tool",
            "starts_ms": calls.offset(entry.ended, entry.milliseconds),
            "milliseconds": entry.milliseconds,
            "name": entry.name,
            "position": sum(each.kept for each in draft.entries[:position]) if entry.kept else position,
            "code": entry.code,
        }


def _looks(calls: Calls, review: Review) -> Iterator[Json]:
    for look in review.looks:
        yield {
            "kind": "review",
            "starts_ms": calls.offset(look.ended, look.milliseconds),
            "milliseconds": round(look.milliseconds, 2),
            "outcome": look.outcome,
            "wrong": [*misses_of(look.wrong), *findings_of(look.wrong)],
        }
