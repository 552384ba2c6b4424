"""Products: making, changing and archiving them, and counting what there is."""

from typing import Final
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.businesses import service as businesses
from recado.catalog import category_store, store
from recado.catalog.jobs import ProductsJob
from recado.catalog.model import (
    MOST_PRODUCTS,
    MOST_VARIANTS,
    Filters,
    NewVariant,
    Product,
    ProductChanged,
    ProductDraft,
    Promised,
    SkuTaken,
    StockChanged,
    TooManyProducts,
    Variant,
)
from recado.kernel import pages
from recado.kernel.errors import Invalid, NotFound, Unavailable
from recado.kernel.ids import new_id
from recado.kernel.log import logger
from recado.kernel.pages import Page, Slice
from recado.kernel.words import Words
from recado.platform import queues
from recado.platform.db import Tx, database

WORTH_A_LOOK: Final = ("name", "description", "category_id", "active")


def listing(actor: Actor, filters: Filters, page: Slice) -> Page[Product]:
    """By name."""
    after = page.keys(str, UUID)
    place = (str(after[0]), after[1]) if after and isinstance(after[1], UUID) else None
    with database().acting(actor) as tx:
        rows = store.listing(tx, filters, place, page.limit + 1)
    return pages.page_of(rows, page.limit, lambda row: (row.name, row.id))


def archived_with(actor: Actor, words: list[str], most: int) -> list[Product]:
    """Returns archived products in which all of these folded words stand, by name."""
    with database().acting(actor) as tx:
        return store.archived_with(tx, words, most)


def read(actor: Actor, product_id: UUID) -> Product:
    """Raises NotFound."""
    with database().acting(actor) as tx:
        return _existing(store.product(tx, product_id))


def create(actor: Actor, draft: ProductDraft) -> Product:
    """Raises TooManyProducts, SkuTaken, NotFound for a category that does not exist."""
    product_id = new_id()
    with database().acting(actor) as tx:
        if store.reserve_room(tx) >= MOST_PRODUCTS:
            raise TooManyProducts
        _check(tx, product_id, draft, [])
        currency = businesses.business_of(tx).currency
        store.insert(tx, actor, product_id, draft)
        for position, each in enumerate(draft.variants):
            _add(tx, actor, product_id, each, currency, position)
        activity.audit(tx, actor, "product.created", "product", product_id, after={"name": draft.name})
        made = _existing(store.product(tx, product_id))
    _publish(actor)
    return made


def change(actor: Actor, product_id: UUID, draft: ProductDraft, revision: int) -> Product:
    """Makes the product what the draft says; variants that are not in it are removed. The stock of those that are there
    stays: see `count`. Raises NotFound, ProductChanged when `revision` is not the present one, SkuTaken, Promised when
    orders wait for a variant that would be removed.
    """
    with database().acting(actor) as tx:
        before = _existing(store.lock(tx, product_id))
        if before.revision != revision:
            raise ProductChanged
        _check(tx, product_id, draft, before.variants)
        currency = businesses.business_of(tx).currency
        store.update(tx, actor, product_id, draft)
        _replace(tx, actor, before, draft, currency)
        after = _existing(store.product(tx, product_id))
        activity.audit(tx, actor, "product.changed", "product", product_id, before=_facts(before), after=_facts(after))
    _publish(actor)
    return after


def set_active(actor: Actor, product_id: UUID, active: bool) -> Product:
    """Lets the agent offer it, or not. Raises NotFound."""
    with database().acting(actor) as tx:
        before = _existing(store.lock(tx, product_id))
        if before.active == active:
            return before
        store.set_active(tx, actor, product_id, active)
        facts = {"before": {"active": before.active}, "after": {"active": active}}
        activity.audit(tx, actor, "product.changed", "product", product_id, **facts)
        return _existing(store.product(tx, product_id))


def set_archived(actor: Actor, product_id: UUID, archived: bool) -> Product:
    """An archived product is sold no more; its orders stay. Raises NotFound."""
    with database().acting(actor) as tx:
        before = _existing(store.lock(tx, product_id))
        if (before.archived_at is not None) == archived:
            return before
        store.set_archived(tx, actor, product_id, archived)
        action = "product.archived" if archived else "product.restored"
        activity.audit(tx, actor, action, "product", product_id, after={"name": before.name})
        return _existing(store.product(tx, product_id))


def count(actor: Actor, product_id: UUID, variant_id: UUID, stock: int | None, if_stock: int | None) -> Product:
    """Sets what there is of a variant. if_stock: what the person saw; StockChanged when it is another by now.

    stock None: it is not counted any more. Raises NotFound, Promised when it is less than orders wait for.
    """
    with database().acting(actor) as tx:
        before = _existing(store.lock(tx, product_id))
        variant = next((each for each in before.variants if each.id == variant_id), None)
        if variant is None:
            raise NotFound(Words("no existe esa variante", "there is no such variant"))
        if variant.stock != if_stock:
            raise StockChanged(variant.stock)
        if stock is not None and stock < variant.reserved:
            raise Promised(variant.reserved)
        if stock == variant.stock:
            return before
        store.set_stock(tx, variant_id, stock)
        store.insert_move(tx, actor, variant_id, (stock or 0) - (variant.stock or 0), "counted")
        return _existing(store.product(tx, product_id))


def _check(tx: Tx, product_id: UUID, draft: ProductDraft, variants: list[Variant]) -> None:
    """Raises what is wrong with a draft of a product that has these variants."""
    if not 1 <= len(draft.variants) <= MOST_VARIANTS:
        raise Invalid.of_field(
            "variants",
            Words(
                f"un producto tiene de 1 a {MOST_VARIANTS} variantes", f"a product has 1 to {MOST_VARIANTS} variants"
            ),
        )
    ids = [each.id for each in draft.variants if each.id]
    if len(set(ids)) < len(ids) or not set(ids) <= {each.id for each in variants}:
        raise Invalid.of_field("variants", Words("no existe esa variante", "there is no such variant"))
    skus = [each.sku for each in draft.variants if each.sku]
    if len({each.upper() for each in skus}) < len(skus) or store.sku_owner(tx, skus, product_id):
        raise SkuTaken
    if draft.category_id and category_store.category(tx, draft.category_id) is None:
        raise NotFound(Words("no existe esa categoría", "there is no such category"))


def _replace(tx: Tx, actor: Actor, before: Product, draft: ProductDraft, currency: str) -> None:
    kept = {each.id for each in draft.variants}
    for gone in (each for each in before.variants if each.id not in kept):
        if gone.reserved:
            raise Promised(gone.reserved)
        store.remove_variant(tx, gone.id)
    store.free_skus(tx, before.id)
    for position, each in enumerate(draft.variants):
        if each.id:
            store.update_variant(tx, each, currency, position)
        else:
            _add(tx, actor, before.id, each, currency, position)


def _add(tx: Tx, actor: Actor, product_id: UUID, new: NewVariant, currency: str, position: int) -> None:
    variant_id = store.insert_variant(tx, actor.business_id, product_id, new, currency, position)
    if new.stock:
        store.insert_move(tx, actor, variant_id, new.stock, "counted")


def _facts(product: Product) -> dict[str, object]:
    """Returns what of a product the audit trail compares."""
    facts: dict[str, object] = {name: getattr(product, name) for name in WORTH_A_LOOK}
    facts["category_id"] = str(product.category_id) if product.category_id else None
    return facts | {"prices": {each.ref: each.price_minor for each in product.variants}}


def _publish(actor: Actor) -> None:
    """Lets the meaning of what changed be read; lost, it is found by the sweep."""
    try:
        queues.send([ProductsJob(business_id=actor.business_id).to_message()])
    except Unavailable:
        logger("catalog").info("a job was not taken", extra={"reason": "queue away"})


def _existing(product: Product | None) -> Product:
    if product is None:
        raise NotFound(Words("no existe ese producto", "there is no such product"))
    return product
