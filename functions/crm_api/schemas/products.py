"""Products, their variants and their categories."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from recado.catalog import model
from recado.catalog.model import (
    MOST_PICTURES,
    MOST_PRICE,
    MOST_STOCK,
    MOST_VARIANTS,
    Filters,
    NewVariant,
    ProductDraft,
    ProductsShown,
    StockShown,
)
from recado.runtime.api import RequestModel
from recado.runtime.pages import Paging
from recado.runtime.responses import ResponseModel

_LINE = r"^[^\x00-\x1f\x7f]*$"
Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=_LINE, strip_whitespace=True)]
CategoryName = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=_LINE, strip_whitespace=True)]
Label = Annotated[str, StringConstraints(max_length=120, pattern=_LINE, strip_whitespace=True)]
Sku = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,59}$")]
Description = Annotated[str, StringConstraints(max_length=4000, pattern=r"^[^\x00]*$", strip_whitespace=True)]
Price = Annotated[int, Field(ge=0, le=MOST_PRICE, description="In minor units of the business's currency")]
Stock = Annotated[int, Field(ge=0, le=MOST_STOCK)]
Search = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]


class ProductQuery(Paging):
    """`search`: what a customer would write; the best 50, and no page after them."""

    search: Search | None = None
    category_id: UUID | None = None
    shown: ProductsShown = "listed"
    stock: StockShown = "any"

    def filters(self) -> Filters:
        return Filters(self.search, self.category_id, self.shown, self.stock)


class ProductVariantInput(RequestModel):
    """`id`: of a variant that is there already, whose stock stays as it is. `stock`: of a new one; null: not counted.
    `low_at`: at so few left the product is shown as running low."""

    id: UUID | None = None
    sku: Sku | None = None
    label: Label = ""
    price_minor: Price
    stock: Stock | None = None
    low_at: Stock | None = None

    def variant(self) -> NewVariant:
        return NewVariant(self.id, self.sku, self.label, self.price_minor, self.stock, self.low_at)


class NewProduct(RequestModel):
    """A simple product has one variant with an empty label. `active`: whether the agent may offer it."""

    name: Name
    description: Description = ""
    category_id: UUID | None = None
    active: bool = True
    variants: Annotated[list[ProductVariantInput], Field(min_length=1, max_length=MOST_VARIANTS)]

    def draft(self) -> ProductDraft:
        variants = [each.variant() for each in self.variants]
        return ProductDraft(self.name, self.description, self.category_id, self.active, variants)


class ReplaceProduct(NewProduct):
    """`revision`: of the product as it was read. Variants that are left out are removed."""

    revision: Annotated[int, Field(ge=1, le=2**31 - 1)]


class AddProductPicture(RequestModel):
    """`media_id`: of an upload: a JPEG or PNG of up to 5 MB."""

    media_id: UUID


class OrderProductPictures(RequestModel):
    """`ids`: all pictures of the product, first to last."""

    ids: Annotated[list[UUID], Field(max_length=MOST_PICTURES)]


class SwitchProduct(RequestModel):
    """`active`: whether the agent may offer it."""

    active: bool


class CountStock(RequestModel):
    """`stock`: what there is; null: it is not counted any more. `if_stock`: what there was when it was counted."""

    stock: Stock | None
    if_stock: Stock | None


class ProductVariant(ResponseModel):
    """`stock`: null where it is not counted. `reserved`: of the stock, promised to orders. `ref`: what the agent calls
    it."""

    id: UUID
    sku: str | None
    ref: str
    label: str
    price_minor: int
    currency: str
    stock: int | None
    reserved: int
    low_at: int | None


class Product(ResponseModel):
    """`active`: whether the agent may offer it. `changed_by`: the member or key that changed it last. `pictures`: first
    to last; `POST /v1/media/links` gives links to them."""

    id: UUID
    name: str
    description: str
    category_id: UUID | None
    active: bool
    revision: int
    changed_by: UUID | None
    created_at: datetime
    changed_at: datetime
    archived_at: datetime | None
    variants: list[ProductVariant]
    pictures: list[UUID]


class ProductCategory(ResponseModel):
    """`products`: how many are listed in it."""

    id: UUID
    name: str
    products: int


class ProductCategories(ResponseModel):
    """By name."""

    items: list[ProductCategory]

    @classmethod
    def listed(cls, categories: list[model.Category]) -> "ProductCategories":
        return cls(items=[ProductCategory.of(each) for each in categories])


class ProductCategoryInput(RequestModel):
    name: CategoryName
