"""Categories: what people sort products into."""

from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.catalog import category_store as store
from recado.catalog.model import MOST_CATEGORIES, Category, CategoryTaken, TooManyCategories
from recado.kernel.errors import NotFound
from recado.kernel.ids import new_id
from recado.kernel.words import Words
from recado.platform.db import Tx, database


def listing(actor: Actor) -> list[Category]:
    """By name."""
    with database().acting(actor) as tx:
        return store.listing(tx)


def create(actor: Actor, name: str) -> Category:
    """Raises CategoryTaken, TooManyCategories."""
    category_id = new_id()
    with database().acting(actor) as tx:
        if len(store.listing(tx)) >= MOST_CATEGORIES:
            raise TooManyCategories
        if not store.insert(tx, actor.business_id, category_id, name):
            raise CategoryTaken
        activity.audit(tx, actor, "category.created", "category", category_id, after={"name": name})
    return Category(category_id, name)


def rename(actor: Actor, category_id: UUID, name: str) -> Category:
    """Raises NotFound, CategoryTaken."""
    with database().acting(actor) as tx:
        before = _existing(tx, category_id)
        if name == before.name:
            return before
        if not store.rename(tx, category_id, name):
            raise CategoryTaken
        facts = {"before": {"name": before.name}, "after": {"name": name}}
        activity.audit(tx, actor, "category.changed", "category", category_id, **facts)
        return _existing(tx, category_id)


def delete(actor: Actor, category_id: UUID) -> None:
    """Its products stay, in none. Raises NotFound."""
    with database().acting(actor) as tx:
        before = _existing(tx, category_id)
        store.delete(tx, category_id)
        activity.audit(tx, actor, "category.deleted", "category", category_id, before={"name": before.name})


def _existing(tx: Tx, category_id: UUID) -> Category:
    category = store.category(tx, category_id)
    if category is None:
        raise NotFound(Words("no existe esa categoría", "there is no such category"))
    return category
