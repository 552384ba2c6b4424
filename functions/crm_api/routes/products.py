"""/v1/products: what the business sells."""

from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.products import (
    AddProductPicture,
    CountStock,
    NewProduct,
    OrderProductPictures,
    Product,
    ProductCategories,
    ProductCategory,
    ProductCategoryInput,
    ProductQuery,
    ReplaceProduct,
    SwitchProduct,
)
from recado.catalog import categories, listed, service
from recado.runtime.api import Call, route
from recado.runtime.pages import Page, page
from recado.runtime.permissions import Permission
from recado.sending import product_pictures

routes = Blueprint(__name__)
READ, WRITE = Permission.CATALOG_READ, Permission.CATALOG_WRITE


@route(routes, "GET", "/v1/products", permission=READ)
def list_products(call: Call, query: ProductQuery) -> Page[Product]:
    """List products.

    By name; with `search`, those a customer's words name, nearly name or mean, best first.
    """
    return page(listed.products(call.actor, query.filters(), query.slice()), Product.of)


@route(routes, "POST", "/v1/products", permission=WRITE, status=201)
def create_product(call: Call, body: NewProduct) -> Product:
    """Create a product."""
    return Product.of(service.create(call.actor, body.draft()))


@route(routes, "GET", "/v1/products/categories", permission=READ)
def list_product_categories(call: Call) -> ProductCategories:
    """List categories of products."""
    return ProductCategories.listed(categories.listing(call.actor))


@route(routes, "POST", "/v1/products/categories", permission=WRITE, status=201)
def create_product_category(call: Call, body: ProductCategoryInput) -> ProductCategory:
    """Create a category of products."""
    return ProductCategory.of(categories.create(call.actor, body.name))


@route(routes, "PATCH", "/v1/products/categories/{category_id}", permission=WRITE)
def rename_product_category(call: Call, category_id: UUID, body: ProductCategoryInput) -> ProductCategory:
    """Rename a category of products."""
    return ProductCategory.of(categories.rename(call.actor, category_id, body.name))


@route(routes, "DELETE", "/v1/products/categories/{category_id}", permission=WRITE)
def delete_product_category(call: Call, category_id: UUID) -> None:
    """Delete a category of products.

    Its products stay, in none.
    """
    categories.delete(call.actor, category_id)


@route(routes, "GET", "/v1/products/{product_id}", permission=READ)
def get_product(call: Call, product_id: UUID) -> Product:
    """Get a product."""
    return Product.of(service.read(call.actor, product_id))


@route(routes, "PUT", "/v1/products/{product_id}", permission=WRITE)
def replace_product(call: Call, product_id: UUID, body: ReplaceProduct) -> Product:
    """Replace a product.

    All of it but the stock of variants that are there already.
    """
    return Product.of(service.change(call.actor, product_id, body.draft(), body.revision))


@route(routes, "PUT", "/v1/products/{product_id}/active", permission=WRITE)
def switch_product(call: Call, product_id: UUID, body: SwitchProduct) -> Product:
    """Switch a product on or off.

    Off, the agent does not offer it.
    """
    return Product.of(service.set_active(call.actor, product_id, body.active))


@route(routes, "DELETE", "/v1/products/{product_id}", permission=WRITE)
def archive_product(call: Call, product_id: UUID) -> Product:
    """Archive a product.

    It is sold no more; its orders stay.
    """
    return Product.of(service.set_archived(call.actor, product_id, archived=True))


@route(routes, "POST", "/v1/products/{product_id}/restore", permission=WRITE)
def restore_product(call: Call, product_id: UUID) -> Product:
    """Restore an archived product."""
    return Product.of(service.set_archived(call.actor, product_id, archived=False))


@route(routes, "PUT", "/v1/products/{product_id}/variants/{variant_id}/stock", permission=WRITE)
def count_stock(call: Call, product_id: UUID, variant_id: UUID, body: CountStock) -> Product:
    """Count the stock of a variant.

    Refused when it changed since it was counted: an order may have taken some.
    """
    return Product.of(service.count(call.actor, product_id, variant_id, body.stock, body.if_stock))


@route(routes, "POST", "/v1/products/{product_id}/pictures", permission=WRITE)
def add_product_picture(call: Call, product_id: UUID, body: AddProductPicture) -> Product:
    """Add a picture of a product.

    Behind those it has, at most ten. The same upload is added once.
    """
    return Product.of(product_pictures.add(call.actor, product_id, body.media_id))


@route(routes, "PUT", "/v1/products/{product_id}/pictures", permission=WRITE)
def order_product_pictures(call: Call, product_id: UUID, body: OrderProductPictures) -> Product:
    """Order the pictures of a product.

    The first is the one the agent sends.
    """
    return Product.of(product_pictures.order(call.actor, product_id, body.ids))


@route(routes, "DELETE", "/v1/products/{product_id}/pictures/{picture_id}", permission=WRITE)
def remove_product_picture(call: Call, product_id: UUID, picture_id: UUID) -> Product:
    """Remove a picture of a product."""
    return Product.of(product_pictures.remove(call.actor, product_id, picture_id))
