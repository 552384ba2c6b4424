"""The API keeps to its document whoever asks: inputs made from it, right and wrong, for every role (schemathesis)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.schemas import APIOperation

from recado.runtime.permissions import Rule
from tests.rigs.api_routes import routes
from tests.rigs.cast import ROLES, Cast, assemble
from tests.rigs.product import Product
from tests.rigs.sampling import parameters, sample

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(ROOT.glob("functions/*/openapi.json"))
EXAMPLES = {"OWNER": 12, "key": 6, "super admin": 4}
FEW = 2
IN_A_SAMPLE = 3  # at most so many of each case in `make test`
# Rules of the business refuse much that has the right form: an unknown timezone, somebody else's id.
load_all_checks()
LEFT_OUT = [CHECKS.get_one(name) for name in ("positive_data_acceptance",)]


def read_documents() -> dict[str, "APIOperation[Any, Any, Any, Any]"]:
    """Returns every operation of the documents by its label."""
    operations = {}
    for document in DOCUMENTS:
        schema = schemathesis.openapi.from_dict(json.loads(document.read_text()))
        for each in schema.get_all_operations():
            assert isinstance(each, Ok), each.err()
            operation = each.ok()
            operations[operation.label] = operation
    return operations


OPERATIONS = read_documents()
RULES = {f"{each.method} {each.path}": each.permission.rule for each in routes()}
STRANGE = set(sample("whom an operation does not serve", sorted(OPERATIONS), len(OPERATIONS) // 8))
RIGHT = [(role, GenerationMode.POSITIVE) for role in ROLES]
WRONG = [(role, GenerationMode.NEGATIVE) for role in ("nobody", *EXAMPLES)]
# Public, and with nothing to be given but a header that may be any text: there is no wrong input.
WITHOUT_INPUT = {
    f"{each.method} {each.path}"
    for each in routes()
    if each.permission.rule.public and not (each.body or each.query or each.parameters)
}


def cases(label: str) -> list[tuple[str, GenerationMode]]:
    """Returns who asks an operation, and with right or wrong input."""
    return RIGHT if label in WITHOUT_INPUT else [*RIGHT, *WRONG]


def served(rule: Rule) -> str:
    """Returns a role the operation serves: refusals alone say little of a document."""
    return "super admin" if rule.platform else "key" if rule.keys_only else "OWNER"


def sampled() -> set[tuple[str, str, GenerationMode]]:
    """Returns for every operation right and wrong input from a role it serves; for one in eight, also from another."""
    chosen: set[tuple[str, str, GenerationMode]] = set()
    for label in OPERATIONS:
        role = served(RULES[label])
        strange = label in STRANGE
        others = [case for case in RIGHT if case[0] != role]
        strangers = [case for case in WRONG if case[0] != role]
        few = [(role, GenerationMode.POSITIVE), (role, GenerationMode.NEGATIVE)]
        few += [*sample(f"{label} right", others, strange), *sample(f"{label} wrong", strangers, strange)]
        chosen |= {(label, *case) for case in few if case in cases(label)}
    return chosen


def test_a_sample_has_right_and_wrong_input_for_every_operation_from_whom_it_serves() -> None:
    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    served_cases = {(label, served(RULES[label]), mode) for label in OPERATIONS for mode in modes}
    assert sampled() >= {each for each in served_cases if each[1:] in cases(each[0])}
    assert sampled() == sampled(), "the same in every run"


@pytest.fixture(scope="module")
def cast(product: Product) -> Iterator[Cast]:
    made = assemble(product)
    yield made
    made.restore()


@pytest.mark.parametrize(
    ("label", "role", "mode"),
    parameters(
        [(label, *case) for label in OPERATIONS for case in cases(label)],
        sampled(),
        lambda label, role, mode: f"{label}-{role}, {'right' if mode is GenerationMode.POSITIVE else 'wrong'}",
    ),
)
def test_the_api_keeps_to_its_document(
    cast: Cast, label: str, role: str, mode: GenerationMode, pytestconfig: pytest.Config
) -> None:
    cast.restore()
    operation = OPERATIONS[label]
    person = cast.people[role]
    examples = EXAMPLES.get(role, FEW)
    signed = {"Authorization": f"Bearer {person.access}"} if person.access else {}

    @settings(
        max_examples=examples if pytestconfig.getoption("full") else min(examples, IN_A_SAMPLE),
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def keeps(case: Any) -> None:
        response = case.call(base_url=cast.product.stack.url, headers=signed, timeout=60)
        if response.status_code in (413, 414):  # a body or an address too large to be looked at is refused as that
            return
        case.validate_response(response, headers=signed, excluded_checks=LEFT_OUT)

    keeps()
