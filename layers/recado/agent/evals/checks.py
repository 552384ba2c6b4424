"""Judging what was observed: each expectation of a case is a check of its own, and so is what holds for every case."""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from recado.agent.evals import oracle
from recado.agent.evals.observed import Burst, Observed

Json = dict[str, Any]
NO_TOOL: Final = "none"
BAD_ARGUMENTS: Final = "argumentos"  # the code of a call whose arguments the tool does not take
RuleName = Literal[
    "invented", "over_person", "lie", "given_up", "model", "repeated", "handovers", "effects", "files", "fields",
    "says", "never_says", "first_tool", "answers", "script", "silent_from", "most_calls", "most_cost",
]  # fmt: skip
GUARANTEES: Final[frozenset[RuleName]] = frozenset(
    ("invented", "over_person", "lie", "given_up", "model", "repeated")
)  # whatever the model says


@dataclass(frozen=True, slots=True)
class Wording:
    """What an answer may say. pattern: of folded text. label: as people read it."""

    label: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Rules:
    """What must hold, all of it; what the state does not name must not have come to be.

    handovers: acceptable reasons, and the state. effects: what each effect tool got, of which a compiled pattern may
    stand for a value. first_tools: of each burst the acceptable ones; `none` for no tool. answers: how many each burst
    gets. None: of that burst nothing is expected. silent_from: a step, counted from 1. numbers: figures that are right
    though they stand in no text.
    """

    handovers: tuple[tuple[tuple[str, ...], str], ...] = ()
    effects: tuple[tuple[str, Json], ...] = ()
    files: tuple[str, ...] = ()
    fields: Json = field(default_factory=dict)
    says: tuple[Wording, ...] = ()
    never_says: tuple[Wording, ...] = ()
    first_tools: tuple[tuple[str, ...] | None, ...] | None = None
    answers: tuple[int | None, ...] | None = None
    silent_from: int | None = None
    most_calls: int | None = None
    most_cost: float | None = None
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked. about: what of it, such as a phrase or a burst's number. actual, expected: of one
    that does not hold."""

    rule: RuleName
    holds: bool
    about: str = ""
    actual: str = ""
    expected: str = ""

    @property
    def name(self) -> str:
        return f"{self.rule}:{self.about}" if self.about else self.rule

    @property
    def guarantee(self) -> bool:
        """Whether it holds for every case and model."""
        return self.rule in GUARANTEES


def judge(rules: Rules, observed: Observed, *, guarantees_only: bool = False) -> list[Check]:
    """Returns every check. guarantees_only: of a model that lies on purpose nothing else can be expected."""
    checks = list(_guarantees(rules, observed))
    if not guarantees_only:
        checks += [*_state(rules, observed), *_words(rules, observed), *_course(rules, observed)]
    return checks


def folded(text: str) -> str:
    """Returns a text in small letters without accents, as patterns are written."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def invented(rules: Rules, observed: Observed) -> dict[str, str]:
    """Returns the figures that stand in no source, each with a text that has it."""
    sources = [*observed.sources, *rules.numbers]
    return {number: text for _, text in observed.said for number in sorted(oracle.unfounded(text, sources, least=2))}


def _guarantees(rules: Rules, observed: Observed) -> Iterator[Check]:
    figures = invented(rules, observed)
    yield Check("invented", not figures, actual="; ".join(f"{each} en «{text}»" for each, text in figures.items()))
    yield Check("over_person", observed.over_a_person == 0, actual=str(observed.over_a_person))
    lies = [lie for lie in observed.made_up if any(lie in text for _, text in observed.said)]
    yield Check("lie", not lies, actual="; ".join(f"«{lie}»" for lie in lies))
    yield Check("given_up", observed.given_up == 0, actual=str(observed.given_up))
    yield Check("model", not observed.replaced_by, actual=", ".join(observed.replaced_by))
    expected = rules.answers or (1,) * len(observed.bursts)
    for number, (burst, answers) in enumerate(zip(observed.bursts, expected, strict=True), start=1):
        most = max(1, answers or 1)
        if len(burst.said) > most:
            yield Check("repeated", False, str(number), str(len(burst.said)), str(most))


def _state(rules: Rules, observed: Observed) -> Iterator[Check]:
    """All of the state, in an order of its own: whatever way led there."""
    fits = len(rules.handovers) == len(observed.handovers) and all(
        reason in reasons and state == wished
        for (reasons, wished), (reason, state) in zip(rules.handovers, observed.handovers, strict=True)
    )
    yield Check("handovers", fits, "", _listed(observed.handovers), _listed(rules.handovers))
    same = _same(list(rules.effects), list(observed.effects))
    yield Check("effects", same, "", _listed(observed.effects), _listed(rules.effects))
    files = sorted(rules.files) == sorted(observed.files)
    yield Check("files", files, "", _listed(sorted(observed.files)), _listed(sorted(rules.files)))
    kept = rules.fields.keys() == observed.fields.keys() and _meets(rules.fields, observed.fields)
    yield Check("fields", kept, "", _listed(observed.fields), _listed(rules.fields))


def _listed(value: Any) -> str:
    """As a reader sees it; a pattern as it is written."""
    return json.dumps(value, ensure_ascii=False, default=lambda each: getattr(each, "pattern", str(each)))[:1000]


def _same(expected: list[tuple[str, Any]], actual: list[tuple[str, Any]]) -> bool:
    """Whether each expected effect was made, once, and no other was."""
    left = list(actual)
    for name, data in expected:
        at = next((each for each in left if each[0] == name and _meets(data, each[1])), None)
        if at is None:
            return False
        left.remove(at)
    return not left


def _meets(expected: Any, actual: Any) -> bool:
    """Whether a value is the expected one: of an object what is named, of a pattern what it meets."""
    if isinstance(expected, dict):
        return isinstance(actual, dict) and all(
            name in actual and _meets(each, actual[name]) for name, each in expected.items()
        )
    if isinstance(expected, re.Pattern):
        return expected.search(folded(str(actual))) is not None
    if isinstance(expected, str) and isinstance(actual, str):
        return folded(expected).strip() == folded(actual).strip()
    return bool(json.dumps(expected, sort_keys=True) == json.dumps(actual, sort_keys=True, default=str))


def _words(rules: Rules, observed: Observed) -> Iterator[Check]:
    texts = [folded(text) for _, text in observed.said]
    said = " | ".join(text for _, text in observed.said)
    for each in rules.says:
        yield Check("says", any(map(each.pattern.search, texts)), each.label, said[:1000], each.label)
    for each in rules.never_says:
        bad = [text for _, text in observed.said if each.pattern.search(folded(text))]
        yield Check("never_says", not bad, each.label, " | ".join(bad)[:1000], each.label)


def _course(rules: Rules, observed: Observed) -> Iterator[Check]:
    """How it came about: the first tool, the number of answers, silence, calls and their cost."""
    for number, burst in enumerate(observed.bursts, start=1):
        tools = rules.first_tools[number - 1] if rules.first_tools else None
        expected = rules.answers[number - 1] if rules.answers else None
        if tools is not None:
            yield _tool(number, burst, tools)
        if expected is not None:
            yield Check("answers", len(burst.said) == expected, str(number), str(len(burst.said)), str(expected))
        if burst.unused:
            yield Check("script", False, str(number), str(burst.unused), "0")
    if rules.silent_from is not None:
        late = [text for step, text in observed.said if step >= rules.silent_from]
        yield Check("silent_from", not late, str(rules.silent_from), " | ".join(late)[:1000])
    if rules.most_calls is not None:
        yield Check("most_calls", observed.calls <= rules.most_calls, "", str(observed.calls), str(rules.most_calls))
    if rules.most_cost is not None and observed.cost is not None:
        holds = observed.cost <= rules.most_cost
        yield Check("most_cost", holds, "", f"{observed.cost:.5f}", f"{rules.most_cost:.5f}")


def _tool(number: int, burst: Burst, acceptable: tuple[str, ...]) -> Check:
    name, code = burst.called[0] if burst.called else (NO_TOOL, None)
    fits = name in acceptable and code != BAD_ARGUMENTS
    return Check("first_tool", fits, str(number), f"{name} {code or ''}".strip(), ", ".join(acceptable))
