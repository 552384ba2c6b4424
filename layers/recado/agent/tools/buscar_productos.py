"""buscar_productos: what the business sells of what the customer names, with its price and what there is of it."""

from decimal import Decimal
from typing import Annotated, Final

from pydantic import Field

from recado.agent import customer_text
from recado.agent.model import Json, ToolOutcome, TurnContext
from recado.agent.tools.tool import Arguments, Tool
from recado.catalog import category_store, searching
from recado.catalog.model import Product, Variant
from recado.catalog.search_store import Criteria
from recado.kernel import money
from recado.kernel.telling_words import folded
from recado.platform.db import database

MOST_PRODUCTS: Final = 8
MOST_VARIANTS: Final = 5  # of one product
MOST_DESCRIPTION: Final = 160


class Search(Arguments):
    consulta: Annotated[str, Field(min_length=1, max_length=200, description="Lo que busca, con sus palabras")]
    categoria: Annotated[str, Field(max_length=80, description="Nombre de una categoría")] | None
    precio_maximo: Annotated[float, Field(ge=0, le=1e9, description="En la moneda del negocio")] | None
    solo_disponibles: bool | None


def _run(turn: TurnContext, arguments: Search) -> ToolOutcome:
    business = turn.business
    most = None
    if arguments.precio_maximo is not None:
        most = int(Decimal(str(arguments.precio_maximo)).scaleb(money.CURRENCIES[business.currency]))
    category = None
    if arguments.categoria:
        with database().tenant(business.id) as tx:
            named = [each for each in category_store.listing(tx) if folded(each.name) == folded(arguments.categoria)]
        category = named[0].id if named else None
    criteria = Criteria([], category, most, bool(arguments.solo_disponibles))
    products = searching.offered(business.id, arguments.consulta, criteria, MOST_PRODUCTS)
    if not products:
        return ToolOutcome({"ok": True, "productos": [], "mensaje": "no hay nada así en el catálogo"})
    products.sort(key=_sold_out)  # stable: best first of each
    return ToolOutcome({"ok": True, "productos": [row for each in products for row in _rows(each)]})


def _sold_out(product: Product) -> bool:
    return all(each.free == 0 for each in product.variants)


def _rows(product: Product) -> list[Json]:
    """Returns an entry for each variant; what is told of the product, with the first."""
    rows = [_row(product, each) for each in product.variants[:MOST_VARIANTS]]
    if product.description:
        rows[0]["descripcion"] = customer_text.line(product.description, MOST_DESCRIPTION)
    if product.category:
        rows[0]["categoria"] = customer_text.line(product.category, 80)
    if product.pictures:
        rows[0]["foto"] = True
    if len(product.variants) > MOST_VARIANTS:
        rows[-1]["mas_variantes"] = len(product.variants) - MOST_VARIANTS
    return rows


def _row(product: Product, variant: Variant) -> Json:
    row: Json = {"ref": variant.ref, "nombre": customer_text.line(product.name, 200)}
    if variant.label:
        row["variante"] = customer_text.line(variant.label, 120)
    row |= {
        "precio": money.shown(variant.price_minor, variant.currency),
        "precio_minor": variant.price_minor,
        "moneda": variant.currency,
    }
    return row | ({"disponible": True} if variant.free is None else {"existencias": variant.free})


TOOL: Final = Tool(
    name="buscar_productos",
    description=(
        "Busca en el catálogo: precio, variantes y existencias de ahora. Úsala antes de decir un precio o si hay "
        "algo; di el precio tal como viene. Si no hay nada así, dilo y ofrece lo más parecido."
    ),
    arguments=Search,
    run=_run,
)
