"""What a file is, is read from its content; what is declared decides nothing that a browser could run."""

import pytest

from recado.messaging.files import (
    CLOUD_DOCUMENTS,
    UNKNOWN,
    FileRefused,
    bare_type,
    content_type,
    disposition,
    true_type,
)
from recado.platform.audio import VOICE_TYPE

HTML = b"<html><script>alert(1)</script></html>"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
PDF = b"%PDF-1.7\n" + bytes(64)
ZIP = b"PK\x03\x04" + bytes(64)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    "declared",
    [
        "image/png;,text/html",
        "text/html",
        "image/svg+xml",
        "application/xhtml+xml",
        "IMAGE/PNG",
        "text/plain;,text/html",
    ],
)
def test_a_page_is_plain_text_whatever_it_is_declared_as_and_is_never_shown(declared: str) -> None:
    found = content_type(HTML, declared)
    assert found == "text/plain"
    assert disposition(found, "factura.png").startswith("attachment")


@pytest.mark.parametrize(
    ("start", "declared", "expected"),
    [
        (PNG, "application/pdf", "image/png"),
        (PNG, "text/html", "image/png"),
        (PDF, "image/jpeg", "application/pdf"),
        (ZIP, DOCX, DOCX),
        (ZIP, "application/java-archive", "application/zip"),
        (b"\x00\x01\x02\x03" * 20, "image/png", UNKNOWN),
        (b"\x00\x01\x02\x03" * 20, "application/pdf", UNKNOWN),
        (b"nombre,precio\nConcha,18\n", "text/csv", "text/csv"),
        ("añejo".encode()[:-1] + b"\xc3", "text/plain", "text/plain"),
        (b"", "text/plain", UNKNOWN),
        (b"OggS\x00\x02" + bytes(20) + b"\x01\x13OpusHead\x01\x01", "audio/ogg", VOICE_TYPE),
    ],
)
def test_the_content_decides(start: bytes, declared: str, expected: str) -> None:
    assert content_type(start, declared) == expected


@pytest.mark.parametrize(
    ("declared", "bare"),
    [
        ("audio/webm;codecs=opus", "audio/webm"),
        ("Audio/OGG; codecs=opus", "audio/ogg"),
        ("image/png;,text/html", "image/png"),
        ("image/png,text/html", UNKNOWN),
        ("nonsense", UNKNOWN),
        ("a/b\r\nx: y", UNKNOWN),
    ],
)
def test_a_declared_type_is_lower_case_without_parameters(declared: str, bare: str) -> None:
    assert bare_type(declared) == bare


@pytest.mark.parametrize("mime_type", ["text/html", "image/svg+xml", "text/plain", "application/javascript", UNKNOWN])
def test_what_can_run_or_is_unknown_is_only_downloaded(mime_type: str) -> None:
    assert disposition(mime_type, "x").startswith("attachment")


@pytest.mark.parametrize("mime_type", ["image/png", "video/mp4", "audio/ogg; codecs=opus", "application/pdf"])
def test_pictures_sounds_videos_and_pdfs_are_shown(mime_type: str) -> None:
    assert disposition(mime_type, None) == "inline"


def test_texts_of_every_kind_leave_as_plain_text() -> None:
    assert true_type("document", "text/csv", b"a,b\n", 4) == "text/plain"
    assert true_type("document", "application/json", b'{"a": 1}', 8) == "text/plain"


@pytest.mark.parametrize(
    ("start", "declared"), [(ZIP, "application/zip"), (b"\x00\x01" * 40, "application/pdf"), (PNG, "image/png")]
)
def test_a_document_metas_api_does_not_promise_to_deliver_is_refused_with_what_it_takes(
    start: bytes, declared: str
) -> None:
    with pytest.raises(FileRefused, match="application/pdf"):
        true_type("document", declared, start, len(start))


def test_whatsapp_web_takes_any_document_but_a_program() -> None:
    assert true_type("document", "application/zip", ZIP, 68, any_document=True) == "application/zip"
    with pytest.raises(FileRefused):
        true_type("document", "application/zip", b"MZ" + bytes(99), 101, any_document=True)


def test_what_may_be_sent_as_a_document_has_names_of_types() -> None:
    assert all(bare_type(each) == each for each in CLOUD_DOCUMENTS)
