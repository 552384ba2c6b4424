"""Choosing models: what there is, and the one of businesses that chose none."""

from uuid import UUID

from recado.activity.model import Actor
from recado.agent import model_store
from recado.agent.model_store import CatalogModel
from recado.platform.db import database
from recado.vendors.llm.model import Effort


def offered(actor: Actor) -> list[CatalogModel]:
    """Returns the models a business may choose, the platform's first."""
    with database().acting(actor) as tx:
        return model_store.catalogue(tx)


def of_platform() -> list[CatalogModel]:
    """Returns the same for the super admin."""
    with database().admin() as tx:
        return model_store.catalogue(tx)


def set_default(model: str, effort: Effort | None, user_id: UUID) -> list[CatalogModel]:
    """Sets the model of businesses that chose none, from their next message on. user_id: the super admin's.

    A name that is not in the catalogue is taken as it is: compatible servers have names of their own.
    """
    with database().admin() as tx:
        model_store.set_platform_model(tx, model, effort, user_id)
        return model_store.catalogue(tx)
