"""Searching: the passages in which the words of a question stand, or nearly so, or that mean what it asks."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Final
from uuid import UUID

from recado.activity.model import Actor
from recado.kernel.errors import Unavailable
from recado.kernel.settings import settings
from recado.kernel.telling_words import MOST_QUESTION, words_of
from recado.knowledge import store
from recado.knowledge.model import Passage
from recado.platform.db import Tx, database
from recado.vendors.llm import embeddings

MOST_PASSAGES: Final = 5
MOST_CHARACTERS: Final = 4_800  # of all of them, some 1,500 tokens
TIMEOUT_SECONDS: Final = 0.8
PLAIN: Final = 0.75  # of the words' weight: a passage that has so much of it says it plainly


def search(actor: Actor, question: str) -> list[Passage]:
    """Returns the passages a member would be shown for a question, best first."""
    return _found(lambda: database().acting(actor), question)


def passages(business_id: UUID, question: str) -> list[Passage]:
    """Returns the same for the agent. None of them are there when the search takes too long."""
    try:
        return _found(lambda: database().tenant(business_id), question)
    except Unavailable:
        return []


def _found(transaction: Callable[[], AbstractContextManager[Tx]], question: str) -> list[Passage]:
    """By words first; where they do not say it plainly, by meaning as well. No transaction is open meanwhile."""
    words = words_of(question)
    with transaction() as tx:
        tx.hurry(TIMEOUT_SECONDS)
        by_words = store.search(tx, words, MOST_PASSAGES) if words else []
    if not embeddings.configured() or (by_words and by_words[0].score >= PLAIN) or not question.strip():
        return _fitting(by_words)
    try:
        vector = embeddings.query(question.strip()[:MOST_QUESTION])
    except Unavailable:
        return _fitting(by_words)
    with transaction() as tx:
        tx.hurry(TIMEOUT_SECONDS)
        least = settings().embeddings_least_alike
        return _fitting(store.search(tx, words, MOST_PASSAGES, vector, embeddings.model(), least))


def _fitting(best: list[Passage]) -> list[Passage]:
    """Returns as many of the best as there is room for."""
    room, kept = MOST_CHARACTERS, []
    for passage in best:
        if len(passage.text) > room:
            break
        room -= len(passage.text)
        kept.append(passage)
    return kept
