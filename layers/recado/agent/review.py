"""The review of a turn's drafts: what no fact supports is mended by the model once, else cut, else people answer."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from recado.agent import evidence, repair
from recado.agent.grounding.checked import Checked, Rejected, check_draft, cut_draft
from recado.agent.guard import MOST_CHARACTERS
from recado.agent.model import Draft, Json, TurnContext

if TYPE_CHECKING:
    from recado.agent.v2.observing import Observed, Opinion

MOST_ANEW: Final = 4096  # characters of a WhatsApp message
RETRY_SECONDS: Final = 60.0  # a turn older than this is not asked to write anew

Outcome = Literal["clean", "repaired", "cut", "handed"]


@dataclass(frozen=True, slots=True)
class Look:
    """One check of a text: what became of it, and the kinds of what was wrong. ended: when, of the monotonic clock."""

    outcome: Literal["passed", "rejected", "cut", "handed"]
    milliseconds: float
    wrong: tuple[Rejected, ...] = ()
    ended: float = field(default_factory=time.monotonic)


@dataclass(slots=True)
class Review:
    """The checks of one turn. A first draft is to be brief; one that was written anew may fill a message."""

    turn: TurnContext
    rejected: list[Rejected] = field(default_factory=list)
    outcome: Outcome = "clean"
    milliseconds: float = 0
    observer: Json = field(default_factory=dict)
    looks: list[Look] = field(default_factory=list)
    opinion: "Opinion | None" = None

    def judge(self, text: str, draft: Draft) -> Checked | str | None:
        """Returns the text fit to be sent, or what the model is told to mend, or None when people must answer."""
        started = time.perf_counter()
        anew = bool(self.rejected)
        situation = evidence.situation(self.turn, draft, MOST_ANEW if anew else MOST_CHARACTERS)
        checked = check_draft(text, situation)
        took = (time.perf_counter() - started) * 1000
        self.milliseconds += took
        if isinstance(checked, Checked):
            self.outcome = "repaired" if anew else "clean"
            self.looks.append(Look("passed", took))
            return checked
        self.rejected.append(checked)
        if not anew:
            self.looks.append(Look("rejected", took, (checked,)))
            return repair.request(checked)
        left = cut_draft(checked, situation)
        self.outcome = "cut" if left else "handed"
        self.looks.append(Look(self.outcome, took, (checked,)))
        return left

    def once_more(self, text: str, draft: Draft) -> Checked | Rejected:
        """Returns a text of the Refiner's, fit to be sent or not: what does not pass stays unsaid."""
        started = time.perf_counter()
        checked = check_draft(text, evidence.situation(self.turn, draft, MOST_ANEW))
        took = (time.perf_counter() - started) * 1000
        self.looks.append(Look("passed" if isinstance(checked, Checked) else "rejected", took, _wrong(checked)))
        return checked

    def observed(self, by: "Observed") -> None:
        """Keeps what the Observer said."""
        self.opinion = by.opinion
        kinds = sorted({fault.tipo for fault in by.opinion.fallas}) if by.opinion else []
        self.observer = {
            "skipped": by.skipped, "severity": by.opinion.gravedad if by.opinion else None, "faults": kinds
        }  # fmt: skip

    def refined(self, mended: bool) -> None:
        """Keeps whether the Refiner mended it."""
        self.observer["refined"] = mended

    def give_up(self) -> None:
        """What was rejected could not be written anew."""
        self.outcome = "handed"

    def misses(self) -> list[str]:
        """Returns the kinds of what no fact supported, each once."""
        return misses_of(self.rejected)

    def findings(self) -> list[str]:
        """Returns the kinds of what must not be said, each once."""
        return findings_of(self.rejected)

    def verdict(self) -> Json:
        """Returns what is kept with the turn: kinds, never texts."""
        verdict: Json = {"outcome": self.outcome, "ms": round(self.milliseconds, 2)}
        verdict |= {"observer": self.observer} if self.observer else {}
        return verdict | {
            name: kinds for name, kinds in (("misses", self.misses()), ("findings", self.findings())) if kinds
        }


def _wrong(checked: Checked | Rejected) -> tuple[Rejected, ...]:
    return () if isinstance(checked, Checked) else (checked,)


def misses_of(rejected: Iterable[Rejected]) -> list[str]:
    """Returns the kinds of what no fact supported, each once."""
    return sorted({miss.kind for each in rejected for miss in each.misses})


def findings_of(rejected: Iterable[Rejected]) -> list[str]:
    """Returns the kinds of what must not be said, each once."""
    return sorted({finding.kind for each in rejected for finding in each.findings})
