"""What a turn is taught: the lessons it always reads, and those like what the customer wrote."""

from dataclasses import dataclass
from typing import Final

from recado.agent import prompt
from recado.agent.lessons import store
from recado.platform.db import Tx

MOST_LIKE: Final = 3
MOST_WORDS: Final = 1000  # characters of what the customer wrote


@dataclass(frozen=True, slots=True)
class Taught:
    """Lines for the prompt. words: of all of them: what an answer says of them is the business's."""

    always: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def lessons(tx: Tx, burst: str) -> Taught:
    """Returns the lessons of a turn, and counts those it is shown because the conversation is like them."""
    always = store.always(tx)
    near = store.like(tx, burst[:MOST_WORDS], MOST_LIKE) if burst.strip() else []
    lines = prompt.fitting([text.line() for _, text in near], prompt.LESSON_TOKENS)
    shown = near[: len(lines)]
    if shown:
        store.count_uses(tx, [lesson_id for lesson_id, _ in shown])
    words = tuple(text.words for text in (*always, *(text for _, text in shown)))
    return Taught(tuple(text.line() for text in always), tuple(lines), words)
