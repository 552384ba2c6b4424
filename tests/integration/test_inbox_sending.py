"""Sending over the API: every type as Meta takes it, limits before queueing, files, retries."""

import urllib.request
from datetime import timedelta
from typing import Any

import pytest

from recado.kernel.clock import now
from tests.rigs.desk import desk, hired
from tests.rigs.desk_files import JPEG, MP3, MP4, PDF, WEBP, brought, ogg, put, talking
from tests.rigs.people import Said
from tests.rigs.product import Product
from tests.rigs.races import together
from tests.rigs.waiting import eventually

CARD = {"name": {"formatted_name": "Ana Pan"}, "phones": [{"phone": "+525512345678"}]}
ROWS = [{"id": "1", "title": "Concha", "description": "18 pesos"}, {"id": "2", "title": "Bolillo"}]
CONTENTS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"type": "text", "body": "hola", "preview_url": True}, {"text": {"body": "hola", "preview_url": True}}),
    (
        {"type": "location", "latitude": 19.4, "longitude": -99, "name": "Tienda"},
        {"location": {"latitude": 19.4, "longitude": -99.0, "name": "Tienda"}},
    ),
    ({"type": "image", "link": "https://example.com/a.jpg"}, {"image": {"link": "https://example.com/a.jpg"}}),
    ({"type": "contacts", "contacts": [CARD]}, {"type": "contacts"}),
    (
        {"type": "buttons", "body": "¿Sí?", "buttons": [{"id": "s", "title": "Sí"}], "footer": "x"},
        {"type": "interactive"},
    ),
    ({"type": "list", "body": "Elige", "button": "Ver", "sections": [{"rows": ROWS}]}, {"type": "interactive"}),
    (
        {"type": "link_button", "body": "Menú", "display_text": "Abrir", "url": "https://example.com"},
        {"type": "interactive"},
    ),
    (
        {"type": "template", "name": "saludo", "language": "es_MX"},
        {"template": {"name": "saludo", "language": {"code": "es_MX"}}},
    ),
]


def test_every_type_without_a_file_reaches_meta_as_it_was_written(product: Product) -> None:
    at, conversation = talking(product)
    at.template("saludo", "es_MX")
    for content, _ in CONTENTS:
        at.send(conversation, **content)
    sent = eventually(lambda: at.line.sent() if len(at.line.sent()) == len(CONTENTS) else None, 60)
    for row, (_, expected) in zip(sent, CONTENTS, strict=True):
        for name, value in expected.items():
            got = row["body"][name]
            assert got == value if not isinstance(value, dict) else {key: got[key] for key in value} == value


def content_of(kind: str) -> dict[str, Any]:
    return {"type": "audio", "voice": True} if kind == "voice note" else {"type": kind}


@pytest.mark.parametrize(
    ("kind", "mime_type", "data"),
    [
        ("image", "image/jpeg", JPEG),
        ("video", "video/mp4", MP4),
        ("audio", "audio/mpeg", MP3),
        ("voice note", "audio/ogg", ogg(1)),
        ("document", "application/pdf", PDF),
        ("sticker", "image/webp", WEBP),
    ],
)
def test_a_brought_file_is_uploaded_to_meta_once_and_sent(
    product: Product, kind: str, mime_type: str, data: bytes
) -> None:
    at, conversation = talking(product)
    media_id = brought(at, data, mime_type)
    first = at.send(conversation, **content_of(kind), media_id=media_id)
    second = at.send(conversation, **content_of(kind), media_id=media_id)
    for each in (first, second):
        assert at.reached(conversation, each["id"], "delivered")["media"]["state"] == "stored"
    one, two = (row["body"][content_of(kind)["type"]] for row in at.line.sent())
    assert one["id"] == two["id"]
    assert one["id"].isdigit()
    assert one.get("voice") is content_of(kind).get("voice")
    url = at.get(f"media/{first['media']['id']}")["url"]
    with urllib.request.urlopen(url, timeout=10) as answer:
        assert answer.read() == data


def test_a_file_in_a_header_is_sent_and_a_customers_file_is_passed_on(product: Product) -> None:
    at, conversation = talking(product)
    media_id = brought(at, JPEG, "image/jpeg")
    header = {"kind": "image", "media_id": media_id}
    sent = at.send(conversation, type="buttons", body="¿Sí?", buttons=[{"id": "s", "title": "Sí"}], header=header)
    at.reached(conversation, sent["id"], "delivered")
    assert at.line.sent()[0]["body"]["interactive"]["header"]["image"]["id"].isdigit()
    again = at.send(conversation, type="image", media_id=sent["media"]["id"], caption="otra vez")
    assert at.reached(conversation, again["id"], "delivered")["text"] == "otra vez"


WRONG: list[tuple[str, str, bytes, str]] = [
    ("image", "image/jpeg", PDF, "application/pdf"),
    ("image", "image/jpeg", b"solo texto" * 60, "none of them"),
    ("image", "image/jpeg", JPEG + bytes(5 * 1024 * 1024), "up to 5242880"),
    ("voice note", "audio/mpeg", PDF, "application/pdf"),
    ("voice note", "audio/mpeg", MP3 + bytes(16 * 1024 * 1024), "up to 16777216"),
    ("audio", "audio/ogg", b"OggS\x00\x02" + bytes(20) + b"\x01vorbis" + bytes(900), "OPUS"),
    ("sticker", "image/webp", WEBP + bytes(200_000), "sticker"),
    ("document", "application/pdf", b"MZ" + bytes(600), "program"),
    ("document", "application/pdf", JPEG, "image/jpeg"),
]


@pytest.mark.parametrize(("kind", "mime_type", "data", "word"), WRONG)
def test_a_file_that_whatsapp_would_not_take_is_refused_before_anything_is_sent(
    product: Product, kind: str, mime_type: str, data: bytes, word: str
) -> None:
    at, conversation = talking(product)
    said = at.try_to_send(conversation, **content_of(kind), media_id=brought(at, data, mime_type))
    assert (said.status, said.body["code"], said.body["errors"][0]["field"]) == (
        400,
        "file_refused",
        "content.media_id",
    )
    assert word in said.body["detail"]
    assert len(at.history(conversation)) == 1


def test_a_link_takes_exactly_the_file_that_was_declared(product: Product) -> None:
    at, conversation = talking(product)
    said = at.post("media", mime_type="image/jpeg", size=len(JPEG))
    refused = at.try_to_send(conversation, type="image", media_id=said.body["id"])
    assert (refused.status, "not uploaded" in refused.body["detail"]) == (400, True)
    assert "content-length%3Bcontent-type" in said.body["url"]  # signed: a strict store takes nothing else
    if put(said.body["url"], JPEG + b"more", "image/jpeg") == 200:  # that of the tests is not strict
        refused = at.try_to_send(conversation, type="image", media_id=said.body["id"])
        assert (refused.status, "size" in refused.body["detail"]) == (400, True)
    assert at.post("media", mime_type="image/jpeg", size=101 * 1024 * 1024).status == 400


def test_a_hostile_file_name_is_made_harmless_and_a_dangerous_type_is_downloaded(product: Product) -> None:
    at, conversation = talking(product)
    media_id = brought(
        at, b"<svg onload='alert(1)'/>" * 30, "image/svg+xml", '../../e\u202evil"\r\n;x/fac\u200ftura\u0007.svg'
    )
    with urllib.request.urlopen(at.get(f"media/{media_id}")["url"], timeout=10) as answer:
        told = answer.headers["Content-Disposition"]
        assert told.startswith('attachment; filename="factura.svg"')
        assert answer.headers["Content-Type"] == "application/octet-stream"
    at.send(conversation, type="document", media_id=media_id)


def test_limits_are_told_with_the_field_and_nothing_is_queued(product: Product) -> None:
    at, conversation = talking(product)
    wrong: list[dict[str, Any]] = [
        {"type": "text", "body": "x" * 4097},
        {"type": "text", "body": "  "},
        {"type": "text", "body": "a\x00b"},
        {"type": "image"},
        {"type": "image", "link": "ftp://example.com/a"},
        {"type": "buttons", "body": "b", "buttons": [{"id": str(n), "title": str(n)} for n in range(4)]},
        {"type": "buttons", "body": "b", "buttons": [{"id": "1", "title": "x" * 21}]},
        {"type": "buttons", "body": "b", "buttons": [{"id": "1", "title": "x"}, {"id": "1", "title": "y"}]},
        {"type": "list", "body": "b", "button": "v", "sections": [{"rows": ROWS}, {"rows": ROWS}]},
        {"type": "location", "latitude": 91, "longitude": 0},
        {"type": "reaction", "message_id": str(at.user_id), "emoji": "👍"},
        {"type": "poem", "body": "x"},
    ]
    for content in wrong:
        said = at.try_to_send(conversation, **content)
        assert said.status == 400, (content, said.body)
    assert at.try_to_send(conversation, **wrong[0]).body["errors"][0]["field"].endswith("body")
    unknown = at.try_to_send(conversation, str(at.user_id), type="text", body="hola")
    assert (unknown.status, unknown.body["errors"][0]["field"]) == (400, "reply_to")
    assert len(at.history(conversation)) == 1


def test_a_reply_quotes_and_one_key_sends_once(product: Product) -> None:
    at, conversation = talking(product)
    first = at.history(conversation)[0]
    body = {"content": {"type": "text", "body": "claro"}, "reply_to": first["id"]}

    def once() -> Said:
        return at.person.call("POST", f"/v1/conversations/{conversation}/messages", body, **{"Idempotency-Key": "k1"})

    said = together([once] * 4)
    assert {each.status for each in said} <= {201, 409}
    (sent,) = [each for each in at.history(conversation) if each["direction"] == "out"]
    assert sent["reply_to"] == first["id"]
    at.reached(conversation, sent["id"], "delivered")
    assert "message_id" in at.line.sent()[0]["body"]["context"]


def test_outside_the_window_only_a_template_goes_out(product: Product) -> None:
    at, conversation = talking(product)
    at.template("saludo")
    at.line.change("update conversations set window_expires_at = %s", (now() - timedelta(hours=1),))
    said = at.try_to_send(conversation, type="text", body="hola")
    assert (said.status, said.body["code"]) == (409, "window_closed")
    assert "template" in said.body["detail"]
    sent = at.send(conversation, type="template", name="saludo", language="es")
    at.reached(conversation, sent["id"], "delivered")


def test_somebody_new_is_written_to_by_template_and_an_advisor_keeps_them(product: Product) -> None:
    at = desk(product)
    advisor, other = hired(product, at.line, "ADVISOR"), hired(product, at.line, "ADVISOR")
    to = {"phone": f"+{product.customer()}"}
    template = {"type": "template", "name": "saludo", "language": "es"}
    instance = str(at.line.instance_id)
    refused = advisor.post("messages", instance_id=instance, to=to, content={"type": "text", "body": "hola"})
    assert (refused.status, refused.body["code"]) == (409, "window_closed")
    sent = advisor.post("messages", instance_id=instance, to=to, content=template)
    assert sent.status == 201, sent.body
    conversation = sent.body["conversation_id"]
    contact = advisor.get(f"conversations/{conversation}")["contact"]
    assert contact["assigned_to"] == str(advisor.user_id)
    assert other.post("messages", instance_id=instance, to=to, content=template).status == 403
    by_id = {"contact_id": contact["id"]}
    assert other.post("messages", instance_id=instance, to=by_id, content=template).status == 404
    assert other.get("conversations")["items"] == []
    again = at.post("messages", instance_id=instance, to=by_id, content=template)
    assert (again.status, again.body["conversation_id"]) == (201, conversation)


def test_a_failed_message_is_repeated_once_where_that_may_succeed(product: Product) -> None:
    at, conversation = talking(product)
    at.line.meta_fault("failed_status", code=131053)
    media_id = brought(at, JPEG, "image/jpeg")
    failed = at.send(conversation, type="image", media_id=media_id)
    failed = at.reached(conversation, failed["id"], "failed")
    assert (failed["can_retry"], failed["failure"]["code"]) == (True, "131053")
    assert {*failed["failure"]["reason"]} == {"es", "en"}
    path = f"conversations/{conversation}/messages/{failed['id']}/retry"
    said = together([lambda: at.post(path)] * 4)
    assert sorted(each.status for each in said) == [201, 409, 409, 409]
    again = next(each.body for each in said if each.status == 201)
    assert again["retry_of"] == failed["id"]
    at.reached(conversation, again["id"], "delivered")
    first, second = (row["body"]["image"]["id"] for row in at.line.sent())
    assert first != second  # Meta could not use its copy: it got another
    assert at.message(conversation, failed["id"])["can_retry"] is False


def test_what_cannot_succeed_is_not_repeated(product: Product) -> None:
    at, conversation = talking(product)
    at.line.meta_fault("failed_status", code=131026)
    failed = at.send(conversation, type="text", body="hola")
    failed = at.reached(conversation, failed["id"], "failed")
    said = at.post(f"conversations/{conversation}/messages/{failed['id']}/retry")
    assert (failed["can_retry"], said.status, said.body["code"]) == (False, 409, "cannot_retry")


def test_an_unconfirmed_message_is_resent_or_given_up_by_a_person(product: Product) -> None:
    at, conversation = talking(product)
    at.line.change("update instances set state = 'disabled'")
    first, second = (at.send(conversation, type="text", body=text)["id"] for text in ("uno", "dos"))
    at.line.change("update outbound set state = 'unconfirmed'")
    at.line.change("update messages set status = 'unconfirmed' where direction = 'out'")
    given_up = at.post(f"conversations/{conversation}/messages/{first}/give-up")
    assert (given_up.status, given_up.body["status"], given_up.body["failure"]["code"]) == (200, "failed", "given_up")
    at.line.change("update instances set state = 'active'")
    resent = at.post(f"conversations/{conversation}/messages/{second}/retry")
    assert (resent.status, resent.body["id"]) == (201, second)
    at.reached(conversation, second, "delivered")
    assert at.line.texts() == ["dos"]
    assert at.post(f"conversations/{conversation}/messages/{second}/give-up").status == 409
