"""The API keeps to its document whoever asks: inputs made from it, right and wrong, for every role (schemathesis)."""

import json
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.schemas import APIOperation

from tests.rigs.cast import ROLES, Cast, assemble
from tests.rigs.product import Product

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(ROOT.glob("functions/*/openapi.json"))
EXAMPLES = {"OWNER": 12, "key": 6, "super admin": 4}
FEW = 2
# Rules of the business refuse much that has the right form: an unknown timezone, somebody else's id.
load_all_checks()
LEFT_OUT = [CHECKS.get_one(name) for name in ("positive_data_acceptance",)]


def operations() -> dict[str, "APIOperation[Any, Any, Any, Any]"]:
    found = {}
    for document in DOCUMENTS:
        schema = schemathesis.openapi.from_dict(json.loads(document.read_text()))
        for each in schema.get_all_operations():
            assert isinstance(each, Ok), each.err()
            operation = each.ok()
            found[operation.label] = operation
    return found


OPERATIONS = operations()


@pytest.fixture(scope="module")
def cast(product: Product) -> Cast:
    return assemble(product)


@pytest.mark.parametrize(
    ("role", "mode"),
    [pytest.param(role, GenerationMode.POSITIVE, id=f"{role}, right") for role in ROLES]
    + [pytest.param(role, GenerationMode.NEGATIVE, id=f"{role}, wrong") for role in ("nobody", *EXAMPLES)],
)
@pytest.mark.parametrize("label", OPERATIONS)
def test_the_api_keeps_to_its_document(cast: Cast, label: str, role: str, mode: GenerationMode) -> None:
    cast.restore()
    operation = OPERATIONS[label]
    person = cast.people[role]
    signed = {"Authorization": f"Bearer {person.access}"} if person.access else {}

    @settings(
        max_examples=EXAMPLES.get(role, FEW),
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
