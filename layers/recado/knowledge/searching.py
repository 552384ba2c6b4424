"""Searching: the passages in which the words of a question stand, or nearly so, or that mean what it asks."""

import re
import unicodedata
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Final
from uuid import UUID

from recado.activity.model import Actor
from recado.kernel.errors import Unavailable
from recado.kernel.settings import settings
from recado.knowledge import store
from recado.knowledge.model import Passage
from recado.platform.db import Tx, database
from recado.vendors.llm import embeddings

MOST_PASSAGES: Final = 5
MOST_CHARACTERS: Final = 4_800  # of all of them, some 1,500 tokens
MOST_WORDS: Final = 12
MOST_QUESTION: Final = 500
TIMEOUT_SECONDS: Final = 0.8
PLAIN: Final = 0.75  # of the words' weight: a passage that has so much of it says it plainly
_WORD: Final = re.compile(r"[^\W_]+")
_COMMON: Final = frozenset(
    _WORD.findall(  # what says nothing of what is asked for
        """
        a al algo alguna alguno algun ante aqui asi aun aunque buenas buenos cada como con cual cuales cuando cuanto
        cuanta cuantos cuantas de del desde dia dias donde dos el ella ellas ellos en entre era es esa ese eso esta
        este esto estan estoy favor fue gracias ha hace hacen han hasta hay hola la las le les lo los mas me mi mis
        mucho muy nada ni no nos o os otra otro para pero podria puede pueden puedo por porque pues que quien quiero
        quisiera saber se sea ser si sin sobre solo son soy su sus tal tambien te tengo tiene tienen tienes todo tu
        tus un una uno unos unas usted ustedes va van y ya yo the and are can could did do does for from have how is
        it of on or our please that this to was what when where which who will with would you your
        """
    )
)


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


def words_of(question: str) -> list[str]:
    """Returns the words that say what is asked, folded, each once: at most twelve."""
    plain = unicodedata.normalize("NFKD", question[:MOST_QUESTION].lower())
    folded = "".join(sign for sign in plain if not unicodedata.combining(sign))
    words = dict.fromkeys(_WORD.findall(folded))
    telling = [word for word in words if word not in _COMMON and (len(word) > 2 or word.isdigit())]
    return telling[:MOST_WORDS]


def _fitting(best: list[Passage]) -> list[Passage]:
    """Returns as many of the best as there is room for."""
    room, kept = MOST_CHARACTERS, []
    for passage in best:
        if len(passage.text) > room:
            break
        room -= len(passage.text)
        kept.append(passage)
    return kept
