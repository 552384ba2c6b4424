"""Which model answers: the one a business chose or, when its vendor has shut it down, the one in its place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from recado.agent import model_store as store
from recado.platform.db import Tx
from recado.vendors.llm.model import Effort

MOST_SUCCESSIONS = 5  # a model whose successor was shut down too; more than these is a circle


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A model that answers. efforts: those it takes; None when the catalogue does not know it."""

    model: str
    efforts: tuple[Effort, ...] | None


Successor = Callable[[str], ModelChoice | None]  # who answers for a model that is gone


def choose(tx: Tx, model: str, today: date) -> ModelChoice:
    """Returns the model that answers for `model` on this day: itself, or its first successor that is not shut down.

    A model that is not in the catalogue is taken as it is: compatible servers have names of their own.
    """
    for _ in range(MOST_SUCCESSIONS):
        entry = store.entry(tx, model)
        if entry is None:
            return ModelChoice(model, None)
        if entry.successor is None or entry.retires_at is None or today < entry.retires_at:
            return ModelChoice(model, tuple(entry.efforts))
        model = entry.successor
    return ModelChoice(model, None)


def successor(tx: Tx, model: str, today: date) -> ModelChoice | None:
    """Returns who answers for a model that its vendor says it does not have; None when nobody is left to ask.

    That is the successor in the catalogue, for other names the platform's model.
    """
    entry = store.entry(tx, model)
    chosen = choose(tx, (entry and entry.successor) or store.platform_model(tx), today)
    return chosen if chosen.model != model else None
