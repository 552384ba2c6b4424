"""Files of contacts: read as spreadsheets write them, written so that no spreadsheet runs or splits them."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recado.crm import contact_rows, csv_files, export_cells, import_words
from recado.crm.contact_rows import ContactRow, RowInvalid
from recado.crm.csv_files import FileInvalid, Writer

RUNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


def read(content: str | bytes, pieces: int = 7, country: str | None = "MX") -> list[ContactRow]:
    """The rows of a file that arrives in small pieces."""
    raw = content.encode() if isinstance(content, str) else content
    chunks = [raw[start : start + pieces] for start in range(0, len(raw), pieces)]
    rows = csv_files.rows(chunks, csv_files.encoding_of(raw))
    line, first = next(rows)
    columns = contact_rows.header(line, first, [])
    return [contact_rows.read(columns, row, [], country) for _, row in rows]


@pytest.mark.parametrize(
    "content",
    [
        "sep=;\ntelefono;nombre\n525512345678;Ana Pérez\n",
        "SEP=;\r\ntelefono;nombre\r\n525512345678;Ana Pérez\r\n",
        '"sep=;"\ntelefono;nombre\n525512345678;Ana Pérez\n',
        "\ufeffsep=\t\ntelefono\tnombre\n525512345678\tAna Pérez\n",
        "sep=|\ntelefono|nombre\n525512345678|Ana Pérez\n",
        "telefono|nombre\n525512345678|Ana Pérez\n",
        "\n\ntelefono;nombre\n525512345678;Ana Pérez\n",
        "telefono,nombre\r525512345678,Ana Pérez\r",
        "telefono,nombre\r525512345678,Ana Pérez",
        'telefono,nombre\r"525512345678","Ana Pérez"\r\r',
        "telefono,nombre\r\n525512345678,Ana Pérez\n",
        "tele\u0301fono;nombre\n525512345678;Ana Pe\u0301rez\n",
        "TELE\u0301FONO;Nombre\n525512345678;Ana Pérez\n",
        "\u200eTeléfono\u00a0;\u200bnombre\n525512345678;Ana Pérez\n",
    ],
)
@pytest.mark.parametrize("pieces", [1, 7, 10_000])
def test_a_file_is_read_however_a_spreadsheet_separates_and_ends_it(content: str, pieces: int) -> None:
    (row,) = read(content, pieces)
    assert (row.phone, row.name) == ("525512345678", "Ana Pérez")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("pieces", [1, 7, 10_000])
def test_a_cell_may_hold_several_lines_and_errors_name_the_line(end: str, pieces: int) -> None:
    content = end.join(["phone,notes", '525512345678,"uno', 'dos"', '525512345679,"x"y', ""])
    chunks = [content.encode()[start : start + pieces] for start in range(0, len(content), pieces)]
    rows = csv_files.rows(chunks, "utf-8")
    assert next(rows) == (1, ["phone", "notes"])
    line, cells = next(rows)
    assert (line, cells[1].split()) == (3, ["uno", "dos"])
    with pytest.raises(FileInvalid) as refused:
        next(rows)
    assert refused.value.reason == "quoting: line 4"


def test_lines_above_the_header_count() -> None:
    with pytest.raises(FileInvalid) as refused:
        read("sep=;\nphone;apodo\n1;2\n")
    assert refused.value.reason == "unknown_column: line 2: 'apodo'"


@pytest.mark.parametrize("content", ["", "\n\n\n", "sep=;\n", "\n" * 100_000])
def test_a_file_without_a_header_is_empty(content: str) -> None:
    with pytest.raises(FileInvalid) as refused:
        read(content, 10_000)
    assert refused.value.reason == "empty"


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("5.21E+11", "lost_digits"),
        ("5.21551E+12", "lost_digits"),
        ("+52 55 7032 0006 / 07", "two_numbers"),
        ("55 1234 5678; 55 8765 4321", "two_numbers"),
        ("", "empty"),
        ("55123456789", "no_country_code"),
        ("no tiene", "no_phone_number"),
    ],
)
def test_a_phone_that_cannot_be_trusted_is_refused_in_plain_words(cell: str, problem: str) -> None:
    with pytest.raises(RowInvalid) as refused:
        read(f'phone,name\n"{cell}",Ana\n')
    assert (refused.value.column, refused.value.problem) == ("phone", problem)
    words = import_words.of_row(problem)
    assert words.es
    assert words.en
    assert problem not in words.en


@pytest.mark.parametrize(
    ("cell", "digits"),
    [
        ("525570320005.0", "525570320005"),
        ("55 7032 0005", "525570320005"),
        ("\u202a+52 55 7032 0005\u202c", "525570320005"),
        ("+44 (0)20 7946 0958", "442079460958"),
    ],
)
def test_a_phone_as_people_and_spreadsheets_write_it_is_read(cell: str, digits: str) -> None:
    assert read(f'phone,name\n"{cell}",Ana\n')[0].phone == digits


HOSTILE = [
    "=1+1", "+1", "-1", "@SUM(A1)", "Ana;=HYPERLINK(A1);+1+1", 'x";=1+1', "a\t=1+1", "a\n=1+1", "a\r+1", "Ana; -10 %",
    "a|@x", "  =1+1", "a:=1", "＝1+1", "x,＋1", "\t=1", "'=1", "a;'=1", "''", "-", "\r\n=1", '"=1"', "a,  =1",
]  # fmt: skip


@pytest.mark.parametrize("cell", HOSTILE)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|", ":"])
def test_whatever_a_spreadsheet_splits_at_no_cell_begins_like_a_formula(cell: str, separator: str) -> None:
    text = io.StringIO(newline="")
    Writer(text).write(["+525512345678", cell, "x", cell])
    for row in csv.reader(io.StringIO(text.getvalue(), newline=""), delimiter=separator):
        assert [part for part in row if part.lstrip(" ").lstrip('"').startswith(RUNS)] == []


@given(st.lists(st.text(alphabet="=+-@'\t\r\n,;|: \"aB＝", max_size=12), min_size=1, max_size=4))
def test_what_is_exported_is_read_again_as_it_was(cells: list[str]) -> None:
    text = io.StringIO(newline="")
    Writer(text).write(cells)
    (row,) = csv.reader(io.StringIO(text.getvalue(), newline=""))
    assert [export_cells.plain(cell) for cell in row] == cells


@given(st.text(alphabet="=+-@'\t\r\n,;|: \"aB＝", max_size=20))
def test_no_part_of_a_cell_begins_like_a_formula(cell: str) -> None:
    written = export_cells.safe(cell)
    for separator in ',;|:\t\r\n"':
        assert not [part for part in written.split(separator)[1:] if part.lstrip(" ").startswith(RUNS[:8])]
    assert not written.startswith(RUNS)
    assert not written.lstrip(" ").startswith(RUNS[:8])


def test_every_problem_a_row_can_have_has_words() -> None:
    kinds = {f"no_{kind}" for kind in ("text", "number", "date", "boolean", "choice")}
    phone = {"empty", "lost_digits", "two_numbers", "no_country_code", "no_phone_number"}
    own = {"more_cells_than_columns", "control_characters", "no_email_address", "too_long"}
    assert set(import_words.ROW_PROBLEMS) == kinds | phone | own
