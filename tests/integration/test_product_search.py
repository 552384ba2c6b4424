"""Of sixty questions of customers about two hundred products, the one they mean is among the first three in 95 %."""

from pathlib import Path
from typing import Final

import pytest

from recado.activity.model import Actor
from recado.catalog import categories, embedding, searching, service
from recado.catalog.jobs import ProductsJob
from recado.catalog.model import NewVariant, ProductDraft
from recado.catalog.search_store import Criteria
from recado.vendors.llm import embeddings
from tests.rigs.product import Product

RIGS: Final = Path(__file__).parents[1] / "rigs"
LEAST: Final = 0.95


def lines(name: str) -> list[tuple[str, str]]:
    """Returns the two halves of each line."""
    text = (RIGS / name).read_text()
    parted = [line.partition(" | ") for line in text.splitlines() if line and not line.startswith("#")]
    return [(first.strip(), last.strip()) for first, _, last in parted]


def fill(actor: Actor) -> int:
    """Makes the shop; returns how many products it has."""
    category, count = None, 0
    for name, description in lines("shop.txt"):
        if name.startswith("["):
            category = categories.create(actor, name.strip("[]")).id
            continue
        variant = NewVariant(None, None, "", 10_000, None, None)
        service.create(actor, ProductDraft(name, description, category, True, [variant]))
        count += 1
    return count


def test_the_product_a_customer_means_is_among_the_first_three(product: Product) -> None:
    if not embeddings.configured():
        pytest.skip("no model for meanings runs here")
    line = product.line()
    actor = Actor(business_id=line.business_id, kind="system")
    assert fill(actor) >= 200
    embedding.embed(ProductsJob(business_id=line.business_id))
    questions = lines("shop_questions.txt")
    missed = []
    for question, meant in questions:
        first = [each.name for each in searching.offered(line.business_id, question, Criteria([]), 3)]
        if meant not in first:
            missed.append((question, meant, first))
    assert len(questions) == 60
    assert len(missed) <= (1 - LEAST) * len(questions), missed
