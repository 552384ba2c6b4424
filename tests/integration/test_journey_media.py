"""Files customers send: fetched, checked against their digest and their content, kept in the object store."""

import hashlib

import pytest

from recado.kernel.settings import settings
from recado.platform import storage
from tests.rigs.customer_files import PDF, fetched, send, upload
from tests.rigs.product import Product
from tests.rigs.waiting import eventually

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00" + bytes(500)
OGG = b"OggS\x00\x02" + bytes(20) + b"\x01\x13OpusHead\x01\x01" + bytes(2000)


@pytest.mark.parametrize(
    ("kind", "mime_type", "data", "voice"),
    [
        ("image", "image/png", PNG, False),
        ("audio", "audio/ogg; codecs=opus", OGG, True),
        ("document", "application/pdf", PDF, False),
    ],
)
def test_a_file_is_stored_as_it_was_sent(product: Product, kind: str, mime_type: str, data: bytes, voice: bool) -> None:
    line = product.line(bot=False)
    row = fetched(line, send(line, kind, upload(line, data, mime_type, "menu.pdf")))
    assert (row["state"], row["reason"]) == ("stored", None)
    assert (row["sha256"], row["size"]) == (hashlib.sha256(data).hexdigest(), len(data))
    assert (row["mime_type"], row["voice"]) == (mime_type, voice)
    assert row["object_key"].startswith(f"{line.business_id}/")
    assert storage.get(settings().bucket_media, row["object_key"]) == data


def test_a_picture_with_a_caption_is_answered(product: Product) -> None:
    line = product.line()
    send(line, "image", upload(line, PNG, "image/png"), caption="¿A qué hora abren?")
    line.settled(1)
    assert "7:00" in line.texts()[0]


@pytest.mark.parametrize(
    ("target", "kind", "reason"),
    [
        ("media_bytes", "wrong_bytes", "media_unacceptable"),
        ("media", "not_found", "graph_100"),
        ("media_bytes", "not_found", "http_404"),
        ("media_bytes", "huge", "too_large"),
    ],
)
def test_a_file_that_cannot_be_had_says_why(product: Product, target: str, kind: str, reason: str) -> None:
    line = product.line(bot=False)
    media_id = upload(line, PNG, "image/png")
    line.meta_fault(kind, target, match={"id": media_id}, times=10)
    row = fetched(line, send(line, "image", media_id))
    assert (row["state"], row["reason"], row["object_key"]) == ("failed", reason, None)
    (event,) = line.events("media.failed")
    assert event["data"] == {"media_id": str(row["id"]), "code": reason}


def test_a_file_that_differs_from_the_digest_of_its_link_is_refused(product: Product) -> None:
    line = product.line(bot=False)
    media_id = upload(line, PNG, "image/png")
    line.meta_fault("wrong_sha", "media", match={"id": media_id})
    node = line.text_node(product.customer(), "") | {
        "type": "image",
        "image": {"id": media_id, "mime_type": "image/png"},
    }
    line.post(line.envelope("messages", line.value(messages=[node])))  # a webhook that tells no digest of its own
    assert fetched(line, node["id"])["reason"] == "media_unacceptable"


@pytest.mark.parametrize("data", [b"MZ" + bytes(600), b"\x7fELF\x02\x01\x01" + bytes(600)], ids=["windows", "linux"])
@pytest.mark.parametrize(("kind", "mime_type"), [("image", "image/jpeg"), ("document", "application/pdf")])
def test_a_program_disguised_as_something_else_is_refused(
    product: Product, data: bytes, kind: str, mime_type: str
) -> None:
    line = product.line(bot=False)
    row = fetched(line, send(line, kind, upload(line, data, mime_type)))
    assert (row["state"], row["reason"], row["object_key"]) == ("failed", "media_unacceptable", None)


def test_a_file_of_another_kind_than_it_claims_gets_the_type_it_has(product: Product) -> None:
    line = product.line(bot=False)
    row = fetched(line, send(line, "audio", upload(line, PNG, "audio/ogg")))
    assert (row["state"], row["mime_type"]) == ("stored", "image/png")


def test_while_meta_has_trouble_the_file_is_asked_for_again(product: Product) -> None:
    line = product.line(bot=False)
    media_id = upload(line, PNG, "image/png")
    line.meta_fault("error", "media", code=131000, match={"id": media_id})
    row = fetched(line, send(line, "image", media_id))
    assert (row["state"], row["attempts"]) == ("stored", 2)


def test_a_file_nobody_fetched_is_found_by_the_sweep(product: Product) -> None:
    line = product.line(bot=False)
    media_id = upload(line, PNG, "image/png")
    line.meta_fault("error", "media", code=190, match={"id": media_id})
    wamid = send(line, "image", media_id)
    eventually(lambda: line.rows("select attempts from media where attempts = 1"))
    line.change("update media set tried_at = tried_at - interval '1 hour'")
    assert fetched(line, wamid)["state"] == "stored"
