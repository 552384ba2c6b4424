"""What readers of all formats share: the pages they gather, how much text there may be, and how it is cleaned."""

import re
import unicodedata
from dataclasses import dataclass, field

MOST_TEXT = 2 * 1024 * 1024  # bytes in UTF-8, of a whole document
MOST_HEADING = 200  # characters
PAGE_COST = 64  # bytes a page counts beside its text, so that there are not too many
BETWEEN_HEADINGS = " › "

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\u2028\u2029]")
# Neither seen nor meant to be: control signs, marks of direction, halves of signs, and the letters nobody sees by
# which instructions are hidden from the person who uploads (U+E0000). The joiners of emoji and of scripts stay.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_LIGATURES = re.compile("[\ufb00-\ufb06]")


class Refused(Exception):
    """The document is not taken; code says why. pages: how many it has, where that is known."""

    def __init__(self, code: str, pages: int | None = None) -> None:
        super().__init__(code)
        self.code, self.pages = code, pages


@dataclass(frozen=True, slots=True)
class Page:
    """A piece of text. page: its number from 1, where the format has any. header: the line of a table's first row,
    when the text is the rows below it."""

    text: str
    page: int | None = None
    heading: str | None = None
    header: str | None = None


@dataclass(slots=True)
class Pages:
    """The pages gathered so far. Raises Refused("too_large") as soon as there is too much."""

    pages: list[Page] = field(default_factory=list)
    _left: int = MOST_TEXT

    def add(self, page: Page) -> None:
        """Takes a page whose text is clean; one without text is left out."""
        if page.text:
            self.spend(PAGE_COST + sum(len((each or "").encode()) for each in (page.text, page.heading, page.header)))
            self.pages.append(page)

    def spend(self, size: int) -> None:
        """Counts bytes. Readers that gather much before they add it look with `check` first."""
        self._left -= size
        self.check(0)

    def check(self, size: int) -> None:
        """Raises Refused("too_large") when this many bytes more would be too much."""
        if size > self._left:
            raise Refused("too_large")


class Outline:
    """Gathers blocks of text under the headings they stand below, as pages without number."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._path: list[tuple[int, str]] = []
        self._blocks: list[str] = []
        self._bare = False  # whether nothing stands below the last heading yet
        self._size = 0

    def open(self, level: int, title: str) -> None:
        """Begins what stands below a heading. level: 0 for the document's title, then 1, 2, …"""
        title = " ".join(cleaned(title).split())
        if not title or len(title) > MOST_HEADING:
            self.add(title)
            return
        self._flush()
        if self._bare and self._path and level <= self._path[-1][0]:
            self._lone_heading()
        self._path = [each for each in self._path if each[0] < level] + [(level, title)]
        self._bare = True

    def add(self, block: str, between: str = "\n\n") -> None:
        """Takes a block of text. between: what parts it from the block before."""
        if block.strip():
            self._size += len(block)
            self._pages.check(self._size)
            self._blocks += [between if self._blocks else "", block]

    def add_line(self, line: str) -> None:
        """Takes a line of text as it stands, an empty one as well."""
        self._size += len(line) + 1
        self._pages.check(self._size)
        self._blocks.append(line + "\n")

    def close(self) -> None:
        """Ends the last of it."""
        self._flush()
        if self._bare:
            self._lone_heading()

    def _flush(self) -> None:
        text = cleaned("".join(self._blocks))
        self._blocks, self._size = [], 0
        if text:
            self._pages.add(Page(text, heading=_joined([title for _, title in self._path])))
            self._bare = False

    def _lone_heading(self) -> None:
        """A heading with nothing below is a text itself."""
        *above, (_, title) = self._path
        self._pages.add(Page(title, heading=_joined([each for _, each in above])))
        self._bare = False


def _joined(titles: list[str]) -> str | None:
    """From the outermost heading to the innermost, as many of these as fit."""
    kept: list[str] = []
    for title in reversed(titles):
        if kept and len(BETWEEN_HEADINGS.join([title, *kept])) > MOST_HEADING:
            break
        kept.insert(0, title)
    return BETWEEN_HEADINGS.join(kept) or None


def cleaned(text: str) -> str:
    """Returns the text as it is kept: what is seen of it, composed (NFC), one space for many, a blank line at most."""
    text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    text = _LIGATURES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), unicodedata.normalize("NFC", text))
    text = re.sub(" ?\n ?", "\n", _SPACES.sub(" ", text))
    return re.sub("\n{3,}", "\n\n", text).strip()
