"""Documents strangers made to do harm: each is refused with its reason, in little time and memory."""

import io
import random
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pypdf
import pytest

from recado.platform import document_texts
from recado.platform.document_texts import DocumentRefused
from tests.rigs.documents import archive, docx, office, paragraph, pdf, row, xlsx

LONG = "Los envíos llegan en tres días hábiles a todo el país."
MEGABYTE = 1024 * 1024
MOST_SECONDS = 40.0  # of a slow machine at work; alone none needs a third of it
MOST_MEMORY = 400 * MEGABYTE
REFERRING = "<w:p><w:r><w:t>&i;</w:t></w:r></w:p>"
LAUGHS = "".join("<!ENTITY {} '{}'>".format(chr(at + 1), f"&{chr(at)};" * 10) for at in range(ord("a"), ord("i")))
# Tells how much memory reading took, as the kernel counts it from the beginning of the program.
MEASURED = """
import runpy, sys
status, report = open("/proc/self/status"), open({report!r}, "w")
try:
    runpy.run_path({program!r}, run_name="__main__")
finally:
    report.write(next(line for line in status if line.startswith("VmHWM")).split()[1])
"""


def declared(entities: str) -> str:
    return f"<!DOCTYPE d [<!ENTITY a 'ja'>{entities}]>"


def flate(size: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(bytes(MEGABYTE)) for _ in range(size // MEGABYTE)), packer.flush()])


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a PDF that unpacks to 100 MB": (lambda: pdf(["x"], content=flate(100 * MEGABYTE)), "too_large"),
    "a PDF packed twice": (
        lambda: pdf(["x"], content=zlib.compress(flate(100 * MEGABYTE)), filters="[/FlateDecode /FlateDecode]"),
        "too_large",
    ),
    "a PDF packed 40 times": (lambda: pdf(["x"], filters="[" + "/FlateDecode " * 40 + "]"), "too_large"),
    "a page that draws for ever": (
        lambda: pdf(["x"], content=zlib.compress(b"BT " + b"() Tj " * 2_100_000)),
        "too_large",
    ),
    "a PDF nested without end": (lambda: pdf(["x"]).replace(b"/Type /Catalog", b"/X " + b"[" * 500_000), "damaged"),
    "a PDF whose pages are its pages": (lambda: pdf([LONG]).replace(b"[4 0 R]", b"[2 0 R]"), "damaged"),
    "a DOCX with a word of 60 MB": (lambda: docx(paragraph("a" * (60 * MEGABYTE))), "too_large"),
    "a DOCX with spaces for ever": (lambda: docx(paragraph(" " * (60 * MEGABYTE))), "too_large"),
    "a DOCX of nothing but elements": (lambda: docx("<w:p/>" * 2_100_000), "too_large"),
    "a DOCX nested without end": (lambda: docx("<w:tbl><w:tr><w:tc>" * 1_000_000), "damaged"),
    "a DOCX with styles without end": (lambda: docx(LONG, "<w:style/>" * 2_100_000), "too_large"),
    "billion laughs": (lambda: docx(REFERRING, before=declared(LAUGHS)), "damaged"),
    "a file of ours as an entity": (
        lambda: docx(REFERRING, before=declared('<!ENTITY i SYSTEM "file:///etc/passwd">')),
        "damaged",
    ),
    "an entity that only is there": (lambda: docx(paragraph(LONG), before=declared("")), "damaged"),
    "an XLSX with cells without end": (
        lambda: xlsx({"H": f"<row>{'<c><v>1</v></c>' * 600_000}</row>"}),
        "too_large",
    ),
    "an XLSX that says one text for ever": (
        lambda: xlsx({"H": '<row><c t="s"><v>0</v></c></row>' * 100_000}, strings=["a" * 1_000_000]),
        "too_large",
    ),
    "an XLSX as wide as it is long": (
        lambda: xlsx({"H": "".join(f'<row><c r="{column(at)}1"><v>1</v></c></row>' for at in range(16_000))}),
        "too_large",
    ),
    "text without end": (lambda: b"hola mundo\n" * 1_900_000, "too_large"),
    "a table of nothing but cells": (lambda: b"a;b\n" * 20 + (b"1;" * 400_000 + b"1\n") * 2, "too_large"),
    "more than 20 MB": (lambda: bytes(document_texts.MOST_BYTES + 1), "too_large"),
}


def column(number: int) -> str:
    letters = ""
    while number >= 0:
        letters, number = chr(65 + number % 26) + letters, number // 26 - 1
    return letters


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], int]:
    """How many bytes of memory the last reading took at most."""
    if not Path("/proc/self/status").exists():  # only Linux tells
        return lambda: 0
    program, report = tmp_path / "measured.py", tmp_path / "report"
    program.write_text(MEASURED.format(report=str(report), program=document_texts.PROGRAM))
    report.write_text("0")
    monkeypatch.setattr(document_texts, "PROGRAM", str(program))
    return lambda: int(report.read_text()) * 1024


def refused(data: bytes) -> str:
    with pytest.raises(DocumentRefused) as caught:
        document_texts.read(data)
    return caught.value.code


@pytest.mark.parametrize("name", HOSTILE)
def test_what_would_fill_memory_or_never_end_is_refused_soon(name: str, memory: Callable[[], int]) -> None:
    make, reason = HOSTILE[name]
    data = make()
    started = time.monotonic()
    assert refused(data) == reason
    assert time.monotonic() - started < MOST_SECONDS
    assert memory() < MOST_MEMORY


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
OTHERS = {
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(99),
    "a photo that names itself a PDF inside": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00 %PDF-1.7 " + bytes(3000),
    "a program of Windows": b"MZ\x90\x00\x03" + bytes(99),
    "a program of Linux": b"\x7fELF\x02\x01\x01" + bytes(99),
    "a script": b"#!/bin/sh\nrm -rf /\n",
    "noise": random.Random(1).randbytes(5000),
    "a web page": b"\n<!DOCTYPE html><html><body>Hola</body></html>",
    "a drawing": b'<?xml version="1.0"?><svg/>',
    "RTF": b"{\\rtf1\\ansi Hola}",
    "an archive of anything": archive({"hola.txt": "hola"}),
    "an empty archive": archive({}),
    "an old document of Word": OLE + "WordDocument".encode("utf-16-le"),
    "a document with macros": office("word/document.xml", {}, "application/vnd.ms-word.document.macroEnabled.main+xml"),
    "Russian of an old Windows": "Привет, как дела? Всё хорошо".encode("cp1251"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_document_is_refused_whatever_it_claims(name: str) -> None:
    assert refused(OTHERS[name]) == "wrong_type"


def test_a_document_is_known_by_its_content_even_where_it_lies() -> None:
    lies = office("xl/workbook.xml", {"xl/workbook.xml": docx(paragraph(LONG))})
    assert refused(lies) == "damaged", "an archive where XML should be"
    assert refused(office("word/document.xml", {})) == "damaged", "the part it names is not there"
    assert refused(b"%PDF-1.7\n" + docx(paragraph(LONG))) == "damaged"
    assert document_texts.read(b"junk before\n" + pdf([LONG])).kind == "pdf"


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"])
def test_a_pdf_with_a_password_is_refused_and_one_that_only_forbids_printing_is_read(algorithm: str) -> None:
    made = []
    for password in ("secreto", ""):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([LONG])))
        writer.encrypt(password, "dueño", algorithm=algorithm)
        file = io.BytesIO()
        writer.write(file)
        made.append(file.getvalue())
    assert refused(made[0]) == "encrypted"
    assert document_texts.read(made[1]).pages[0].text == LONG


def test_what_asks_for_a_password_says_so() -> None:
    assert refused(OLE + "EncryptedPackage".encode("utf-16-le")) == "encrypted"
    locked = bytearray(docx(paragraph(LONG)))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = -1
        while (at := locked.find(mark, at + 1)) >= 0:
            locked[at + (6 if mark[2] == 3 else 8)] |= 1
    assert refused(bytes(locked)) == "encrypted"


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx"])
def test_of_a_truncated_document_nothing_is_made_up(kind: str) -> None:
    data = {"pdf": pdf([LONG]), "docx": docx(paragraph(LONG)), "xlsx": xlsx({"A": row("a", 1)})}[kind]
    for length in (12, len(data) // 2, len(data) - 40):
        assert refused(data[:length]) == "damaged"


@pytest.mark.parametrize("step", [53, 997])
def test_of_a_damaged_document_something_is_read_or_it_is_refused(step: int) -> None:
    for whole in (pdf([LONG] * 3), docx(paragraph(LONG)), xlsx({"A": row("a", 1)})):
        data = bytearray(whole)
        for at in range(step, len(data), step):
            data[at] ^= 0x5A
        with suppress(DocumentRefused):
            assert document_texts.read(bytes(data)).pages
