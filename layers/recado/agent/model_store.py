"""SQL of the model catalogue."""

from dataclasses import dataclass
from datetime import date

from recado.platform.db import Tx
from recado.vendors.llm.model import Effort


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """What the catalogue says of a model. retires_at: the first day it no longer answers."""

    model: str
    efforts: list[Effort]
    retires_at: date | None
    successor: str | None


def entry(tx: Tx, model: str) -> CatalogEntry | None:
    """Returns the entry of a model, or of the model it is a dated version of; None when it is not in the catalogue."""
    return tx.row(CatalogEntry, "select model, efforts, retires_at, successor from catalog_entry(%s)", (model,))


def platform_model(tx: Tx) -> str:
    """Returns the model of businesses that chose none."""
    model: str = tx.value("select agent_model from platform_settings")
    return model
