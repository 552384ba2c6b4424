"""Rows of contacts in files: which columns there are, and what a row says of a contact."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from recado.crm import export_cells, fields
from recado.crm.cards import Field, FieldInvalid
from recado.crm.csv_files import FileInvalid
from recado.kernel import phones
from recado.kernel.errors import Invalid
from recado.kernel.phones import PhoneInvalid

COLUMNS = ("phone", "name", "email", "tags", "notes")
OTHER_NAMES = {
    "teléfono": "phone", "telefono": "phone", "celular": "phone", "nombre": "name", "correo": "email",
    "e-mail": "email", "etiquetas": "tags", "notas": "notes",
}  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+")
MOST_NAME, MOST_MAIL, MOST_TAG, MOST_TAGS, MOST_NOTE = 200, 254, 60, 50, 5000


class RowInvalid(Invalid):
    """A row that is passed over, for what is in one of its columns. `problem`: a code of `import_words`."""

    def __init__(self, column: str, problem: str) -> None:
        super().__init__(problem)
        self.column, self.problem = column, problem


@dataclass(frozen=True, slots=True)
class ContactRow:
    """What a row says of a contact. Empty cells say nothing."""

    phone: str
    name: str | None
    email: str | None
    tags: tuple[str, ...]
    note: str | None
    fields: dict[str, Any]


def header(line: int, row: Sequence[str], own: Sequence[Field]) -> list[str]:
    """Returns the columns. Raises FileInvalid when one is unknown or there twice, or the phone is missing."""
    allowed = {*COLUMNS, *(field.key for field in own)}
    names = [_name(cell) for cell in row]
    columns = [OTHER_NAMES.get(name, name) for name in names]
    for column in columns:
        if column not in allowed:
            raise FileInvalid("unknown_column", line, column)
        if columns.count(column) > 1:
            raise FileInvalid("column_twice", line, column)
    if "phone" not in columns:
        raise FileInvalid("no_phone_column", line)
    return columns


def read(columns: Sequence[str], row: Sequence[str], own: Sequence[Field], country: str | None) -> ContactRow:
    """Returns what the row says. country: the business's, for phone numbers without a country code.

    Raises RowInvalid.
    """
    if len(row) > len(columns):
        raise RowInvalid("", "more_cells_than_columns")
    cells = {column: export_cells.plain(cell.strip(" \r\n")) for column, cell in zip(columns, row, strict=False)}
    for column, cell in cells.items():
        if _CONTROL.search(cell):
            raise RowInvalid(column, "control_characters")
    try:
        phone = phones.read(cells.get("phone", ""), country)
    except PhoneInvalid as error:
        raise RowInvalid("phone", error.problem) from error
    email = cells.get("email", "")
    if email and (len(email) > MOST_MAIL or not _MAIL.fullmatch(email)):
        raise RowInvalid("email", "no_email_address")
    tags = tuple(dict.fromkeys(tag.strip() for tag in re.split("[,;]", cells.get("tags", "")) if tag.strip()))
    name, note = cells.get("name", ""), cells.get("notes", "")
    _check_lengths(name, tags, note)
    return ContactRow(phone, name or None, email or None, tags, note or None, _values(cells, own))


def _name(cell: str) -> str:
    """A column's name as it is compared: accents joined to their letters, without marks that nobody sees."""
    seen = "".join(letter for letter in cell if unicodedata.category(letter) != "Cf")
    return unicodedata.normalize("NFC", " ".join(seen.split())).lower()


def _check_lengths(name: str, tags: tuple[str, ...], note: str) -> None:
    if len(name) > MOST_NAME:
        raise RowInvalid("name", "too_long")
    if any(len(tag) > MOST_TAG for tag in tags) or len(tags) > MOST_TAGS:
        raise RowInvalid("tags", "too_long")
    if len(note) > MOST_NOTE:
        raise RowInvalid("notes", "too_long")


def _values(cells: dict[str, str], own: Sequence[Field]) -> dict[str, Any]:
    values = {}
    for field in own:
        if text := cells.get(field.key):
            try:
                values[field.key] = fields.read(field, text)
            except FieldInvalid as error:
                raise RowInvalid(field.key, f"no_{field.type}") from error
    return values
