"""SQL of the model catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from recado.kernel.ids import new_id
from recado.platform.db import Tx
from recado.vendors.llm.model import Effort


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """What the catalogue says of a model. retires_at: the first day it no longer answers."""

    model: str
    efforts: list[Effort]
    retires_at: date | None
    successor: str | None


@dataclass(frozen=True, slots=True)
class CatalogModel:
    """A model one may choose. Prices in millionths of a US dollar for a million tokens; None: not known. retires_at:
    the first day it no longer answers; then its successor does. default_effort: the platform's, of its model."""

    model: str
    efforts: list[Effort]
    input_micros: int | None
    cached_micros: int | None
    output_micros: int | None
    retires_at: date | None
    successor: str | None
    is_default: bool
    default_effort: Effort | None


@dataclass(frozen=True, slots=True)
class Retiring:
    """A model in use that ends. businesses: how many chose it. is_default: of businesses that chose none."""

    model: str
    retires_at: date
    successor: str | None
    businesses: int
    is_default: bool


def entry(tx: Tx, model: str) -> CatalogEntry | None:
    """Returns the entry of a model, or of the model it is a dated version of; None when it is not in the catalogue."""
    return tx.row(CatalogEntry, "select model, efforts, retires_at, successor from catalog_entry(%s)", (model,))


def catalogue(tx: Tx) -> list[CatalogModel]:
    """Every model that can answer, as businesses and the super admin see it; those of the newest family first."""
    return tx.rows(CatalogModel, "select * from answering_models()")


def set_platform_model(tx: Tx, model: str, effort: Effort | None, user_id: UUID) -> None:
    """Also writes the event that says so. For the admin role."""
    tx.run("select set_platform_model(%s, %s, %s, %s)", (model, effort, new_id(), user_id))


def platform_model(tx: Tx) -> str:
    """Returns the model of businesses that chose none."""
    model: str = tx.value("select agent_model from platform_settings")
    return model


def set_retirements(tx: Tx, dates: Mapping[str, date]) -> int:
    """Enters the days on which models end, for the worker role. Returns how many of the catalogue changed."""
    return tx.value(int, "select set_retirements(%s, %s::date[])", (list(dates), list(dates.values()))) or 0


def retiring(tx: Tx, days: int) -> list[Retiring]:
    """Models in use that end within so many days, for the worker role."""
    return tx.rows(Retiring, "select * from retiring_models(%s)", (days,))
