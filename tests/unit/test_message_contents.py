"""What a message says, typed by its kind, whatever is stored of it."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recado.messaging import contents
from recado.receiving.receive import stored_content
from recado.vendors.whatsapp.cloud.parse import parse
from recado.vendors.whatsapp.contents import read_content
from recado.vendors.whatsapp.model import Kind, Message
from tests.rigs.message_views import answered, view, with_file, without_nulls
from tests.rigs.shared_files import load, shared_files

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KINDS = get_args(contents.MessageKind)
STORED_ONLY = ("edit", "revoke")  # shown on the message they are about
FILES = ("image", "video", "audio", "document", "sticker")
ARRIVED: list[tuple[str, str | None, dict[str, Any], dict[str, Any]]] = [
    ("text", "hola", {}, {"type": "text", "body": "hola"}),
    ("text", "", {}, {"body": ""}),
    ("text", "a" * 60_000, {}, {"body": "a" * 60_000}),
    (
        "location", "Tienda", {"latitude": 19.4, "longitude": -99, "name": "Tienda", "url": "x", "live": True},
        {"latitude": 19.4, "longitude": -99.0, "name": "Tienda", "address": None, "url": "x", "live": True},
    ),
    (
        "state", None, {"state": "snoozed", "until": "2026-11-30T15:00:00+00:00"},
        {"state": "snoozed", "until": "2026-11-30T15:00:00Z"},
    ),
    ("state", None, {"state": "closed"}, {"state": "closed", "until": None}),
    ("button_reply", "Sí", {"id": "s", "title": "Sí"}, {"id": "s", "title": "Sí"}),
    ("list_reply", "Concha", {"id": "1", "title": "Concha"}, {"id": "1", "description": None}),
    ("template_button", "Baja", {"text": "Baja", "payload": "STOP"}, {"payload": "STOP"}),
    ("flow_reply", "Sent", {"name": "flow", "body": "Sent", "response": {"a": [1]}}, {"response": {"a": [1]}}),
    ("flow_reply", None, {"name": "flow", "response_json": "[1"}, {"response": None, "response_json": "[1"}),
    (
        "order", None, {"catalog_id": "7", "product_items": [{"product_retailer_id": "A", "quantity": 3, "item_price":
         30, "currency": "MXN", "new": 1}]},
        {"product_items": [{"product_retailer_id": "A", "quantity": 3, "item_price": 30.0, "currency": "MXN"}]},
    ),
    ("order", "Dos", {"order_id": "9", "item_count": 2, "total": 10.5}, {"text": "Dos", "item_count": 2}),
    ("system", "cambió", {"type": "user_changed_number", "wa_id": "1"}, {"event": "user_changed_number"}),
    ("call_permission", None, {"response": "accept", "expiration_timestamp": 17}, {"response": "accept"}),
    ("payment", None, {"payment_method": "offsite_card_pay"}, {"payment_method": "offsite_card_pay"}),
    ("welcome", None, {}, {"type": "welcome"}),
    ("unsupported", None, {"type": "poll"}, {"raw_type": "poll"}),
    ("note", "ojo", {}, {"body": "ojo"}),
]  # fmt: skip
SENT: list[dict[str, Any]] = [
    {"type": "text", "body": "hola", "preview_url": True},
    {"type": "image", "link": "https://example.com/a.jpg", "caption": "mira"},
    {"type": "buttons", "body": "¿Sí?", "buttons": [{"id": "s", "title": "Sí"}], "footer": "x",
     "header": {"kind": "image", "link": "https://example.com/a.jpg"}},
    {"type": "list", "body": "Elige", "button": "Ver", "sections": [{"rows": [{"id": "1", "title": "Concha"}]}]},
    {"type": "link_button", "body": "Menú", "display_text": "Abrir", "url": "https://example.com"},
    {"type": "contacts", "contacts": [{"name": {"formatted_name": "Ana"}, "phones": [{"phone": "+5255"}]}]},
    {"type": "template", "name": "saludo", "language": "es", "components": [{"type": "body", "parameters": []}]},
    {"type": "location", "latitude": 1.0, "longitude": 2.0, "name": "Tienda"},
]  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
NAMES = sorted({name for each in contents._CLASSES.values() for name in each.model_fields} | {"seconds", "before"})


@pytest.mark.parametrize(("kind", "text", "content", "expected"), ARRIVED)
def test_what_arrives_is_shown_by_its_kind(
    kind: str, text: str | None, content: dict[str, Any], expected: dict[str, Any]
) -> None:
    answer = answered(view(kind, text, content))
    assert answer["kind"] == answer["content"]["type"] == kind
    assert {name: answer["content"][name] for name in expected} == expected


@pytest.mark.parametrize("content", SENT, ids=lambda content: str(content["type"]))
def test_what_was_sent_is_shown_in_the_shape_it_is_sent_in(content: dict[str, Any]) -> None:
    stored = read_content(content).as_json()
    text = stored.get("body") or stored.get("caption")
    shown = answered(view(content["type"], text, stored, direction="out", author="person", status="sent"))["content"]
    assert read_content(without_nulls(shown)).as_json() == stored, "so it can be sent again as it is shown"


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_arrived_is_named_so_that_it_can_be_sent_on(kind: str) -> None:
    message = with_file(kind, "mira", {"seconds": 3}, media_filename="../..//menú\u202egpj.pdf")
    shown = answered(message)["content"]
    assert (shown["media_id"], shown["link"]) == (str(message.media_id), None)
    assert shown.get("caption", "mira") == "mira"
    assert read_content(without_nulls(shown)).type == kind
    missing = answered(view(kind, None, {"missing": True}))["content"]
    assert (missing["type"], missing["media_id"]) == (kind, None)


def test_a_card_without_a_name_or_with_strange_parts_is_shown_with_what_is_left() -> None:
    cards = [
        {"name": {"first_name": "Ana"}, "phones": [{"phone": "+52 55", "wa_id": "x"}, {"type": "CELL"}], "new": {}},
        {"phones": [{"phone": "12345"}], "vcard": "BEGIN:VCARD"},
        {"name": {"formatted_name": " "}, "emails": [{"email": "a" * 900}], "urls": [{"url": "javascript:alert(1)"}]},
        "none",
    ]
    content = answered(view("contacts", None, {"contacts": cards}))["content"]
    assert [each["name"]["formatted_name"] for each in content["contacts"]] == ["Ana", "12345", "a" * 900]
    assert [len(each["phones"]) for each in content["contacts"]] == [1, 1, 0]
    assert content["contacts"][2]["urls"] == []


def test_an_edited_message_says_what_it_says_now_and_keeps_what_it_said() -> None:
    stored = {"kind": "text", "before": ["a las 9", None], "body": "a las 9", "type": "text"}
    answer = answered(view("text", "a las 10", stored, edited_at=NOW))
    assert answer["content"]["body"] == answer["text"] == "a las 10"
    assert answer["context"]["before"] == ["a las 9", None]


def test_what_a_message_carries_stands_beside_what_it_says() -> None:
    carried = {
        "forwarded": True,
        "referral": {"source_url": "https://fb.me/x", "headline": "Pan", "welcome_message": {"text": "hola"}},
        "author": "5215512345678",
        "author_name": "Ana",
        "author_lid": "77",
        "mentioned": ["77@lid", 3],
    }
    context = answered(view("text", "hola", carried))["context"]
    assert (context["forwarded"], context["view_once"], context["author_name"]) == (True, False, "Ana")
    assert (context["referral"]["headline"], context["mentioned"]) == ("Pan", ["77@lid"])
    assert answered(view("text", "hola"))["context"] is None


def test_what_was_taken_back_says_nothing_any_more() -> None:
    answer = answered(view("image", None, {}, revoked_at=NOW))
    assert (answer["kind"], answer["content"], answer["context"], answer["text"]) == ("image", None, None, None)


@pytest.mark.parametrize("kind", ["hologram", "edit", "revoke", "location", "reaction", "template", "list"])
def test_what_cannot_be_read_is_shown_as_unsupported_under_its_own_name(kind: str) -> None:
    answer = answered(view(kind, "algo", {"latitude": "far"}))
    assert (answer["kind"], answer["content"]["raw_type"], answer["text"]) == ("unsupported", kind, "algo")


@given(
    kind=st.sampled_from([*KINDS, "edit", "hologram"]),
    text=st.none() | st.text(max_size=20),
    content=st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=8), JSON, max_size=6) | JSON,
    file=st.booleans(),
    filename=st.none() | st.text(max_size=300),
)
@settings(max_examples=400)
def test_no_stored_json_keeps_a_message_from_being_shown(
    kind: str, text: str | None, content: Any, file: bool, filename: str | None
) -> None:
    stored = json.loads(json.dumps(content).replace("\\u0000", " "))  # PostgreSQL stores no NUL
    words = text.replace("\x00", " ") if text else text
    name = filename.replace("\x00", " ") if filename else filename
    message = with_file(kind, words, stored, media_filename=name) if file else view(kind, words, stored)
    assert answered(message)["kind"] in KINDS


@pytest.mark.parametrize("file", shared_files("payloads"))
def test_every_message_of_a_real_webhook_is_shown_as_what_it_is(file: Path) -> None:
    for update in parse(load(file), NOW):
        if isinstance(update, Message) and update.kind not in STORED_ONLY:
            target = {"target_id": "wamid.x"} if update.kind == "reaction" else {}
            make = with_file if update.media else view
            answer = answered(make(update.kind, update.text, stored_content(update), **target))
            assert answer["kind"] == update.kind


def test_every_kind_that_can_be_stored_has_a_shape() -> None:
    assert set(get_args(Kind)) - set(KINDS) == set(STORED_ONLY)
    assert set(contents._CLASSES) == set(KINDS)
