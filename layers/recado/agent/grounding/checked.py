"""A draft that was checked. Only what is checked can be sent: the type says so."""

from dataclasses import InitVar, dataclass
from datetime import datetime
from typing import Final

from recado.agent.grounding import mend
from recado.agent.grounding.check import check
from recado.agent.grounding.effects import Effect
from recado.agent.grounding.facts import Facts
from recado.agent.grounding.folding import seen
from recado.agent.grounding.miss import Miss
from recado.agent.guard import CUTTABLE, Finding, Surroundings, guard

_SEAL: Final = object()


@dataclass(frozen=True, slots=True)
class Checked:
    """A text without misses and findings. `check_draft` makes it, nothing else can."""

    text: str
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError("only check_draft makes a Checked")


@dataclass(frozen=True, slots=True)
class Rejected:
    """A draft that must not be sent. text: what was checked; misses and findings tell places in it."""

    text: str
    misses: tuple[Miss, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Situation:
    """What drafts of one turn are checked against. moment: now, aware; timezone, currency: the business's."""

    facts: Facts
    moment: datetime
    timezone: str
    currency: str
    effects: frozenset[Effect]
    around: Surroundings


def check_draft(draft: str, situation: Situation) -> Checked | Rejected:
    """Returns the draft, fit to be sent (without letters nobody sees), or what is wrong with it."""
    text = seen(draft).strip()
    findings = guard(text, situation.facts, situation.around)
    if any(finding.kind == "length" for finding in findings):
        return Rejected(text, (), tuple(findings))
    misses = check(text, situation.facts, situation.moment, situation.timezone, situation.currency, situation.effects)
    return Rejected(text, tuple(misses), tuple(findings)) if misses or findings else Checked(text, _SEAL)


def cut_draft(rejected: Rejected, situation: Situation) -> Checked | None:
    """Returns what is left of a draft without the sentences that must not be sent; None when a person must answer.

    A draft that tells of its own instructions, or is too long, is not mended by cutting.
    """
    if any(finding.kind not in CUTTABLE for finding in rejected.findings):
        return None
    text = mend.cut(rejected.text, (*rejected.misses, *rejected.findings), situation.effects)
    again = None if text is None else check_draft(text, situation)
    return again if isinstance(again, Checked) else None
