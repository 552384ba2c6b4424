"""What a test keeps of a turn beyond what turns of customers do: words. Its customer is made up, its day is short."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final, Literal

from recado.agent import evidence
from recado.agent.grounding.check import LEAST_NUMBER, check
from recado.agent.grounding.checked import Rejected
from recado.agent.grounding.claim import Claim
from recado.agent.grounding.claims import claims_of
from recado.agent.model import Draft, Evidence, Json, TurnContext
from recado.agent.review import MOST_ANEW, Look, Review

FactSource = Literal["business", "tool", "earlier", "customer"]
MOST_FACTS: Final = 20
_Source = tuple[FactSource, str | None, Evidence, Draft]


def with_words(steps: Sequence[Json], turn: TurnContext, draft: Draft, review: Review) -> list[Json]:
    """Returns the steps with what was reviewed: of a draft that was rejected its words and the places that were wrong,
    of the answer each fact it states and what supports it."""
    looks = iter(review.looks)
    traced = [step | _words(next(looks)) if step["kind"] == "review" else step for step in steps]
    passed = [each for each in traced if each["kind"] == "review" and each["outcome"] in ("passed", "cut")]
    if passed and draft.answer:
        passed[-1]["facts"] = facts(turn, draft, draft.answer.text)
    return traced


def verdict_of(review: Review) -> Json:
    """Returns the verdict with what the Observer said."""
    verdict = review.verdict()
    if review.observer and review.opinion:
        said = [{"kind": each.tipo, "quote": each.cita, "repair": each.arreglo} for each in review.opinion.fallas]
        verdict["observer"] = review.observer | {"said": said}
    return verdict


def facts(turn: TurnContext, draft: Draft, text: str) -> list[Json]:
    """Returns what a text states, each thing once, with where the first support for it is."""
    claims, _ = claims_of(text, turn.business.currency)
    sources = [
        (source, tool, _places(turn, known, calls, text)) for source, tool, known, calls in _sources(turn, draft)
    ]
    stated: dict[str, Json] = {}
    for claim in claims:
        if claim.kind == "number" and isinstance(claim.value, Decimal) and claim.value < LEAST_NUMBER:
            continue  # which needs no support
        for source, tool, unsupported in sources:
            if not any(start < claim.end and claim.start < end for start, end in unsupported):
                stated.setdefault(_said(claim), {"said": _said(claim), "source": source, "tool": tool})
                break
    return list(stated.values())[:MOST_FACTS]


def _words(look: Look) -> Json:
    if not look.wrong:
        return {}
    (rejected,) = look.wrong
    return {"draft": rejected.text, "marks": _marks(rejected)}


def _marks(rejected: Rejected) -> list[Json]:
    places = {(each.start, each.end) for each in rejected.misses}
    places |= {(each.start, each.end) for each in rejected.findings}
    return [{"start": start, "end": end} for start, end in sorted(places)]


def _said(claim: Claim) -> str:
    return " ".join(claim.said.split())[:80]


def _sources(turn: TurnContext, draft: Draft) -> Iterator[_Source]:
    """What each source knows alone: the business's texts, each tool of the turn, tools before it, the customer."""
    gathered = turn.evidence
    yield "business", None, Evidence(business=gathered.business), Draft()
    for entry in draft.entries:
        if entry.code is None:
            yield "tool", entry.name, Evidence(), Draft(entries=[entry])
    yield "earlier", None, Evidence(results=gathered.results), Draft()
    yield "customer", None, Evidence(customer=gathered.customer), Draft()


def _places(turn: TurnContext, known: Evidence, calls: Draft, text: str) -> list[tuple[int, int]]:
    """Returns the places of a text that this alone does not support."""
    alone = evidence.situation(replace(turn, evidence=known), calls, MOST_ANEW)
    misses = check(text, alone.facts, alone.moment, alone.timezone, alone.currency, alone.effects)
    return [(each.start, each.end) for each in misses]
