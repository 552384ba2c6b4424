"""Text without a format: its encoding, whether it is a table (CSV), and which lines are headings (Markdown)."""

import codecs
import csv
import re
import unicodedata
from io import StringIO

from recado.platform.document_formats.pages import MOST_TEXT, Outline, Pages, Refused
from recado.platform.document_formats.tables import add_table

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SEPARATORS = ",;\t|"
_NAMES_SEPARATOR = re.compile(r'"?sep=([,;\t|])"?[ ]*\r?\n', re.IGNORECASE)  # as Excel wants to be told
_SAMPLE = 20  # rows by which a table is known
_LOOKED_AT = 4000  # characters by which a text is known from what only decodes
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(\S.*?)[ \t]*#*[ \t]*")
_FENCE = re.compile(r" {0,3}(```|~~~)")
# Texts that are another format's: their signs would drown what they say. And programs.
_OTHER = re.compile(r"\s*(?:\{\\rtf|%!PS|#!|<\?xml|<!doctype|<html|<svg|<\?php)", re.IGNORECASE)
csv.field_size_limit(MOST_TEXT)


def read(data: bytes, pages: Pages) -> str:
    """Adds the text, and returns which kind it is: csv or text.

    Raises Refused: wrong_type when it is no text, empty, or too_large.
    """
    text = _decoded(data)
    if _OTHER.match(text):
        raise Refused("wrong_type")
    pages.check(len(text))
    if (rows := _table(text)) is not None:
        add_table(pages, None, rows)
        return "csv"
    outline, fenced = Outline(pages), False
    for line in text.splitlines():
        fenced ^= bool(_FENCE.match(line))
        heading = None if fenced else _HEADING.fullmatch(line)
        if heading:
            outline.open(len(heading[1]), heading[2])
        else:
            outline.add_line(line)
    outline.close()
    return "text"


def _decoded(data: bytes) -> str:
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text) and (encoding != "cp1252" or _is_western(text)):
            return text.removeprefix("\ufeff")
    raise Refused("wrong_type")


def _encodings(data: bytes) -> list[str]:
    """In which it may be, likeliest first."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return [encoding]
    even, odd = data[0:400:2].count(0), data[1:400:2].count(0)
    if even or odd:  # zeros are letters of UTF-16 or no text at all
        return ["utf-16-le" if odd > even else "utf-16-be"]
    return ["utf-8", "cp1252"]


def _is_text(text: str) -> bool:
    """Whether it has no sign that texts have not. A control-Z ends old ones; escape and bell are of programs."""
    if any(sign in text for sign in map(chr, (*range(9), *range(14, 26), *range(27, 32), 127))):
        return False
    looked_at = text[:_LOOKED_AT]
    strange = sum(1 for sign in looked_at if unicodedata.category(sign) in ("Cn", "Co", "Cs"))
    return strange * 50 <= len(looked_at)


def _is_western(text: str) -> bool:
    """Whether it is mostly ASCII, as Western languages are; any bytes can be read as cp1252, also Cyrillic ones."""
    looked_at = text[:_LOOKED_AT]
    return sum(1 for sign in looked_at if sign > "\x7f") * 3 <= len(looked_at)


def _table(text: str) -> list[list[str]] | None:
    """The rows, when every one of the first has as many cells, two or more; None when it is no table."""
    named = _NAMES_SEPARATOR.match(text)
    text = text[named.end() :] if named else text
    first = [line for line in text[:100_000].splitlines() if line.strip()][:_SAMPLE]
    if len(first) < 2 or first[0].lstrip().startswith("|"):  # a table of Markdown reads well as it is
        return None
    separator = named[1] if named else max(_SEPARATORS, key=first[0].count)
    if separator not in first[0]:
        return None
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        return None
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    sample = rows[:_SAMPLE]
    if len(sample) < 2 or len({len(row) for row in sample}) != 1 or len(sample[0]) < 2:
        return None
    return None if separator == "," and _is_prose(sample) else rows


def _is_prose(rows: list[list[str]]) -> bool:
    """Whether these are sentences with commas: a space follows each."""
    later = [cell for row in rows for cell in row[1:]]
    return sum(1 for cell in later if cell.startswith(" ")) * 2 > len(later)
