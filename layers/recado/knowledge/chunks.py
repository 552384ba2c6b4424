"""A document's text in chunks of about 1,100 characters, cut where its author would."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from recado.knowledge.model import Chunk
from recado.platform.document_texts import PageText

ABOUT = 1_100  # characters of a chunk, some 350 tokens
LEAST = 500  # where a chunk may end before that, for the sake of a better place
MOST = 1_600
WHOLE = 1_300  # a rest of this size is not cut any more
OVERLAP = 165  # characters at most that a chunk has of the one before: 15 %
MOST_HEADER = 400  # characters of a table's header that are repeated

# Places to cut at, best first; what follows the match is the next chunk.
_PARAGRAPH = re.compile(r"\n\s*\n\s*")
_SENTENCE = re.compile(r"[.!?…][\"'»”’)\]]*\s+")
_LINE = re.compile(r"\n\s*")
_WORD = re.compile(r"\s+")
_PLACES = (_PARAGRAPH, _SENTENCE, _LINE, _WORD)
_SENTENCE_OR_LINE = re.compile(rf"{_SENTENCE.pattern}|{_LINE.pattern}")
_CONTINUED = re.compile(r"[$€(]?\d|[$€(]?[^\W\d_A-ZÀ-ÖØ-Þ]")  # a figure or a small letter
_COMPLETE = re.compile(r"[.!?…:;][\"'»”’)\]]*$")


def split(pages: Sequence[PageText]) -> list[Chunk]:
    """Returns the chunks in order. None holds text of two pages or sections, but for the end of a sentence that runs
    over to the next page; every chunk of a table begins with the table's header, and rows are not repeated."""
    chunks: list[Chunk] = []
    for page, following in zip_longest(pages, pages[1:]):
        texts = list(_rows(page.header, page.text) if page.header else _passages(page.text.strip()))
        if texts and following:
            texts[-1] += _end_of_sentence(texts[-1], page, following)
        chunks += [Chunk(len(chunks) + at, page.page, page.heading, text) for at, text in enumerate(texts)]
    return chunks


def embedded_as(title: str, chunk: Chunk) -> str:
    """Returns what the meaning of a chunk is taken from: it says also of what document and section it is."""
    above = f"{title} · {chunk.heading}" if chunk.heading else title
    return f"{above}\n{chunk.text}"


def _passages(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = _end(text, start)
        if passage := text[start:end].strip():
            yield passage
        start = end if end == len(text) else _beginning(text, start, end)


def _end(text: str, start: int) -> int:
    """Where a passage that begins here ends."""
    if len(text) - start <= WHOLE:
        return len(text)
    for place in _PLACES:
        ends = [match.end() for match in place.finditer(text, start + LEAST, start + ABOUT)]
        if ends:
            return ends[-1]
    longer = _WORD.search(text, start + ABOUT, start + MOST)  # a word of several hundred characters: an address?
    return longer.end() if longer else start + MOST


def _beginning(text: str, start: int, end: int) -> int:
    """Where the passage after that one begins: some sentences or lines before its end, or at least some words."""
    earliest = max(start + 1, end - OVERLAP)
    for place in (_SENTENCE_OR_LINE, _WORD):
        match = place.search(text, earliest, end)
        if match and match.end() < end:
            return match.end()
    return end


def _rows(header: str, text: str) -> Iterator[str]:
    """Rows of a table, packed. A header too long to be repeated is given whole once, as a row."""
    lines = text.split("\n")
    if len(header) > MOST_HEADER:
        lines = [header, *lines]
        header = header[:MOST_HEADER].strip()
    room, most = ABOUT - len(header) - 1, MOST - len(header) - 1
    packed: list[str] = []
    size = 0
    for row in (piece for line in lines for piece in _pieces(line, most)):
        if packed and size + len(row) > room:
            yield "\n".join([header, *packed])
            packed, size = [], 0
        packed.append(row)
        size += len(row) + 1
    yield "\n".join([header, *packed])


def _pieces(line: str, most: int) -> Iterator[str]:
    """A row as it is, or cut between words, or within one when it is longer than a chunk may be."""
    line = line.strip()
    while len(line) > most:
        spaces = [match.start() for match in _WORD.finditer(line, most // 2, most)]
        end = spaces[-1] if spaces else most
        yield line[:end]
        line = line[end:].strip()
    if line:
        yield line


def _end_of_sentence(text: str, page: PageText, following: PageText) -> str:
    """What of the next page belongs to a page's last sentence, with the line end before it; nothing, mostly."""
    continues = (
        page.page is not None
        and following.page == page.page + 1
        and (page.heading, page.header, following.header) == (following.heading, None, None)
    )
    rest = following.text.strip()
    if not continues or not rest or not _CONTINUED.match(rest) or _COMPLETE.search(text) or len(text) + OVERLAP >= MOST:
        return ""
    sentence = _SENTENCE.search(rest, 0, OVERLAP)
    if sentence:
        return "\n" + rest[: sentence.end()].strip()
    words = [match.start() for match in _WORD.finditer(rest, 0, OVERLAP)]
    if len(rest) <= OVERLAP:
        return "\n" + rest
    return "\n" + rest[: words[-1]] if words else ""
