"""What each kind of webhook update means."""

import base64
import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from recado.vendors.whatsapp.cloud.parse import parse
from recado.vendors.whatsapp.model import (
    Customer,
    IdentityChange,
    Message,
    OtherUpdate,
    StatusUpdate,
    Update,
    VendorError,
)

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SENT = NOW - timedelta(minutes=3)
STAMP = str(int(SENT.timestamp()))
OURS = "15550000000"
WAMID = "wamid.1"


def updates(value: dict[str, Any], field: str = "messages") -> list[Update]:
    metadata = {"display_phone_number": OURS, "phone_number_id": "900"}
    change = {"field": field, "value": {"messaging_product": "whatsapp", "metadata": metadata, **value}}
    return parse({"object": "whatsapp_business_account", "entry": [{"id": "WABA", "changes": [change]}]}, NOW)


def message(kind: str, inner: Any = None, contacts: Any = None, **more: Any) -> Message:
    node = {"from": "57300", "id": WAMID, "timestamp": STAMP, "type": kind, **more}
    if inner is not None:
        node[kind] = inner
    value = {"messages": [node], **({"contacts": contacts} if contacts is not None else {})}
    (found,) = updates(value)
    assert isinstance(found, Message)
    assert found.raw == node
    return found


def status(**more: Any) -> Update:
    node = {"id": WAMID, "status": "delivered", "timestamp": STAMP, "recipient_id": "57300", **more}
    (found,) = updates({"statuses": [node]})
    return found


def test_a_text_says_who_wrote_it_when_and_to_which_number() -> None:
    contacts = [
        {
            "wa_id": "57300",
            "user_id": "CO.1",
            "parent_user_id": "CO.ENT.1",
            "profile": {"name": "Ana", "username": "@ana"},
        }
    ]
    found = message("text", {"body": "hola"}, contacts)
    assert found.customer == Customer(
        phone="57300", user_id="CO.1", parent_user_id="CO.ENT.1", username="ana", name="Ana"
    )
    assert (found.channel_id, found.vendor_id, found.kind, found.text, found.sent_at) == (
        "900",
        WAMID,
        "text",
        "hola",
        SENT,
    )
    assert found.origin == "customer"


def test_a_customer_who_hides_the_phone_number_is_known_by_user_id() -> None:
    contacts = [{"wa_id": "", "user_id": "CO.1", "profile": {"name": "Ana"}}]
    found = message("text", {"body": "hola"}, contacts, **{"from": "", "from_user_id": "CO.1"})
    assert found.customer == Customer(user_id="CO.1", name="Ana")


def test_a_message_that_names_nobody_is_of_the_only_contact_there_is() -> None:
    found = message("text", {"body": "hola"}, [{"user_id": "CO.1"}], **{"from": None})
    assert found.customer == Customer(user_id="CO.1")


def test_another_persons_contact_lends_nothing() -> None:
    assert message("text", {"body": "hola"}, [{"wa_id": "57999", "profile": {"name": "B"}}]).customer == Customer(
        phone="57300"
    )


def test_a_phone_number_is_kept_as_digits() -> None:
    assert message("text", {"body": "x"}, **{"from": "+57 300"}).customer.phone == "57300"


def test_a_messages_written_in_a_group_has_the_group_as_customer_and_its_writer_as_author() -> None:
    found = message("text", {"body": "x"}, [{"wa_id": "57300", "profile": {"name": "Ana"}}], group_id="G")
    assert found.customer == Customer(group_id="G")
    assert found.author == Customer(phone="57300", name="Ana")


@pytest.mark.parametrize(
    "stamp", [None, "", "soon", "0", "-5", "1e999", True, [], 10**400, str(int(NOW.timestamp()) + 999_999)]
)
def test_a_time_that_is_missing_broken_or_in_the_future_becomes_the_time_of_arrival(stamp: Any) -> None:
    assert message("text", {"body": "x"}, timestamp=stamp).sent_at == NOW


@pytest.mark.parametrize("kind", ["image", "video", "audio", "document", "sticker"])
def test_media_names_the_file_and_its_hash_in_hex(kind: str) -> None:
    digest = hashlib.sha256(b"file").digest()
    inner = {"id": "77", "mime_type": "a/b", "sha256": base64.b64encode(digest).decode(), "caption": "mira"}
    found = message(kind, inner)
    assert found.kind == kind
    assert found.text == "mira"
    assert found.media
    assert (found.media.vendor_media_id, found.media.mime_type, found.media.sha256) == ("77", "a/b", digest.hex())
    again = message(kind, {**inner, "sha256": digest.hex().upper()})
    assert again.media
    assert again.media.sha256 == digest.hex()


def test_a_hash_that_is_none_is_left_out() -> None:
    found = message("image", {"id": "77", "mime_type": "image/png", "sha256": "4654+8g="})
    assert found.media
    assert found.media.sha256 is None


def test_voice_notes_animated_stickers_and_file_names_are_told_apart() -> None:
    voice = message("audio", {"id": "1", "mime_type": "audio/ogg; codecs=opus", "voice": True}).media
    sticker = message("sticker", {"id": "1", "mime_type": "image/webp", "animated": True}).media
    document = message("document", {"id": "1", "mime_type": "application/pdf", "filename": "Currículum café.pdf"}).media
    assert voice
    assert voice.voice
    assert sticker
    assert sticker.animated
    assert document
    assert document.filename == "Currículum café.pdf"


def test_media_the_vendor_could_not_fetch_keeps_its_kind_and_the_reason() -> None:
    found = message("image", {"caption": "x"}, errors=[{"code": 131052, "title": "T", "error_data": {"details": "D"}}])
    assert (found.kind, found.media, found.errors) == ("image", None, (VendorError(131052, "T", "D"),))


@pytest.mark.parametrize(
    ("kind", "inner", "expected"),
    [
        ("location", {"latitude": 4.5, "longitude": "-74", "name": "N", "address": "A"}, ("location", "N, A", None)),
        ("contacts", [{"name": {"formatted_name": "A B"}}, {"origin": "contact_request"}], ("contacts", "A B", None)),
        (
            "interactive",
            {"type": "button_reply", "button_reply": {"id": "i", "title": "Sí"}},
            ("button_reply", "Sí", None),
        ),
        ("interactive", {"type": "list_reply", "list_reply": {"id": "i", "title": "Uno"}}, ("list_reply", "Uno", None)),
        (
            "interactive",
            {"type": "call_permission_reply", "call_permission_reply": {}},
            ("call_permission", None, None),
        ),
        ("interactive", {"type": "payment_method", "payment_method": {"a": 1}}, ("payment", None, None)),
        ("interactive", {"type": "new_thing", "new_thing": {}}, ("unsupported", None, None)),
        ("interactive", None, ("unsupported", None, None)),
        ("button", {"text": "Sí", "payload": "p"}, ("template_button", "Sí", None)),
        ("reaction", {"message_id": "wamid.0", "emoji": "👍"}, ("reaction", "👍", "wamid.0")),
        ("order", {"catalog_id": "1", "text": "", "product_items": [{"quantity": 2}]}, ("order", None, None)),
        (
            "edit",
            {"original_message_id": "wamid.0", "message": {"type": "text", "text": {"body": "n"}}},
            ("edit", "n", "wamid.0"),
        ),
        ("revoke", {"original_message_id": "wamid.0"}, ("revoke", None, "wamid.0")),
        ("request_welcome", None, ("welcome", None, None)),
        ("unsupported", {"type": "poll"}, ("unsupported", None, None)),
        ("something_new", {"a": 1}, ("unsupported", None, None)),
        ("text", "not an object", ("unsupported", None, None)),
        ("image", ["x"], ("unsupported", None, None)),
        ("location", {"latitude": "x"}, ("unsupported", None, None)),
    ],
)
def test_every_type_has_its_kind_its_text_and_its_target(kind: str, inner: Any, expected: Any) -> None:
    found = message(kind, inner)
    assert (found.kind, found.text, found.target_id) == expected


def test_an_unknown_type_names_itself() -> None:
    assert message("something_new").content == {"type": "something_new"}
    assert message("unsupported", {"type": "poll"}).content == {"type": "poll"}


@pytest.mark.parametrize("emoji", [{"emoji": ""}, {"emoji": None}, {}])
def test_taking_a_reaction_back_is_a_reaction_without_emoji(emoji: Any) -> None:
    found = message("reaction", {"message_id": "wamid.0", **emoji})
    assert (found.kind, found.text, found.content) == ("reaction", None, {"removed": True})


def test_an_edited_picture_carries_the_new_caption_and_file() -> None:
    new = {"type": "image", "image": {"id": "5", "mime_type": "image/png", "caption": "nueva"}, "context": {"id": "M0"}}
    found = message("edit", {"original_message_id": "wamid.0", "message": new})
    assert (found.text, found.content["kind"], found.reply_to) == ("nueva", "image", None)
    assert found.media
    assert found.media.vendor_media_id == "5"


@pytest.mark.parametrize(
    ("written", "content"),
    [
        ('{"a": "1"}', {"response": {"a": "1"}}),
        ('{"a": "\\u0000"}', {"response": {"a": "\ufffd"}}),
        ("{broken", {"response_json": "{broken"}),
        ("[1]", {"response_json": "[1]"}),
        (None, {"response_json": None}),
        ({"a": 1}, {"response": {"a": 1}}),
    ],
)
def test_a_flows_answers_are_read_when_they_can_be_and_kept_when_not(written: Any, content: Any) -> None:
    reply = {"name": "flow", "body": "Sent", "response_json": written}
    found = message("interactive", {"type": "nfm_reply", "nfm_reply": reply})
    assert (found.kind, found.text) == ("flow_reply", "Sent")
    assert found.content == {"name": "flow", "body": "Sent", **content}


def test_a_reply_a_forward_and_a_product_question_are_known_from_the_context() -> None:
    product = {"catalog_id": "1", "product_retailer_id": "p"}
    assert message("text", {"body": "x"}, context={"id": "wamid.0", "from": OURS}).reply_to == "wamid.0"
    assert message("text", {"body": "x"}, context={"forwarded": True}).content == {"forwarded": True}
    assert message("text", {"body": "x"}, context={"frequently_forwarded": True}).content["forwarded"] is True
    asked = message("text", {"body": "x"}, context={"id": "wamid.0", "referred_product": product})
    assert asked.content == {"referred_product": product}


@pytest.mark.parametrize("kind", ["text", "image", "contacts"])
def test_an_advertisement_may_have_brought_any_kind_of_message(kind: str) -> None:
    assert message(kind, None, referral={"ctwa_clid": "c"}).referral == {"ctwa_clid": "c"}


def test_a_message_without_id_sender_or_number_is_kept_raw() -> None:
    node = {"from": "57300", "id": "", "type": "text", "text": {"body": "x"}}
    assert updates({"messages": [node]}) == [OtherUpdate("messages", "WABA", "900", node)]
    node = {"id": WAMID, "type": "text"}
    assert updates({"messages": [node]}) == [OtherUpdate("messages", "WABA", "900", node)]
    assert isinstance(updates({"metadata": {}, "messages": [{**node, "from": "57300"}]})[0], OtherUpdate)


def test_a_status_says_what_became_of_which_message() -> None:
    found = status(biz_opaque_callback_data="our-id", pricing={"category": "utility"})
    assert isinstance(found, StatusUpdate)
    assert (found.vendor_id, found.status, found.at, found.callback_data) == (WAMID, "delivered", SENT, "our-id")
    assert (found.customer, found.pricing) == (Customer(phone="57300"), {"category": "utility"})


def test_a_failed_status_says_why() -> None:
    found = status(status="failed", errors=[{"code": 131049, "title": "T", "error_data": {"details": "D"}}, "junk"])
    assert isinstance(found, StatusUpdate)
    assert found.errors == (VendorError(131049, "T", "D"),)


def test_a_status_of_a_message_to_a_group_is_the_groups() -> None:
    found = status(recipient_id="G", recipient_type="group", recipient_participant_id="57300")
    assert isinstance(found, StatusUpdate)
    assert found.customer == Customer(group_id="G")


def test_a_status_without_recipient_still_tells_about_its_message() -> None:
    found = status(recipient_id="")
    assert isinstance(found, StatusUpdate)
    assert (found.vendor_id, found.customer) == (WAMID, Customer())


@pytest.mark.parametrize(
    "odd", [{"status": "warning"}, {"status": 3}, {"id": None}, {"type": "payment", "status": "failed"}]
)
def test_a_status_of_another_sort_is_kept_raw(odd: dict[str, Any]) -> None:
    assert isinstance(status(**odd), OtherUpdate)


def test_a_changed_number_is_a_message_and_a_change_of_identity() -> None:
    for key in ("wa_id", "new_wa_id"):
        node: dict[str, Any] = {"from": "57300", "id": WAMID, "timestamp": STAMP, "type": "system"}
        node["system"] = {"type": "user_changed_number", "body": "User A changed", key: "57301"}
        said, change = updates({"messages": [node]})
        assert isinstance(said, Message)
        assert (said.kind, said.text) == ("system", "User A changed")
        assert isinstance(change, IdentityChange)
        assert (change.before.phone, change.after.phone, change.at) == ("57300", "57301", SENT)


@pytest.mark.parametrize(
    "system",
    [
        {"user_id": "CO.2", "previous_user_id": "CO.1", "body": "hola"},
        {"user_id": "CO.2", "body": "User Ana changed from CO.1 to CO.2"},
        {"body": "User Ana changed from CO.1 to CO.2"},
    ],
)
def test_a_regenerated_user_id_names_the_old_one_wherever_it_is_written(system: dict[str, str]) -> None:
    node = {"from_user_id": "CO.2", "id": WAMID, "type": "system", "system": {"type": "user_changed_user_id", **system}}
    _, change = updates({"messages": [node]})
    assert isinstance(change, IdentityChange)
    assert (change.before.user_id, change.after.user_id) == ("CO.1", "CO.2")


def test_other_system_messages_change_nobodys_identity() -> None:
    found = message("system", {"type": "customer_identity_changed", "body": "b"}, identity={"hash": "h"})
    assert found.content == {"type": "customer_identity_changed", "identity": {"hash": "h"}}


def test_a_user_id_update_is_a_change_of_identity() -> None:
    ids = {"previous": "CO.1", "current": "CO.2"}
    (change,) = updates({"user_id_update": [{"wa_id": "57300", "user_id": ids, "timestamp": STAMP}]}, "user_id_update")
    assert isinstance(change, IdentityChange)
    assert change.before == Customer(phone="57300", user_id="CO.1")
    assert change.after == Customer(phone="57300", user_id="CO.2")


@pytest.mark.parametrize("ends", [{"from": OURS, "to": "57300"}, {"from": "57300", "to": OURS}])
def test_what_the_owner_types_on_the_phone_belongs_to_the_customers_conversation(ends: dict[str, str]) -> None:
    node = {**ends, "id": WAMID, "timestamp": STAMP, "type": "text", "text": {"body": "ya voy"}}
    (found,) = updates({"message_echoes": [node]}, "smb_message_echoes")
    assert isinstance(found, Message)
    assert (found.origin, found.customer, found.text) == ("phone", Customer(phone="57300"), "ya voy")


def test_history_knows_both_sides_of_a_thread() -> None:
    texts = [
        {"from": OURS, "id": "a", "type": "text", "text": {"body": "1"}},
        {"from": "57300", "id": "b", "type": "audio"},
    ]
    chunk = {"metadata": {"phase": 0}, "threads": [{"id": "57300", "messages": [*texts, "junk"]}]}
    mine, theirs, junk = updates({"history": [chunk]}, "history")
    assert isinstance(mine, Message)
    assert isinstance(theirs, Message)
    assert isinstance(junk, OtherUpdate)
    assert {mine.customer, theirs.customer} == {Customer(phone="57300")}
    assert (mine.origin, mine.content.get("outgoing"), theirs.content.get("outgoing")) == ("history", True, None)


def test_history_the_owner_declined_to_share_is_kept_raw() -> None:
    chunk = {"errors": [{"code": 2593109}]}
    assert updates({"history": [chunk]}, "history") == [OtherUpdate("history", "WABA", "900", chunk)]


def test_errors_of_the_number_and_unknown_lists_stand_beside_the_messages() -> None:
    node = {"from": "57300", "id": WAMID, "type": "text", "text": {"body": "x"}}
    said, other = updates({"messages": [node], "errors": [{"code": 130429}], "new_list": [1]})
    assert isinstance(said, Message)
    assert isinstance(other, OtherUpdate)
    assert (other.raw["errors"], other.raw["new_list"]) == ([{"code": 130429}], [1])


@pytest.mark.parametrize("field", ["account_update", "calls", "user_preferences", "flows", "tomorrow", ""])
def test_every_other_field_is_one_update_with_its_name(field: str) -> None:
    (found,) = updates({"event": "X", "calls": [{"id": "1"}], "statuses": [{"id": "2"}]}, field)
    assert isinstance(found, OtherUpdate)
    assert (found.field, found.account_id, found.channel_id, found.raw["event"]) == (field, "WABA", "900", "X")


def test_characters_no_database_stores_are_replaced() -> None:
    found = updates({"messages": [{"from": "57300", "id": WAMID, "type": "text", "text": {"body": "a\x00b\ud800c"}}]})[
        0
    ]
    assert isinstance(found, Message)
    assert found.text == "a\ufffdb\ufffdc"
    assert "\x00" not in repr(found.raw)


@pytest.mark.parametrize(
    "body", [None, 3, "x", [], {}, {"entry": 1}, {"entry": [None]}, {"entry": [{"changes": [{"value": []}]}]}]
)
def test_any_json_at_all_is_at_least_one_update(body: Any) -> None:
    assert len(parse(body, NOW)) == 1


def test_nesting_without_end_is_cut() -> None:
    deep: Any = []
    for _ in range(5000):
        deep = [deep]
    assert parse({"entry": [deep]}, NOW)
