"""SQL of products, their variants and their stock."""

from collections.abc import Sequence
from typing import Any, LiteralString
from uuid import UUID

from recado.activity.model import Actor
from recado.catalog.model import Filters, NewVariant, Product, ProductDraft, Variant
from recado.kernel.ids import new_id
from recado.platform.db import Tx

_PRODUCT: LiteralString = (
    "select p.id, p.category_id, c.name as category, p.name, p.description, p.active, p.revision, p.changed_by, "
    "p.created_at, p.changed_at, p.archived_at, (select jsonb_agg(jsonb_build_object('id', v.id, 'sku', v.sku, "
    "'label', v.label, 'price_minor', v.price_minor, 'currency', v.currency, 'stock', v.stock, 'reserved', v.reserved, "
    "'low_at', v.low_at) order by v.position, v.id) from variants v where v.product_id = p.id and v.removed_at is null"
    ") as variants, array(select i.id from product_pictures i where i.product_id = p.id order by i.position, i.id) "
    "as pictures from products p left join categories c on c.id = p.category_id "
)
_STOCK: LiteralString = (
    "(%(stock)s = 'any' or exists (select from variants v where v.product_id = p.id and v.removed_at is null "
    "and case %(stock)s when 'low' then v.stock - v.reserved <= v.low_at else v.stock <= v.reserved end)) "
)


def listing(tx: Tx, filters: Filters, after: tuple[str, UUID] | None, limit: int) -> list[Product]:
    """By name."""
    name, last = after or (None, None)
    return _products(
        tx,
        _PRODUCT + "where p.business_id = current_business() "
        "and (p.archived_at is not null) = (%(shown)s = 'archived') "
        "and (%(category)s::uuid is null or p.category_id = %(category)s) and "
        + _STOCK
        + "and (%(name)s::text is null "
        "or (fold(p.name), p.id) > (fold(%(name)s), %(last)s)) order by fold(p.name), p.id limit %(limit)s",
        {
            "shown": filters.shown,
            "category": filters.category_id,
            "stock": filters.stock,
            "name": name,
            "last": last,
            "limit": limit,
        },
    )


def archived_with(tx: Tx, words: Sequence[str], limit: int) -> list[Product]:
    """By name. words: folded."""
    return _products(
        tx,
        _PRODUCT + "where p.business_id = current_business() and p.archived_at is not null "
        "and p.search like all(%(patterns)s) order by fold(p.name), p.id limit %(limit)s",
        {"patterns": [f"%{word}%" for word in words], "limit": limit},
    )


def products(tx: Tx, ids: Sequence[UUID]) -> list[Product]:
    """Returns those that there are, in the order of the ids."""
    found = {each.id: each for each in _products(tx, _PRODUCT + "where p.id = any(%(ids)s)", {"ids": list(ids)})}
    return [found[each] for each in ids if each in found]


def product(tx: Tx, product_id: UUID) -> Product | None:
    return next(iter(products(tx, [product_id])), None)


def lock(tx: Tx, product_id: UUID) -> Product | None:
    """Returns the product; nobody else changes it, or the stock of its variants, until the transaction ends."""
    tx.run("select from products where id = %s for no key update", (product_id,))
    tx.run("select from variants where product_id = %s order by id for no key update", (product_id,))
    return product(tx, product_id)


def reserve_room(tx: Tx) -> int:
    """Returns how many products there are; who adds others waits until the transaction ends."""
    tx.run("select pg_advisory_xact_lock(hashtextextended('products' || current_business()::text, 0))")
    return tx.value(int, "select count(*)::int from products where business_id = current_business()") or 0


def any_listed(tx: Tx) -> bool:
    """Returns whether there is anything the agent may offer."""
    return bool(
        tx.value(
            "select exists (select from products where business_id = current_business() and active "
            "and archived_at is null)"
        )
    )


def insert(tx: Tx, actor: Actor, product_id: UUID, draft: ProductDraft) -> None:
    tx.run(
        "insert into products (id, business_id, category_id, name, description, active, changed_by) "
        "values (%s, %s, %s, %s, %s, %s, %s)",
        (product_id, actor.business_id, draft.category_id, draft.name, draft.description, draft.active, actor.id),
    )


def update(tx: Tx, actor: Actor, product_id: UUID, draft: ProductDraft) -> None:
    tx.run(
        "update products set category_id = %s, name = %s, description = %s, active = %s, changed_by = %s, "
        "changed_at = now(), revision = revision + 1 where id = %s",
        (draft.category_id, draft.name, draft.description, draft.active, actor.id, product_id),
    )


def set_active(tx: Tx, actor: Actor, product_id: UUID, active: bool) -> None:
    tx.run(
        "update products set active = %s, changed_by = %s, changed_at = now(), revision = revision + 1 where id = %s",
        (active, actor.id, product_id),
    )


def set_archived(tx: Tx, actor: Actor, product_id: UUID, archived: bool) -> None:
    tx.run(
        "update products set archived_at = case when %s then coalesce(archived_at, now()) end, changed_by = %s, "
        "changed_at = now(), revision = revision + 1 where id = %s",
        (archived, actor.id, product_id),
    )


def sku_owner(tx: Tx, skus: Sequence[str], product_id: UUID) -> str | None:
    """Returns one of these SKUs that a variant of another product has."""
    return tx.value(
        str,
        "select sku from variants where business_id = current_business() and upper(sku) = any(%s) "
        "and removed_at is null and product_id <> %s limit 1",
        ([each.upper() for each in skus], product_id),
    )


def insert_variant(tx: Tx, business_id: UUID, product_id: UUID, new: NewVariant, currency: str, position: int) -> UUID:
    variant_id = new_id()
    tx.run(
        "insert into variants "
        "(id, business_id, product_id, sku, label, price_minor, currency, stock, low_at, position) "
        "values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        (
            variant_id, business_id, product_id, new.sku, new.label, new.price_minor, currency, new.stock, new.low_at,
            position,
        ),
    )  # fmt: skip
    return variant_id


def update_variant(tx: Tx, new: NewVariant, currency: str, position: int) -> None:
    """Its stock stays as it is."""
    tx.run(
        "update variants set sku = %s, label = %s, price_minor = %s, currency = %s, low_at = %s, position = %s "
        "where id = %s",
        (new.sku, new.label, new.price_minor, currency, new.low_at, position, new.id),
    )


def free_skus(tx: Tx, product_id: UUID) -> None:
    """Takes the SKUs of a product away, before they are given anew: two variants may change theirs about."""
    tx.run("update variants set sku = null where product_id = %s and removed_at is null", (product_id,))


def remove_variant(tx: Tx, variant_id: UUID) -> None:
    tx.run("update variants set removed_at = now(), sku = null where id = %s", (variant_id,))


def set_stock(tx: Tx, variant_id: UUID, stock: int | None) -> None:
    """Not counted any more, nothing of it is reserved."""
    tx.run(
        "update variants set stock = %(stock)s, reserved = case when %(stock)s::int is null then 0 else reserved end "
        "where id = %(id)s",
        {"stock": stock, "id": variant_id},
    )


def insert_move(tx: Tx, actor: Actor, variant_id: UUID, delta: int, reason: str) -> None:
    """What changed of the stock, and who changed it."""
    tx.run(
        "insert into stock_moves (id, business_id, variant_id, delta, reason, actor_kind, actor_id) "
        "values (%s, %s, %s, %s, %s, %s, %s)",
        (new_id(), actor.business_id, variant_id, delta, reason, actor.kind, actor.id),
    )


def _products(tx: Tx, statement: LiteralString, params: dict[str, Any]) -> list[Product]:
    return [_product(row) for row in tx.dicts(statement, params)]


def _product(row: dict[str, Any]) -> Product:
    variants = [Variant(**(each | {"id": UUID(each["id"])})) for each in row["variants"] or ()]
    return Product(**(row | {"variants": variants}))
