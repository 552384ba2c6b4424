"""Types that several subjects share."""

from typing import Annotated

from pydantic import Field, StringConstraints

from recado.runtime.pages import Paging

# PostgreSQL stores no NUL: nothing to be found has one.
SearchText = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]


class Search(Paging):
    search: Annotated[SearchText | None, Field(description="Part of a name, or an id")] = None
