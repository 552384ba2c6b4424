"""The list of products as the team sees it: by name, or as they would be found by a customer's words."""

from typing import Final

from recado.activity.model import Actor
from recado.catalog import searching, service
from recado.catalog.model import Filters, Product
from recado.catalog.search_store import Criteria
from recado.kernel.pages import Page, Slice
from recado.kernel.telling_words import words_of

MOST_FOUND: Final = 50


def products(actor: Actor, filters: Filters, page: Slice) -> Page[Product]:
    """What is looked for comes on one page, best first."""
    if not filters.search:
        return service.listing(actor, filters, page)
    if filters.shown == "archived":
        rows = service.archived_with(actor, words_of(filters.search), MOST_FOUND)
    else:
        rows = searching.search(actor, filters.search, Criteria([], filters.category_id, unsold=True), MOST_FOUND)
    shown = [
        each for each in rows if each.in_stock_state(filters.stock) and filters.category_id in (None, each.category_id)
    ]
    return Page(shown[: page.limit], None)
