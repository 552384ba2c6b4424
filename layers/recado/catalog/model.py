"""Types and rules of the catalogue. Prices count in minor units of their currency; what is not counted has no stock."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from recado.kernel.errors import Conflict
from recado.kernel.words import Words

MOST_PRODUCTS = 20_000  # of a business
MOST_VARIANTS = 100  # of a product
MOST_CATEGORIES = 200
MOST_PICTURES = 10  # of a product
MOST_PRICE = 999_999_999_999
MOST_STOCK = 1_000_000_000

ProductsShown = Literal["listed", "archived"]
StockShown = Literal["any", "low", "out"]


class TooManyProducts(Conflict):
    """The business has as many products as it may."""

    code = "too_many_products"

    def __init__(self) -> None:
        super().__init__(
            Words(f"un negocio tiene hasta {MOST_PRODUCTS} productos", f"a business has up to {MOST_PRODUCTS} products")
        )


class TooManyCategories(Conflict):
    """The business has as many categories as it may."""

    code = "too_many_categories"


class TooManyPictures(Conflict):
    """The product has as many pictures as it may."""

    code = "too_many_pictures"


class SkuTaken(Conflict):
    """Another variant has this SKU."""

    code = "sku_taken"


class CategoryTaken(Conflict):
    """There is a category of this name."""

    code = "category_taken"


class ProductChanged(Conflict):
    """Somebody changed the product meanwhile."""

    code = "product_changed"


class StockChanged(Conflict):
    """The stock is another by now."""

    code = "stock_changed"

    def __init__(self, stock: int | None) -> None:
        shown = "–" if stock is None else str(stock)
        super().__init__(Words(f"ahora hay {shown}: vuelve a contar", f"there are {shown} now: count again"))


class Promised(Conflict):
    """Orders wait for some of it."""

    code = "stock_promised"

    def __init__(self, reserved: int) -> None:
        super().__init__(Words(f"hay {reserved} apartados para pedidos", f"{reserved} are reserved for orders"))


@dataclass(frozen=True, slots=True)
class Category:
    """products: how many are listed in it."""

    id: UUID
    name: str
    products: int = 0


@dataclass(frozen=True, slots=True)
class Variant:
    """What is bought. stock: None when it is not counted. reserved: of the stock, promised to orders. low_at: at so few
    left somebody should know."""

    id: UUID
    sku: str | None
    label: str
    price_minor: int
    currency: str
    stock: int | None
    reserved: int
    low_at: int | None

    @property
    def free(self) -> int | None:
        """Returns how many can be sold now; None when they are not counted."""
        return None if self.stock is None else self.stock - self.reserved

    @property
    def ref(self) -> str:
        """Returns what the agent calls it: its SKU, or the end of its id."""
        return self.sku or self.id.hex[-10:]


@dataclass(frozen=True, slots=True)
class Product:
    """What is sold. revision: counts the changes of people. changed_by: the member or key that made the last."""

    id: UUID
    category_id: UUID | None
    category: str | None
    name: str
    description: str
    active: bool
    revision: int
    changed_by: UUID | None
    created_at: datetime
    changed_at: datetime
    archived_at: datetime | None
    variants: list[Variant] = field(default_factory=list)
    pictures: list[UUID] = field(default_factory=list)

    def in_stock_state(self, shown: StockShown) -> bool:
        """Returns whether a list of this kind has it: of some variant little is left, or nothing."""
        counted = [each for each in self.variants if each.free is not None]
        if shown == "low":
            return any(each.low_at is not None and (each.free or 0) <= each.low_at for each in counted)
        return shown == "any" or any(each.free == 0 for each in counted)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a product, as it was brought."""

    id: UUID
    object_key: str
    mime_type: str
    size: int


@dataclass(frozen=True, slots=True)
class NewVariant:
    """A variant as it is to be. id: of one that is there already; stock then stays as it is."""

    id: UUID | None
    sku: str | None
    label: str
    price_minor: int
    stock: int | None
    low_at: int | None


@dataclass(frozen=True, slots=True)
class ProductDraft:
    """A product as it is to be, with all its variants in their order."""

    name: str
    description: str
    category_id: UUID | None
    active: bool
    variants: list[NewVariant]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which products. search: words as a customer would write them."""

    search: str | None = None
    category_id: UUID | None = None
    shown: ProductsShown = "listed"
    stock: StockShown = "any"
