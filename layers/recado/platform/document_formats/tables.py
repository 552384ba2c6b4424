"""Tables as text: a line a row, cells parted by bars, and which row names the columns."""

import re

from recado.platform.document_formats.pages import BETWEEN_HEADINGS, MOST_HEADING, Page, Pages, cleaned

BETWEEN_CELLS = " | "
MOST_HEADER_CELL = 60  # characters; a longer one is no name of a column
SEARCHED_ROWS = 10  # the names of the columns stand in one of these, below titles and notes
_YEAR = re.compile(r"(19|20)\d\d")


def line_of(cells: list[str]) -> str:
    """Returns a row as one line; empty cells at its end are left out."""
    flat = [" ".join(cleaned(cell).split()) for cell in cells]
    while flat and not flat[-1]:
        flat.pop()
    return BETWEEN_CELLS.join(flat).strip()


def add_table(pages: Pages, heading: str | None, rows: list[list[str]]) -> None:
    """Adds a table as a page: its rows under the one that names the columns. A title above that belongs to the heading;
    more than a title is a page of its own."""
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    at = header_row(rows)
    lines = [line_of(row) for row in rows]
    if at is None:
        pages.add(Page("\n".join(lines), heading=heading))
        return
    above, header, below = lines[:at], lines[at], lines[at + 1 :]
    titled = BETWEEN_HEADINGS.join([*([heading] if heading else []), *above])
    if len(above) == 1 and len(titled) <= MOST_HEADING:
        heading = titled
    else:
        pages.add(Page("\n".join(above), heading=heading))
    if below:
        pages.add(Page("\n".join(below), heading=heading, header=header))
    else:
        pages.add(Page(header, heading=heading))


def header_row(rows: list[list[str]]) -> int | None:
    """Returns which row names the columns: short names that differ, one for most columns, and no figures but years."""
    first = rows[:SEARCHED_ROWS]
    width = max((_filled(row) for row in first), default=0)
    for at, row in enumerate(first):
        filled = [cell.strip() for cell in row if cell.strip()]
        if len(filled) < max(2, width * 0.6):
            continue  # a title or a note above the table
        names = all(_is_name(cell) for cell in filled) and any(not _YEAR.fullmatch(cell) for cell in filled)
        return at if names and len(set(filled)) == len(filled) else None
    return None


def _filled(row: list[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _is_name(cell: str) -> bool:
    if _YEAR.fullmatch(cell):
        return True
    digits, letters = sum(map(str.isdigit, cell)), sum(map(str.isalpha, cell))
    return len(cell) <= MOST_HEADER_CELL and letters > digits
