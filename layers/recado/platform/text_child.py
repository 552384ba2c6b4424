"""A document on the input, its text on the output, as JSON: `pages`, or why it was `refused`. Imports pypdf, as nothing
else does.

A program of its own, run by `document_texts`. It reads what strangers made: so it knows no secret, opens no file and no
connection, and has an end in time and memory. What it does not refuse ends it: any other end than 0 is a crash.
"""

import codecs
import encodings
import importlib
import json
import logging
import os
import pkgutil
import re
import resource
import sys
import zlib
from contextlib import suppress
from dataclasses import asdict
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # we are started by our path, and isolated

import pypdf
from pypdf.errors import LimitReachedError, PyPdfError

from recado.platform.document_formats import plain, word, workbook
from recado.platform.document_formats.archive import Archive
from recado.platform.document_formats.pages import Page, Pages, Refused, cleaned

READY = b"\n"
MOST_BYTES = 20 * 1024 * 1024
MOST_PAGES = 300
LETTERS_A_PAGE = 20  # fewer on average: a scan
CPU_SECONDS = 30
MEMORY_BYTES = 768 * 1024 * 1024  # of address space; Python and the libraries take a tenth of it
OUTPUT_BYTES = 6 * 1024 * 1024  # as document_texts reads: quotes and line ends are two bytes in JSON

_PDF = b"%PDF-"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_WORD = "wordprocessingml.document.main+xml"
_WORKBOOK = "spreadsheetml.sheet.main+xml"
_PARTED_WORD = re.compile(r"(?<=[a-zà-öø-ÿ])[-\u2010]\n(?=[a-zà-öø-ÿ])")
# pypdf's own errors, and those of Python that broken files bring it to ("might cause other exceptions", its docs say).
_BROKEN = (
    PyPdfError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError, RuntimeError,
    OSError, zlib.error,
)  # fmt: skip


def read(data: bytes) -> dict[str, object]:
    """Returns what is to be written. Of which kind the document is its content says. Raises Refused."""
    pages = Pages()
    found: dict[str, object] = {}
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Refused("empty")
    if len(data) > MOST_BYTES:
        raise Refused("too_large")
    if data.startswith(_ZIP):
        found["kind"] = _office(data, pages)
    elif data.startswith(_OLE):
        raise Refused("encrypted" if _ENCRYPTED_PACKAGE in data else "wrong_type")
    elif _is_pdf(data):
        found = {"kind": "pdf"} | _pdf(data, pages)
    else:
        found["kind"] = plain.read(data, pages)
    if not pages.pages:
        raise Refused("empty")
    return found | {"pages": [asdict(page) for page in pages.pages]}


def _is_pdf(data: bytes) -> bool:
    """It begins as one, or does so after a little junk, and then ends as one, too."""
    head = data[:1024].lstrip()
    return head.startswith(_PDF) or (_PDF in head and b"%%EOF" in data[-2048:])


def _office(data: bytes, pages: Pages) -> str:
    archive = Archive(data)
    kind, part = archive.main_part()
    if kind.endswith(_WORD):
        word.read(archive, part, pages)
        return "docx"
    if kind.endswith(_WORKBOOK):
        workbook.read(archive, part, pages)
        return "xlsx"
    raise Refused("wrong_type")


def _pdf(data: bytes, pages: Pages) -> dict[str, object]:
    """Adds its pages. Returns how many there are, and which could not be read."""
    try:
        reader = pypdf.PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("encrypted")
        count = len(reader.pages)
    except LimitReachedError as error:
        raise Refused("too_large") from error
    except NotImplementedError as error:  # of pypdf's only encryption it does not know
        raise Refused("encrypted") from error
    except _BROKEN as error:
        raise Refused("damaged") from error
    if count > MOST_PAGES:
        raise Refused("too_many_pages", count)
    unread, letters = [], 0
    for at in range(count):
        text = _page(reader, at)
        if text is None:
            unread.append(at + 1)
        else:
            letters += sum(map(str.isalpha, text))
            pages.add(Page(text, page=at + 1))
    if len(unread) * 2 >= max(count, 1):
        raise Refused("damaged", count)
    if letters < LETTERS_A_PAGE * count:
        raise Refused("no_text", count)
    return {"page_count": count, "unread_pages": unread}


def _page(reader: pypdf.PdfReader, at: int) -> str | None:
    """The text of a page; None when it cannot be read."""
    try:
        text = reader.pages[at].extract_text()
    except LimitReachedError as error:
        raise Refused("too_large") from error
    except _BROKEN:
        return None
    return _PARTED_WORD.sub("", cleaned(text))


def _load_everything() -> None:
    """What is imported when it is first needed: later nothing can be opened."""
    for encoding in pkgutil.iter_modules(encodings.__path__):
        with suppress(LookupError):
            codecs.lookup(encoding.name)
    for module in pkgutil.walk_packages(pypdf.__path__, "pypdf."):
        with suppress(ImportError):
            importlib.import_module(module.name)


def _confine() -> None:
    """From here on nothing can be opened, and time and memory end. Not every system knows every bound."""
    os.nice(5)
    bounds = {
        resource.RLIMIT_CPU: (CPU_SECONDS, CPU_SECONDS + 2),  # at the first SIGXCPU, which says what it was
        resource.RLIMIT_FSIZE: (OUTPUT_BYTES, OUTPUT_BYTES),
        resource.RLIMIT_AS: (MEMORY_BYTES, MEMORY_BYTES),
        resource.RLIMIT_NOFILE: (3, 3),
        resource.RLIMIT_CORE: (0, 0),
    }
    for bound, most in bounds.items():
        with suppress(ValueError, OSError):
            resource.setrlimit(bound, most)


def main() -> int:
    logging.disable()
    _load_everything()
    _confine()
    sys.stdout.buffer.write(READY)  # what goes wrong before is our own fault, and no document's
    sys.stdout.flush()
    try:
        written = json.dumps(read(sys.stdin.buffer.read(MOST_BYTES + 1)), ensure_ascii=False)
    except Refused as refused:
        written = json.dumps({"refused": refused.code, "page_count": refused.pages})
    except MemoryError:
        written = json.dumps({"refused": "too_large", "page_count": None})
    sys.stdout.buffer.write(written.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
