"""Searching: the products that a customer's words name, nearly name, or mean."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Final
from uuid import UUID

from recado.activity.model import Actor
from recado.catalog import search_store, store
from recado.catalog.model import Product
from recado.catalog.search_store import Criteria, Hit
from recado.catalog.synonyms import synonyms_of
from recado.kernel.errors import Unavailable
from recado.kernel.settings import settings
from recado.kernel.telling_words import MOST_QUESTION, words_of
from recado.platform.db import Tx, database
from recado.vendors.llm import embeddings

TIMEOUT_SECONDS: Final = 0.8
PLAIN: Final = 0.75  # of the words' weight: a product that has so much of it is the one that is named


def search(actor: Actor, question: str, criteria: Criteria, most: int) -> list[Product]:
    """Returns what a member is shown for a question, best first."""
    return _best(lambda: database().acting(actor), question, criteria, most)


def offered(business_id: UUID, question: str, criteria: Criteria, most: int) -> list[Product]:
    """Returns the same for the agent. Nothing is there when the search takes too long."""
    try:
        return _best(lambda: database().tenant(business_id), question, criteria, most)
    except Unavailable:
        return []


def _best(
    transaction: Callable[[], AbstractContextManager[Tx]], question: str, criteria: Criteria, most: int
) -> list[Product]:
    """By words first; where they do not name it plainly, by meaning as well. No transaction is open meanwhile."""
    also = synonyms_of(question[:MOST_QUESTION])
    criteria = replace(criteria, words=[*words_of(question), *words_of(" ".join(also))])
    with transaction() as tx:
        tx.hurry(TIMEOUT_SECONDS)
        hits = search_store.search(tx, criteria, most) if criteria.words else []
        if (hits and hits[0].score >= PLAIN) or not embeddings.configured() or not question.strip():
            return _products(tx, hits)
    text = question.strip()[:MOST_QUESTION]
    try:
        vector = embeddings.query(f"{text} ({', '.join(also)})" if also else text)
    except Unavailable:
        with transaction() as tx:
            return _products(tx, hits)
    criteria = replace(criteria, vector=vector, model=embeddings.model(), least=settings().embeddings_least_alike)
    with transaction() as tx:
        tx.hurry(TIMEOUT_SECONDS)
        return _products(tx, search_store.search(tx, criteria, most))


def _products(tx: Tx, hits: list[Hit]) -> list[Product]:
    return store.products(tx, [each.product_id for each in hits])
