"""The steps of a turn, as they are kept with it: times, names, kinds and counts, never texts."""

from collections.abc import Iterator

from recado.agent.asking import Calls
from recado.agent.model import Draft, Json
from recado.agent.review import Review, findings_of, misses_of

Ended = tuple[float, float, Json]  # when, of the monotonic clock; how many milliseconds it took; and the rest


def steps_of(calls: Calls, draft: Draft, review: Review) -> list[Json]:
    """Returns what was done, one after the other. starts_ms: since the turn began to think."""
    done = sorted([*_models(calls), *_tools(draft), *_looks(review)], key=lambda each: each[0])
    return [
        step | {"starts_ms": calls.offset(ended, took), "milliseconds": round(took, 2)} for ended, took, step in done
    ]


def _models(calls: Calls) -> Iterator[Ended]:
    for call in calls.made:
        consumed = call.consumed
        step = {
            "kind": "model",
            "feature": call.feature,
            "model": consumed.model,
            "input_tokens": consumed.input_tokens,
            "cached_tokens": consumed.cached_tokens,
            "output_tokens": consumed.output_tokens,
        }
        yield call.ended, consumed.milliseconds, step


def _tools(draft: Draft) -> Iterator[Ended]:
    """position: of its row in the ledger. Those that write their own rows count only each other."""
    for position, entry in enumerate(draft.entries):
        place = sum(each.kept for each in draft.entries[:position]) if entry.kept else position
        step = {"kind": "tool", "name": entry.name, "position": place, "code": entry.code}
        yield entry.ended, entry.milliseconds, step


def _looks(review: Review) -> Iterator[Ended]:
    for look in review.looks:
        wrong = [*misses_of(look.wrong), *findings_of(look.wrong)]
        yield look.ended, look.milliseconds, {"kind": "review", "outcome": look.outcome, "wrong": wrong}
