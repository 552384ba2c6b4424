"""The text of an XLSX: its visible sheets by name, cells as they are seen as far as that is cheap to know."""

import math
import re

from recado.platform.document_formats.archive import Archive, Target
from recado.platform.document_formats.cell_formats import Formats, number_as_seen
from recado.platform.document_formats.pages import Pages
from recado.platform.document_formats.tables import add_table

_COLUMN = re.compile(r"([A-Z]{1,3})[0-9]+")
_CELL_COST = 4  # bytes a cell counts beside its text while a sheet is gathered
_BOOLEANS = {"0": "FALSE", "1": "TRUE"}


def read(archive: Archive, part: str, pages: Pages) -> None:
    """Adds a table for every sheet that is not hidden. part: the workbook's main one."""
    book = _Book()
    archive.parse(part, book)
    relations = archive.relations(part)
    shared, formats = _SharedStrings(), Formats()
    for kind, other in relations.values():
        if archive.holds(other):
            if kind == "sharedStrings":
                archive.parse(other, shared)
            elif kind == "styles":
                archive.parse(other, formats)
    for name, relation in book.sheets:
        kind, other = relations.get(relation, ("", ""))
        if kind == "worksheet" and archive.holds(other):
            sheet = _Sheet(shared.texts, formats, book.since_1904, pages)
            archive.parse(other, sheet)
            add_table(pages, name[:200].strip() or None, sheet.table())


class _Book(Target):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str]] = []
        self.since_1904 = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet" and attributes.get("state", "visible") == "visible":
            self.sheets.append((attributes.get("name", ""), attributes.get("id", "")))
        elif name == "workbookPr":
            self.since_1904 = attributes.get("date1904") in ("1", "true")


class _SharedStrings(Target):
    def __init__(self) -> None:
        super().__init__()
        self.skipped = frozenset({"rPh"})  # how Japanese is spoken, beside how it is written
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._in_text = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._parts = []
        self._in_text = name == "t"

    def closed(self, name: str) -> None:
        if name == "si":
            self.texts.append("".join(self._parts))
        self._in_text = False

    def said(self, text: str) -> None:
        if self._in_text:
            self._parts.append(text)


class _Sheet(Target):
    def __init__(self, shared: list[str], formats: Formats, since_1904: bool, pages: Pages) -> None:
        super().__init__()
        self.skipped = frozenset({"rPh"})
        self._shared, self._formats, self._since_1904, self._pages = shared, formats, since_1904, pages
        self._rows: list[dict[int, str]] = []
        self._size = 0
        self._column = 0
        self._cell: dict[str, str] = {}
        self._parts: list[str] = []
        self._in_value = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self._rows.append({})
            self._column = 0
        elif name == "c":
            match = _COLUMN.fullmatch(attributes.get("r", ""))
            self._column = _number_of(match[1]) if match else self._column + 1
            self._cell, self._parts = attributes, []
        self._in_value = name in ("v", "t")

    def closed(self, name: str) -> None:
        if name == "c" and self._rows and (text := self._text("".join(self._parts))):
            self._size += len(text) + _CELL_COST
            self._pages.check(self._size)
            self._rows[-1][self._column] = text
        self._in_value = False

    def said(self, text: str) -> None:
        if self._in_value:
            self._parts.append(text)

    def _text(self, value: str) -> str:
        match self._cell.get("t", "n"):
            case "s":
                at = int(value) if value.isascii() and value.isdigit() else -1
                return self._shared[at] if 0 <= at < len(self._shared) else ""
            case "b":
                return _BOOLEANS.get(value.strip(), "")
            case "e":  # #N/A and the like
                return ""
            case "n":
                return self._number(value.strip())
            case _:
                return value

    def _number(self, value: str) -> str:
        try:
            number = float(value)
        except ValueError:
            return value
        if not math.isfinite(number):
            return value
        return number_as_seen(value, number, self._formats.of_style(self._cell.get("s", "")), self._since_1904)

    def table(self) -> list[list[str]]:
        """Returns the rows; columns in which nothing stands are left out."""
        columns = sorted({column for row in self._rows for column in row})
        self._pages.check(len(columns) * sum(1 for row in self._rows if row))  # bars between what may be empty
        return [[row.get(column, "") for column in columns] for row in self._rows if row]


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
