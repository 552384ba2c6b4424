"""Cases of the product: what does not fit is refused, and wordings are met as people mean them."""

from typing import Any

import pytest
from pydantic import ValidationError

from recado.agent.evals import checks
from recado.agent.evals.cases import CaseBody, rules_of
from recado.agent.evals.checks import judge
from recado.agent.evals.comparing import rows
from recado.agent.evals.model import RunCaseRow, TrialRow
from recado.agent.evals.observed import Burst, Observed
from recado.kernel.ids import new_id

Json = dict[str, Any]
ASKS: Json = {"kind": "customer", "messages": [{"text": "¿a cómo?"}]}


def body(*steps: Json, **expected: Any) -> CaseBody:
    return CaseBody.model_validate({"steps": list(steps) or [ASKS], "expected": expected})


@pytest.mark.parametrize(
    "wrong",
    [
        {"steps": []},
        {"steps": [{"kind": "person", "text": "Hola"}]},
        {"steps": [{"kind": "customer"}]},
        {"steps": [{"kind": "customer", "messages": [{"text": " "}]}]},
        {"steps": [{"kind": "customer", "messages": [{"text": "a\x00b"}]}]},
        {"steps": [ASKS, {"kind": "person"}]},
        {"steps": [ASKS, {"kind": "person", "text": "Hola", "answers": 1}]},
        {"steps": [ASKS, {"kind": "hand_back", "text": "Hola"}]},
        {"steps": [ASKS] * 21},
        {"steps": [ASKS], "expected": {"silent_from": 2}},
        {"steps": [ASKS], "expected": {"says": [["´"]]}},
        {"steps": [ASKS], "expected": {"says": [[]]}},
        {"steps": [ASKS], "expected": {"handovers": [{"reasons": ["no"]}]}},
        {"steps": [ASKS], "expected": {"otro": 1}},
        {"steps": [{"kind": "customer", "messages": [{"text": "ñ" * 1000}] * 10}] * 20},
    ],
)
def test_what_is_no_case_is_refused(wrong: Json) -> None:
    with pytest.raises(ValidationError):
        CaseBody.model_validate(wrong)


@pytest.mark.parametrize(
    ("phrase", "text", "met"),
    [
        ("cuesta 18", "La concha CUESTA  18 pesos", True),
        ("atención", "con toda la atencion", True),
        ("18", "son 180 pesos", False),
        ("18", "son 1,180 pesos", False),
        ("18", "son 18.50 pesos", False),
        ("18", "a las 18.", True),
        ("$390.00", "Son $390.00, con envío", True),
        ("50 %", "el 50 % no", True),
        (".*", "lo que sea", False),
        ("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", False),
    ],
)
def test_a_wording_is_met_whole_and_is_no_pattern(phrase: str, text: str, met: bool) -> None:
    (wording,) = rules_of(body(says=[[phrase]])).says
    assert (wording.pattern.search(checks.folded(text)) is not None) is met


def test_one_of_several_wordings_will_do_and_none_of_those_that_must_not_be() -> None:
    rules = rules_of(body(says=[["18", "dieciocho"]], never_says=[["gratis", "regalo"]]))
    said = Observed(bursts=(Burst(1, ("Cuesta dieciocho, de regalo",)),), said=((1, "Cuesta dieciocho, de regalo"),))
    assert [each.rule for each in judge(rules, said) if not each.holds] == ["never_says"]


def test_what_a_case_does_not_say_of_a_burst_is_not_judged() -> None:
    rules = rules_of(body(ASKS, ASKS | {"first_tools": ["none"], "answers": 1}))
    observed = Observed(
        bursts=(Burst(1, ("a",), (("pedir_humano", None),)), Burst(2, ("b",), (("pedir_humano", None),)))
    )
    judged = [(each.rule, each.about, each.holds) for each in judge(rules, observed) if each.about]
    assert judged == [("first_tool", "2", False), ("answers", "2", True)]


def compared(*shares: tuple[str | None, str | None]) -> list[str]:
    """What became of cases, each with its trials before and after: + passed, - failed, ? not over."""
    before: list[RunCaseRow] = []
    after: list[RunCaseRow] = []
    for number, pair in enumerate(shares):
        case_id = new_id()
        for trials, run in zip(pair, (before, after), strict=True):
            if trials is not None:
                run.append(
                    RunCaseRow(case_id, str(number), [], {}, [_trial(case_id, at, s) for at, s in enumerate(trials)])
                )
    return [f"{each.name} {each.change}" for each in rows(before, after)]


def _trial(case_id: Any, number: int, sign: str) -> TrialRow:
    failed = [{"rule": "says", "about": "18"}] if sign == "-" else []
    return TrialRow(case_id, number, "waiting" if sign == "?" else "done", sign == "+", None, failed)


def test_what_got_worse_comes_first_and_shares_are_compared() -> None:
    assert compared(
        ("++", "++++"), ("+-", "++--"), ("--", "-+"), ("++", "+-"), (None, "+"), ("+", None), ("+", "?"),
    ) == ["3 worse", "2 better", "1 still_failing", "4 new", "0 same", "6 waiting", "5 gone"]  # fmt: skip
