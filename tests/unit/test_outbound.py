"""What can be sent, its limits, its JSON, and cutting long texts."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from recado.kernel.errors import Invalid
from recado.vendors.whatsapp.cloud.body import message_body, read_body
from recado.vendors.whatsapp.contents import ReactionContent, TextContent, read_content
from recado.vendors.whatsapp.model import Customer
from recado.vendors.whatsapp.splitting import split_text

ANA = Customer(phone="57300", user_id="CO.1")
CARD = {"name": {"formatted_name": "A", "first_name": "A"}, "phones": [{"phone": "+57300"}]}
BUTTON = {"id": "1", "title": "Sí"}
ROW = {"id": "1", "title": "Uno"}
GOOD: list[dict[str, Any]] = [
    {"type": "text", "body": "hola", "preview_url": True},
    {"type": "image", "media_id": "1", "caption": "mira"},
    {"type": "video", "link": "https://a.test/v.mp4"},
    {"type": "audio", "media_id": "1", "voice": True},
    {"type": "document", "media_id": "1", "filename": "a.pdf", "caption": "c"},
    {"type": "sticker", "media_id": "1"},
    {"type": "location", "latitude": 4.5, "longitude": -74.0, "name": "N"},
    {"type": "contacts", "contacts": [CARD]},
    {"type": "reaction", "message_id": "wamid.1", "emoji": ""},
    {"type": "buttons", "body": "b", "buttons": [BUTTON], "header": {"kind": "image", "media_id": "1"}, "footer": "f"},
    {
        "type": "list",
        "body": "b",
        "button": "ver",
        "sections": [{"rows": [{**ROW, "description": "d"}]}],
        "header": "h",
    },
    {"type": "link_button", "body": "b", "display_text": "ver", "url": "https://a.test/?x=1"},
    {"type": "template", "name": "hola", "language": "es", "components": [{"type": "body", "parameters": []}]},
]


def base(kind: str) -> dict[str, Any]:
    return next(dict(item) for item in GOOD if item["type"] == kind)


@pytest.mark.parametrize("value", GOOD, ids=lambda value: value["type"])
def test_every_content_survives_being_stored(value: dict[str, Any]) -> None:
    content = read_content(value)
    stored = content.as_json()
    assert read_content(json.loads(json.dumps(stored))) == content
    assert {key: inner for key, inner in stored.items() if key in value} == value | (
        {"contacts": [CARD | {"emails": [], "urls": [], "addresses": []}]} if value["type"] == "contacts" else {}
    )


@pytest.mark.parametrize(
    ("kind", "change", "field", "word"),
    [
        ("text", {"body": "x" * 4097}, "body", "at most 4096"),
        ("text", {"body": " \n"}, "body", "is empty"),
        ("text", {"body": "a\x00"}, "body", "pattern"),
        ("text", {"body": 3}, "body", "string"),
        ("text", {"preview_url": "yes"}, "preview_url", "boolean"),
        ("text", {"bodi": "x"}, "bodi", "not permitted"),
        ("image", {"caption": "x" * 1025}, "caption", "at most 1024"),
        ("image", {"link": "https://a.test/x"}, "", "one of them"),
        ("image", {"media_id": None}, "", "one of them"),
        ("audio", {"voice": 1}, "voice", "boolean"),
        ("video", {"link": "file:///etc/passwd"}, "link", "pattern"),
        ("video", {"link": "https://a.test/a b"}, "link", "pattern"),
        ("video", {"link": "http://:80/"}, "link", "host"),
        ("document", {"filename": "../a.pdf"}, "filename", "pattern"),
        ("location", {"latitude": 91}, "latitude", "90"),
        ("location", {"longitude": "x"}, "longitude", "number"),
        ("location", {"latitude": float("nan")}, "latitude", "finite"),
        ("contacts", {"contacts": [CARD] * 258}, "contacts", "at most 257"),
        ("contacts", {"contacts": [{}]}, "contacts.0.name", "required"),
        ("contacts", {"contacts": ["x"]}, "contacts.0", "dictionary"),
        ("contacts", {"contacts": [CARD | {"emails": [{"email": ""}]}]}, "contacts.0.emails.0.email", "1"),
        ("reaction", {"message_id": ""}, "message_id", "at least 1"),
        ("reaction", {"emoji": "no"}, "emoji", "pattern"),
        ("buttons", {"buttons": [{"id": str(n), "title": str(n)} for n in range(4)]}, "buttons", "at most 3"),
        ("buttons", {"buttons": []}, "buttons", "at least 1"),
        ("buttons", {"buttons": [{"id": "1", "title": "x" * 21}]}, "buttons.0.title", "at most 20"),
        ("buttons", {"buttons": [BUTTON, {**BUTTON, "title": "No"}]}, "buttons", "same id"),
        ("buttons", {"buttons": [BUTTON, {**BUTTON, "id": "2"}]}, "buttons", "same title"),
        ("buttons", {"body": "x" * 1025}, "body", "at most 1024"),
        ("buttons", {"footer": "x" * 61}, "footer", "at most 60"),
        ("buttons", {"header": {"kind": "gif"}}, "header", "gif"),
        ("buttons", {"header": {"kind": "text", "text": "x" * 61}}, "header.text", "at most 60"),
        ("buttons", {"header": {"kind": "text", "text": "x", "media_id": "1"}}, "header.media_id", "not"),
        (
            "list",
            {"sections": [{"title": "t", "rows": [{"id": str(n), "title": "t"} for n in range(11)]}]},
            "sections.0.rows",
            "at most 10",
        ),
        (
            "list",
            {"sections": [{"title": t, "rows": [{"id": f"{t}{n}", "title": "t"} for n in range(6)]} for t in "ab"]},
            "",
            "up to 10",
        ),
        ("list", {"sections": [{"rows": [ROW]}, {"rows": [{**ROW, "id": "2"}]}]}, "", "title"),
        ("list", {"sections": [{"rows": [ROW, ROW]}]}, "", "same id"),
        ("list", {"sections": [{"rows": [{**ROW, "description": "x" * 73}]}]}, "sections.0.rows.0.description", "72"),
        ("list", {"button": "x" * 21}, "button", "at most 20"),
        ("link_button", {"display_text": "x" * 21}, "display_text", "at most 20"),
        ("link_button", {"url": "javascript:alert(1)"}, "url", "pattern"),
        ("template", {"components": [{}]}, "components.0.type", "required"),
        ("template", {"components": [{"type": "body", "x": "\x00"}]}, "components.0", "stored"),
        ("template", {"components": [{"type": "body", "x": "\ud800"}]}, "components.0", "stored"),
        ("template", {"name": ""}, "name", "pattern"),
    ],
)
def test_what_whatsapp_would_refuse_is_refused_before_sending_and_says_where_and_why(
    kind: str, change: Any, field: str, word: str
) -> None:
    with pytest.raises(Invalid) as caught:
        read_content({**base(kind), **change})
    errors = caught.value.data_in("en")["errors"]
    assert [each for each in errors if each["field"] == field and word in each["problem"]]


@pytest.mark.parametrize("value", [None, [], "x", {}, {"type": "fax"}, {"type": []}, {"type": "text"}, {"body": "x"}])
def test_json_that_is_no_content_is_invalid(value: Any) -> None:
    with pytest.raises(Invalid):
        read_content(value)


def test_a_limit_holds_for_contents_made_in_code_as_well_and_none_changes_once_made() -> None:
    with pytest.raises(ValidationError):
        TextContent(body="x" * 4097)
    content = TextContent(body="hola")
    with pytest.raises(ValidationError):
        content.body = "x" * 4097


@pytest.mark.parametrize(
    ("name", "first"),
    [({"formatted_name": "Ana"}, "Ana"), ({"formatted_name": "Ana Paz", "last_name": "Paz"}, None)],
)
def test_a_card_has_one_part_of_its_name_beside_the_whole(name: dict[str, str], first: str | None) -> None:
    body = message_body(ANA, read_content({"type": "contacts", "contacts": [{"name": name}]}))
    assert body["contacts"] == [{"name": name | ({"first_name": first} if first else {})}]


def test_a_message_goes_to_the_phone_the_user_id_or_the_group() -> None:
    text = TextContent(body="hola")
    assert message_body(ANA, text)["to"] == "+57300"
    hidden = message_body(Customer(user_id="CO.1"), text)
    assert (hidden["recipient"], "to" in hidden) == ("CO.1", False)
    group = message_body(Customer(group_id="G"), text)
    assert (group["recipient_type"], group["to"]) == ("group", "G")
    with pytest.raises(Invalid):
        message_body(Customer(name="Ana"), text)


def test_our_own_id_travels_with_the_message_and_a_reply_names_what_it_answers() -> None:
    body = message_body(ANA, TextContent(body="hola"), reply_to="wamid.0", callback_data="our-id")
    assert (body["context"], body["biz_opaque_callback_data"]) == ({"message_id": "wamid.0"}, "our-id")
    with pytest.raises(Invalid):
        message_body(ANA, TextContent(body="hola"), callback_data="x" * 513)


def test_a_reaction_is_never_a_reply() -> None:
    assert "context" not in message_body(ANA, ReactionContent(message_id="wamid.1", emoji="👍"), reply_to="wamid.0")


def test_typing_is_shown_only_when_asked() -> None:
    assert "typing_indicator" not in read_body("wamid.1", typing=False)
    assert read_body("wamid.1", typing=True)["typing_indicator"] == {"type": "text"}


def test_a_short_text_is_one_piece_and_a_blank_one_none() -> None:
    assert split_text("hola") == ["hola"]
    assert split_text(" \n ") == []


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [
        ("uno dos.\n\ntres. cuatro", 18, ["uno dos.", "tres. cuatro"]),
        ("Hola. Que tal? Bien", 15, ["Hola. Que tal?", "Bien"]),
        ("uno dos tres", 8, ["uno dos", "tres"]),
        ("abcdef", 4, ["abcd", "ef"]),
        ("uno dos", 3, ["uno", "dos"]),
        ('Dijo "ya." Y fue', 11, ['Dijo "ya."', "Y fue"]),
    ],
)
def test_a_long_text_is_cut_where_a_reader_would_pause(text: str, limit: int, pieces: list[str]) -> None:
    assert split_text(text, limit) == pieces


@pytest.mark.parametrize("cluster", ["e\u0301", "👍🏽", "👩‍👩‍👧", "🇨🇴", "❤️", "\r\n"])
def test_a_cut_never_parts_what_is_shown_as_one_sign(cluster: str) -> None:
    for before in range(12):
        text = "x" * before + cluster * 3 + "y" * 12
        pieces = split_text(text, 12)
        assert "".join(pieces).replace("\r\n", "") == text.replace("\r\n", "")
        assert [piece.replace(cluster, "").strip("xy") for piece in pieces] == [""] * len(pieces)


@given(st.text(alphabet=st.sampled_from("ab .!\n\u0301👍🏽\u200d🇨🇴é"), max_size=120), st.integers(1, 30))
@settings(max_examples=150)
def test_pieces_fit_the_limit_and_together_are_the_text(text: str, limit: int) -> None:
    pieces = split_text(text, limit)
    assert all(0 < len(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
