"""SQL of categories."""

from uuid import UUID

from recado.catalog.model import Category
from recado.platform.db import Tx


def listing(tx: Tx) -> list[Category]:
    """By name."""
    return tx.rows(
        Category,
        "select c.id, c.name, (select count(*)::int from products p where p.category_id = c.id "
        "and p.archived_at is null) as products from categories c where c.business_id = current_business() "
        "order by fold(c.name), c.id",
    )


def category(tx: Tx, category_id: UUID) -> Category | None:
    return next((each for each in listing(tx) if each.id == category_id), None)


def insert(tx: Tx, business_id: UUID, category_id: UUID, name: str) -> bool:
    """Returns False when there is one of this name."""
    statement = "insert into categories (id, business_id, name) values (%s, %s, %s) on conflict do nothing"
    return tx.run(statement, (category_id, business_id, name)) > 0


def rename(tx: Tx, category_id: UUID, name: str) -> bool:
    """Returns False when another has this name."""
    return (
        tx.run(
            "update categories set name = %(name)s where id = %(id)s and not exists (select from categories o "
            "where o.business_id = current_business() and fold(o.name) = fold(%(name)s) and o.id <> %(id)s)",
            {"name": name, "id": category_id},
        )
        > 0
    )


def delete(tx: Tx, category_id: UUID) -> None:
    """Its products stay, in none."""
    tx.run("delete from categories where id = %s", (category_id,))
