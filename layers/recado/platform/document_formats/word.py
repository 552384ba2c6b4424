"""The text of a DOCX: paragraphs under their headings, tables as rows, without what was deleted or is there twice."""

import re
from dataclasses import dataclass, field

from recado.platform.document_formats.archive import Archive, Target
from recado.platform.document_formats.pages import Outline, Pages
from recado.platform.document_formats.tables import line_of

# Text deleted or moved away while changes were tracked, and the second edition of a drawing's text.
_SKIPPED = frozenset({"del", "moveFrom", "Fallback"})
# Word names its own styles in English whatever its language; other programs may not.
_HEADING = re.compile(r"(?:heading|t[ií]?tulo|encabezado|überschrift|titre)\s*([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|t[ií]?tulo", re.IGNORECASE)
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(slots=True)
class _Paragraph:
    texts: list[str] = field(default_factory=list)
    level: int | None = None
    listed: bool = False


def read(archive: Archive, part: str, pages: Pages) -> None:
    """Adds the document's text. part: its main one."""
    styles = _Styles()
    for kind, other in archive.relations(part).values():
        if kind == "styles" and archive.holds(other):
            archive.parse(other, styles)
    outline = Outline(pages)
    archive.parse(part, _Document(styles.levels, outline))
    outline.close()


def _level(style: str) -> int | None:
    if match := _HEADING.fullmatch(style.strip()):
        return int(match[1])
    return 0 if _TITLE.fullmatch(style.strip()) else None


class _Styles(Target):
    """Which styles are headings, and of which level."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: dict[str, int] = {}
        self._style = ""

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        value = attributes.get("val", "")
        if name == "style":
            self._style = attributes.get("styleId", "")
        elif name == "name" and (level := _level(value)) is not None:
            self.levels[self._style] = level
        elif name == "outlineLvl" and value in tuple("012345678"):
            self.levels.setdefault(self._style, int(value) + 1)


class _Document(Target):
    def __init__(self, levels: dict[str, int], outline: Outline) -> None:
        super().__init__()
        self.skipped = _SKIPPED
        self._levels, self._outline = levels, outline
        self._paragraphs: list[_Paragraph] = []  # a text box is a paragraph in a paragraph
        self._rows: list[list[str]] = []  # a table may stand in a cell of another
        self._cells: list[list[str]] = []
        self._in_text = False
        self._after_line = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        value = attributes.get("val", "")
        match name:
            case "p":
                self._paragraphs.append(_Paragraph())
            case "tr":
                self._rows.append([])
            case "tc":
                self._cells.append([])
            case "t":
                self._in_text = True
            case "pStyle" if self._paragraphs:
                level = self._levels.get(value)
                self._paragraphs[-1].level = _level(value) if level is None else level
            case "outlineLvl" if self._paragraphs and value in tuple("012345678"):
                self._paragraphs[-1].level = int(value) + 1
            case "numId" if self._paragraphs and value != "0":
                self._paragraphs[-1].listed = True
            case "tab" | "br" | "cr" | "noBreakHyphen" if self._paragraphs:
                self._paragraphs[-1].texts.append(_SIGNS[name])

    def closed(self, name: str) -> None:
        match name:
            case "t":
                self._in_text = False
            case "p" if self._paragraphs:
                self._paragraph(self._paragraphs.pop())
            case "tc" if self._cells:
                text = " ".join(self._cells.pop())
                if self._rows:
                    self._rows[-1].append(text)
            case "tr" if self._rows:
                self._add(line_of(self._rows.pop()), line=True)

    def said(self, text: str) -> None:
        if self._in_text and self._paragraphs:
            self._paragraphs[-1].texts.append(text)

    def _paragraph(self, paragraph: _Paragraph) -> None:
        text = "".join(paragraph.texts).strip()
        if paragraph.level is not None and text and not self._cells:
            self._after_line = False
            self._outline.open(paragraph.level, text)
        else:
            self._add(f"- {text}" if paragraph.listed and text else text, line=paragraph.listed)

    def _add(self, text: str, line: bool) -> None:
        """line: whether it is one of several that belong together, as of a list or a table."""
        if not text:
            return
        if self._cells:
            self._cells[-1].append(text)
            return
        self._outline.add(text, "\n" if line and self._after_line else "\n\n")
        self._after_line = line
