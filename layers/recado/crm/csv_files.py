"""Files of contacts as CSV: read row by row whatever their encoding, written so that no spreadsheet runs them."""

import codecs
import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from recado.crm import fields
from recado.crm.cards import Field, FieldInvalid
from recado.kernel import phones
from recado.kernel.errors import Invalid

MOST_BYTES = 50_000_000
MOST_CELL = 10_000  # characters
MOST_LINE = 200_000
COLUMNS = ("phone", "name", "email", "tags", "notes")
OTHER_NAMES = {
    "teléfono": "phone", "telefono": "phone", "celular": "phone", "nombre": "name", "correo": "email",
    "e-mail": "email", "etiquetas": "tags", "notas": "notes",
}  # fmt: skip
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_ESCAPED = re.compile(r"'[=+\-@\t\r]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+")
csv.field_size_limit(MOST_CELL)


class FileInvalid(Invalid):
    """The file cannot be read as a whole; nothing of it was taken. `reason` says why, in a word."""

    code = "file_invalid"

    def __init__(self, reason: str, line: int | None = None, column: str | None = None) -> None:
        super().__init__(reason, line=line)
        where = [f"line {line}"] if line else []
        self.reason = ": ".join([reason, *where, *([repr(column[:40])] if column else [])])


class RowInvalid(Invalid):
    """A row that is passed over, for what is in one of its columns."""

    def __init__(self, column: str, problem: str) -> None:
        super().__init__(problem)
        self.column, self.problem = column, problem


@dataclass(frozen=True, slots=True)
class Person:
    """What a row says of a contact. Empty cells say nothing."""

    phone: str
    name: str | None
    email: str | None
    tags: tuple[str, ...]
    note: str | None
    fields: dict[str, Any]


def encoding_of(head: bytes) -> str:
    """What the first bytes of a file say of its encoding: UTF-8 unless they are something else."""
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding
    if head[1:200:2].count(0) > 50 or (head and head[1::2].strip(b"\0") == b"" and len(head) > 3):
        return "utf-16-le"
    if head[0:200:2].count(0) > 50:
        return "utf-16-be"
    return "utf-8"


def rows(chunks: Iterable[bytes], encoding: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the line each ends on; the first is the header. FileInvalid, UnicodeDecodeError."""
    lines = _lines(chunks, encoding)
    try:
        first = next(lines)
    except StopIteration:
        raise FileInvalid("empty") from None
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(_again(first, lines), delimiter=delimiter, strict=True)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reason = "cell_too_large" if "field limit" in str(error) else "quoting"
            raise FileInvalid(reason, reader.line_num) from error
        if any(cell.strip() for cell in row):
            yield reader.line_num, row


def header(row: Sequence[str], own: Sequence[Field]) -> list[str]:
    """The columns. FileInvalid when one is unknown or there twice, or the phone is missing."""
    known = {*COLUMNS, *(field.key for field in own)}
    named = [cell.strip().lower() for cell in row]
    columns = [OTHER_NAMES.get(name, name) for name in named]
    for column in columns:
        if column not in known:
            raise FileInvalid("unknown_column", 1, column)
        if columns.count(column) > 1:
            raise FileInvalid("column_twice", 1, column)
    if "phone" not in columns:
        raise FileInvalid("no_phone_column", 1)
    return columns


def person(columns: Sequence[str], row: Sequence[str], own: Sequence[Field]) -> Person:
    """What the row says. RowInvalid."""
    if len(row) > len(columns):
        raise RowInvalid("", "more_cells_than_columns")
    cells = {column: _plain(cell) for column, cell in zip(columns, row, strict=False)}
    for column, cell in cells.items():
        if _CONTROL.search(cell):
            raise RowInvalid(column, "control_characters")
    digits = phones.parse(cells["phone"]) if cells.get("phone") else None
    if digits is None:
        raise RowInvalid("phone", "no_phone_number")
    if len(cells.get("name", "")) > 200:
        raise RowInvalid("name", "too_long")
    email = cells.get("email", "")
    if email and (len(email) > 254 or not _MAIL.fullmatch(email)):
        raise RowInvalid("email", "no_email_address")
    tags = tuple(dict.fromkeys(tag.strip() for tag in re.split("[,;]", cells.get("tags", "")) if tag.strip()))
    if any(len(tag) > 60 for tag in tags) or len(tags) > 50:
        raise RowInvalid("tags", "too_long")
    note = cells.get("notes", "")
    if len(note) > 5000:
        raise RowInvalid("notes", "too_long")
    return Person(digits, cells.get("name") or None, email or None, tags, note or None, _values(cells, own))


def safe(cell: str) -> str:
    """The cell as text also to a spreadsheet, which would run what begins like a formula."""
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell


def _values(cells: dict[str, str], own: Sequence[Field]) -> dict[str, Any]:
    found = {}
    for field in own:
        if text := cells.get(field.key):
            try:
                found[field.key] = fields.read(field, text)
            except FieldInvalid as error:
                raise RowInvalid(field.key, f"no_{field.type}") from error
    return found


def _plain(cell: str) -> str:
    text = cell.strip(" \r\n")
    return text[1:] if _ESCAPED.match(text) else text


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _lines(chunks: Iterable[bytes], encoding: str) -> Iterator[str]:
    """Lines with their ends, a little at a time. FileInvalid when one is too long to be one."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    rest, number = "", 0
    for chunk in _with_end(chunks):
        rest += decoder.decode(chunk or b"", final=chunk is None)
        *whole, rest = rest.split("\n")
        for line in whole:
            number += 1
            yield line + "\n"
        if len(rest) > MOST_LINE:
            raise FileInvalid("cell_too_large", number + 1)
    if rest:
        yield rest


def _with_end(chunks: Iterable[bytes]) -> Iterator[bytes | None]:
    yield from chunks
    yield None
