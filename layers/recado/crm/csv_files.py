"""CSV as spreadsheets write it: read row by row whatever its encoding, separator and line ends; written in one way."""

import codecs
import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import IO, Any

from recado.crm import export_cells
from recado.kernel.errors import Invalid

MOST_BYTES = 50_000_000
MOST_CELL = 10_000  # characters
MOST_LINE = 200_000
MOST_EMPTY_LINES = 1000  # above the header
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SEPARATORS = ",;\t|"
_NAMES_SEPARATOR = re.compile(r'\s*"?sep=(?P<separator>[^\s\w"\'])"?[,;]*\s*|"?sep=(?P<tab>\t)"?\s*', re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")
csv.field_size_limit(MOST_CELL)


class FileInvalid(Invalid):
    """The file cannot be read as a whole; nothing of it was taken. `reason` says why, in a word."""

    code = "file_invalid"

    def __init__(self, reason: str, line: int | None = None, column: str | None = None) -> None:
        super().__init__(reason, line=line)
        where = [f"line {line}"] if line else []
        self.reason = ": ".join([reason, *where, *([repr(column[:40])] if column else [])])


def encoding_of(head: bytes) -> str:
    """Returns what the first bytes of a file say of its encoding: UTF-8 unless they are something else."""
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding
    if head[1:200:2].count(0) > 50 or (head and head[1::2].strip(b"\0") == b"" and len(head) > 3):
        return "utf-16-le"
    if head[0:200:2].count(0) > 50:
        return "utf-16-be"
    return "utf-8"


def rows(chunks: Iterable[bytes], encoding: str) -> Iterator[tuple[int, list[str]]]:
    """Yields the rows with the line each ends on; the first is the header.

    Accents that were written as letters of their own are joined to theirs. Raises FileInvalid, UnicodeDecodeError.
    """
    lines = _lines(chunks, encoding)
    above, first, separator = _beginning(lines)
    reader = csv.reader(_again(first, lines), delimiter=separator, strict=True)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reason = "cell_too_large" if "field limit" in str(error) else "quoting"
            raise FileInvalid(reason, above + reader.line_num) from error
        if any(cell.strip() for cell in row):
            yield above + reader.line_num, row


class Writer:
    """Writes rows of cells, each in quotes, safe to be opened by any spreadsheet."""

    def __init__(self, file: IO[str]) -> None:
        self._writer: Any = csv.writer(file, quoting=csv.QUOTE_ALL)

    def write(self, cells: Iterable[str]) -> None:
        self._writer.writerow([export_cells.safe(cell) for cell in cells])


def _beginning(lines: Iterator[str]) -> tuple[int, str, str]:
    """How many lines stand above the header, the header's first line, and what separates cells."""
    named = ""
    for above, line in enumerate(lines):
        if not named and (match := _NAMES_SEPARATOR.fullmatch(line)):
            named = match["separator"] or match["tab"]
        elif line.strip():
            return above, line, named or max(_SEPARATORS, key=line.count)
        elif above > MOST_EMPTY_LINES:
            break
    raise FileInvalid("empty")


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _lines(chunks: Iterable[bytes], encoding: str) -> Iterator[str]:
    """Lines with their ends, a little at a time: of Windows, of Unix, or of old Macs (a carriage return alone).

    Raises FileInvalid when one is too long to be one.
    """
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    rest, number = "", 0
    for chunk in _with_end(chunks):
        rest += decoder.decode(chunk or b"", final=chunk is None)
        start = 0
        for end in _LINE_END.finditer(rest):
            if end.end() == len(rest) and end[0] == "\r" and chunk is not None:
                break  # the rest of this line end may be in the next chunk
            number += 1
            yield unicodedata.normalize("NFC", rest[start : end.start()]) + ("\n" if end[0] == "\r" else end[0])
            start = end.end()
        rest = rest[start:]
        if len(rest) > MOST_LINE:
            raise FileInvalid("cell_too_large", number + 1)
    if rest:
        yield unicodedata.normalize("NFC", rest)


def _with_end(chunks: Iterable[bytes]) -> Iterator[bytes | None]:
    yield from chunks
    yield None
