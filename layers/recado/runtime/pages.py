"""Lists over the API: what is asked for in the query, and a page of what was found."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Generic, TypeVar

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from recado.kernel import pages
from recado.kernel.pages import Slice
from recado.kernel.validation import Wrong
from recado.kernel.words import Words

CURSOR = r"^[A-Za-z0-9_-]+$"


def _written(given: object) -> object:
    if isinstance(given, datetime) or (isinstance(given, str) and "T" in given.upper()):
        return given
    raise Wrong(
        Words("escribe un momento como 2026-11-22T09:30:00Z", "write a moment as 2026-11-22T09:30:00Z")
    )  # pydantic alone would take seconds since 1970


# Not strict, also in bodies: what passes through a function is no JSON any more, and a strict datetime takes no text.
Moment = Annotated[AwareDatetime, Field(strict=False), BeforeValidator(_written)]
Item = TypeVar("Item", bound=BaseModel)
Row = TypeVar("Row")


class Paging(BaseModel):
    """The query of a list. A list with filters has them in a subclass."""

    model_config = ConfigDict(extra="forbid")

    limit: Annotated[int, Field(ge=1, le=100, description="Most items on the page")] = 50
    cursor: Annotated[str | None, Field(max_length=500, pattern=CURSOR, description="`next` of the page before")] = None

    def slice(self) -> Slice:
        """Returns what to ask the store for. CursorInvalid when the cursor is none of ours."""
        return Slice(self.limit, pages.decode(self.cursor) if self.cursor else None)


class Page(BaseModel, Generic[Item]):
    """A page of a list, and the cursor of the next one; null on the last."""

    items: list[Item]
    next: str | None


def page(rows: pages.Page[Row], show: Callable[[Row], Item]) -> Page[Item]:
    """Returns the page as it is answered, each row shown by `show`."""
    return Page(items=[show(row) for row in rows.items], next=rows.next)
