"""Comparing two runs: which cases got better, which worse."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal
from uuid import UUID

from recado.agent.evals.model import Json, RunCaseRow, TrialRow

if TYPE_CHECKING:
    from recado.agent.evals.run_service import MeasuredRun

CaseChange = Literal["worse", "better", "still_failing", "same", "new", "waiting", "gone"]
_ORDER: Final[dict[CaseChange, int]] = {
    "worse": 0,
    "better": 1,
    "still_failing": 2,
    "new": 3,
    "same": 4,
    "waiting": 5,
    "gone": 6,
}


@dataclass(frozen=True, slots=True)
class ComparedCase:
    """A case in two runs. edited: it was another case in the first. failed: the rule that says most of why it is as it
    is: of the run that is compared or, of one that got better, of the run before. before, after: None where it was not
    in that run."""

    case_id: UUID
    name: str
    tags: list[str]
    change: CaseChange
    edited: bool
    before: list[TrialRow] | None
    after: list[TrialRow] | None
    failed: Json | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What got worse comes first."""

    before: "MeasuredRun"
    after: "MeasuredRun"
    rows: list[ComparedCase]


def rows(before: Sequence[RunCaseRow], after: Sequence[RunCaseRow]) -> list[ComparedCase]:
    """Returns the cases of both runs: what got worse first, then what got better, what still fails, and the rest."""
    old, new = {each.case_id: each for each in before}, {each.case_id: each for each in after}
    compared = [_compared(old.get(case_id), new.get(case_id)) for case_id in {**new, **old}]
    return sorted(compared, key=lambda each: _ORDER[each.change])


def _compared(old: RunCaseRow | None, new: RunCaseRow | None) -> ComparedCase:
    case = new or old
    assert case is not None  # it is in one of the runs
    change = _change(old, new)
    failed = _first_failed(old.trials if old and change in ("better", "gone") else case.trials)
    return ComparedCase(
        case_id=case.case_id,
        name=case.name,
        tags=case.tags,
        change=change,
        edited=old is not None and new is not None and old.body != new.body,
        before=old.trials if old else None,
        after=new.trials if new else None,
        failed=failed,
    )


def _change(old: RunCaseRow | None, new: RunCaseRow | None) -> CaseChange:
    """Shares are compared, since runs may have another number of trials."""
    if new is None:
        return "gone"
    was, is_now = _share(old.trials) if old else None, _share(new.trials)
    if is_now is None:
        return "waiting"
    if was is None:
        return "new"
    if is_now != was:
        return "better" if is_now > was else "worse"
    return "same" if is_now == 1 else "still_failing"


def _share(trials: Sequence[TrialRow]) -> float | None:
    done = [each for each in trials if each.state == "done"]
    return sum(bool(each.passed) for each in done) / len(done) if done else None


def _first_failed(trials: Sequence[TrialRow]) -> Json | None:
    """Returns the check that fails most often."""
    failed = [check for trial in trials for check in trial.failed]
    if not failed:
        return None
    keys = [(each["rule"], each["about"]) for each in failed]
    return max(failed, key=lambda each: keys.count((each["rule"], each["about"])))
