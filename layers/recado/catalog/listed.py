"""The list of products as the team sees it: by name, or as they would be found by a customer's words."""

from typing import Final

from recado.activity.model import Actor
from recado.catalog import searching, service
from recado.catalog.model import Filters, Product
from recado.catalog.search_store import Wanted
from recado.kernel.pages import Page, Slice

MOST_FOUND: Final = 50


def products(actor: Actor, filters: Filters, page: Slice) -> Page[Product]:
    """What is looked for comes on one page, best first."""
    if not filters.search:
        return service.listing(actor, filters, page)
    wanted = Wanted([], filters.category_id, in_stock=False, unsold=True)
    return Page(searching.search(actor, filters.search, wanted, min(page.limit, MOST_FOUND)), None)
