"""What each kind of event of a WhatsApp Web session means, from neonize's own protobufs."""

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict, ParseDict
from hypothesis import given
from hypothesis import strategies as st

from infra.simulators.web.protobufs import complete
from recado.receiving.receive import stored_content
from recado.vendors.whatsapp.model import Customer, Message, OtherUpdate, StatusUpdate, Update
from recado.vendors.whatsapp.web.parse import parse
from sessions_host.event_json import event_data
from sessions_host.protobufs import neonize, waE2E
from tests.rigs.message_views import answered, view, with_file

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SENT = NOW - timedelta(minutes=3)
MS = int(SENT.timestamp() * 1000)
DIGEST = bytes(range(32))
ANA = Customer(phone="5215512345678", lid="77123", name="Ana")


def jid(user: str, server: str = "s.whatsapp.net", device: int = 0) -> dict[str, Any]:
    return {"User": user, "Server": server, "Device": device, "RawAgent": 0, "Integrator": 0, "IsEmpty": not user}


def source(**more: Any) -> dict[str, Any]:
    base = {"Chat": jid("77123", "lid"), "Sender": jid("77123", "lid", 3), "SenderAlt": jid("5215512345678", device=3)}
    return {**base, "RecipientAlt": jid("", ""), "IsFromMe": False, "IsGroup": False, "AddressingMode": "LID", **more}


def event(message: Any, where: dict[str, Any] | None = None, **flags: Any) -> Any:
    info = {"MessageSource": where or source(), "ID": "3A01", "Pushname": "Ana", "Timestamp": MS, "Type": "text"}
    made = ParseDict({"Info": info, **flags}, neonize.Message())
    made.Message.CopyFrom(message if isinstance(message, waE2E.Message) else ParseDict(message, waE2E.Message()))
    made.Raw.CopyFrom(made.Message)
    return travelled(made)


def travelled(made: Any) -> Any:
    """The event as neonize's client reads it: complete, from bytes."""
    return type(made).FromString(complete(made).SerializePartialToString())


def updates(message: Any, where: dict[str, Any] | None = None, **flags: Any) -> list[Update]:
    return parse("inst", "message", event_data(event(message, where, **flags)), NOW)


def said(message: Any, where: dict[str, Any] | None = None, **flags: Any) -> Message:
    """Returns the message of an event; whatever it says, it can be shown as that."""
    (found,) = updates(message, where, **flags)
    assert isinstance(found, Message)
    if found.kind not in ("edit", "revoke"):
        make = with_file if found.media else view
        assert (
            answered(make(found.kind, found.text, stored_content(found), target_id=found.target_id))["kind"]
            == found.kind
        )
    return found


def file(**more: Any) -> dict[str, Any]:
    address = {"URL": "https://mmg.whatsapp.net/x", "directPath": "/v/x", "mediaKey": base64.b64encode(DIGEST).decode()}
    digests = {name: base64.b64encode(DIGEST).decode() for name in ("fileSHA256", "fileEncSHA256")}
    return {"mimetype": "image/jpeg", "fileLength": 9, **address, **digests, **more}


def test_a_text_says_who_wrote_it_under_both_identities_and_when() -> None:
    found = said({"conversation": "hola"})
    assert (found.channel_id, found.vendor_id, found.kind, found.text) == ("inst", "3A01", "text", "hola")
    assert found.customer == ANA
    assert found.sent_at == SENT
    assert found.origin == "customer"
    assert found.raw["Info"]["ID"] == "3A01"
    assert "Raw" not in found.raw


def test_a_text_that_answers_another_names_it_and_tells_of_an_advert() -> None:
    advert = {"title": "Café", "sourceURL": "https://fb.me/1", "sourceID": "9", "sourceType": "ad", "ctwaClid": "c"}
    context = {"stanzaID": "3A00", "isForwarded": True, "forwardingScore": 6, "externalAdReply": advert}
    found = said({"extendedTextMessage": {"text": "¿cuánto?", "contextInfo": context}})
    assert (found.text, found.reply_to) == ("¿cuánto?", "3A00")
    assert found.content == {"forwarded": True, "frequently_forwarded": True}
    assert found.referral == {
        "source_url": "https://fb.me/1",
        "source_id": "9",
        "source_type": "ad",
        "headline": "Café",
        "ctwa_clid": "c",
    }


@pytest.mark.parametrize(
    ("part", "kind", "more", "facts"),
    [
        ("imageMessage", "image", {"caption": "mira"}, {}),
        (
            "videoMessage", "video", {"gifPlayback": True, "seconds": 4, "width": 480, "height": 640},
            {"animated": True, "duration_ms": 4000, "width": 480, "height": 640},
        ),
        ("ptvMessage", "video", {"seconds": 900_000, "width": 100_000, "height": 2}, {"width": None, "height": None}),
        (
            "audioMessage", "audio", {"PTT": True, "waveform": base64.b64encode(bytes(range(64))).decode()},
            {"voice": True, "waveform": bytes(range(64)), "duration_ms": None},
        ),
        ("audioMessage", "audio", {"waveform": base64.b64encode(b"\xff" * 64).decode()}, {"waveform": None}),
        ("audioMessage", "audio", {"waveform": base64.b64encode(bytes(9000)).decode()}, {"waveform": None}),
        ("documentMessage", "document", {"fileName": "lista.pdf"}, {"filename": "lista.pdf"}),
        ("stickerMessage", "sticker", {"isAnimated": True}, {"animated": True}),
    ],
)  # fmt: skip
def test_a_file_can_be_downloaded_later_from_what_is_kept(
    part: str, kind: str, more: dict[str, Any], facts: dict[str, Any]
) -> None:
    found = said({part: file(**more)})
    assert found.kind == kind
    assert found.text == more.get("caption")
    assert found.media is not None
    assert found.media.vendor_media_id == "3A01"
    assert (found.media.mime_type, found.media.sha256) == ("image/jpeg", DIGEST.hex())
    assert {name: getattr(found.media, name) for name in facts} == facts
    kept = waE2E.Message.FromString(base64.b64decode(found.content["web_message"]))
    assert getattr(kept, part).directPath == "/v/x"
    assert getattr(kept, part).mediaKey == DIGEST


def test_pictures_in_small_do_not_travel() -> None:
    data = event_data(event({"imageMessage": file(JPEGThumbnail=base64.b64encode(b"x" * 40_000).decode())}))
    assert len(str(data)) < 3000
    assert len(str(parse("inst", "message", data, NOW))) < 5000


@pytest.mark.parametrize(
    "wrapper", ["ephemeralMessage", "viewOnceMessage", "viewOnceMessageV2", "documentWithCaptionMessage"]
)
def test_what_is_in_a_wrapper_counts(wrapper: str) -> None:
    found = said({wrapper: {"message": {"documentMessage": file(caption="aquí", title="a.pdf")}}})
    assert (found.kind, found.text, found.media and found.media.filename) == ("document", "aquí", "a.pdf")
    assert "web_message" in found.content
    assert found.content.get("view_once", False) == wrapper.startswith("viewOnce")


@pytest.mark.parametrize(
    ("message", "kind", "text", "content"),
    [
        (
            {
                "locationMessage": {
                    "degreesLatitude": 19.5,
                    "degreesLongitude": -99.25,
                    "name": "Casa",
                    "address": "C 1",
                }
            },
            "location",
            "Casa, C 1",
            {"latitude": 19.5, "longitude": -99.25, "name": "Casa", "address": "C 1"},
        ),
        (
            {"liveLocationMessage": {"degreesLatitude": 1.5, "degreesLongitude": 2.5, "caption": "voy"}},
            "location",
            "voy",
            {"latitude": 1.5, "longitude": 2.5, "live": True},
        ),
        (
            {"buttonsResponseMessage": {"selectedButtonID": "si", "selectedDisplayText": "Sí"}},
            "button_reply",
            "Sí",
            {"id": "si", "title": "Sí"},
        ),
        (
            {"templateButtonReplyMessage": {"selectedID": "p", "selectedDisplayText": "Quiero"}},
            "template_button",
            "Quiero",
            {"payload": "p", "text": "Quiero"},
        ),
        (
            {"listResponseMessage": {"title": "Latte", "singleSelectReply": {"selectedRowID": "r1"}}},
            "list_reply",
            "Latte",
            {"id": "r1", "title": "Latte"},
        ),
        (
            {
                "interactiveResponseMessage": {
                    "body": {"text": "ok"},
                    "nativeFlowResponseMessage": {"name": "f", "paramsJSON": '{"a":1}'},
                }
            },
            "flow_reply",
            "ok",
            {"name": "f", "response": {"a": 1}},
        ),
        (
            {"pollCreationMessageV3": {"name": "¿Cuál?", "options": [{"optionName": "A"}, {"optionName": "B"}]}},
            "unsupported",
            "¿Cuál?\n- A\n- B",
            {"type": "poll", "name": "¿Cuál?", "options": ["A", "B"]},
        ),
        (
            {"orderMessage": {"orderID": "o", "itemCount": 2, "message": "esto", "totalAmount1000": 45500}},
            "order",
            "esto",
            {"order_id": "o", "item_count": 2, "total": 45.5},
        ),
        (
            {"productMessage": {"product": {"productID": "p", "title": "Taza", "priceAmount1000": 9000}}},
            "text",
            "Taza",
            {"referred_product": {"product_id": "p", "title": "Taza", "price": 9.0}},
        ),
    ],
)
def test_other_kinds(message: dict[str, Any], kind: str, text: str, content: dict[str, Any]) -> None:
    found = said(message)
    assert (found.kind, found.text) == (kind, text)
    assert found.content == content


def test_contact_cards_are_as_metas() -> None:
    vcard = "BEGIN:VCARD\nVERSION:3.0\nFN:Luis\\, taller\nitem1.TEL;waid=5215500:+52 1 55 00\nEMAIL:l@x.mx\nEND:VCARD"
    one = {"displayName": "Luis", "vcard": vcard}
    found = said({"contactsArrayMessage": {"contacts": [one, {"displayName": "Eva", "vcard": "roto"}]}})
    assert (found.kind, found.text) == ("contacts", "Luis, Eva")
    card = said({"contactMessage": {"vcard": vcard}}).content["contacts"][0]
    assert card["name"] == {"formatted_name": "Luis, taller"}
    assert card["phones"] == [{"phone": "+52 1 55 00", "wa_id": "5215500"}]
    assert card["emails"] == [{"email": "l@x.mx"}]


def test_reactions_edits_and_revocations_name_their_message() -> None:
    key = {"ID": "3A00", "remoteJID": "77123@lid", "fromMe": True}
    found = said({"reactionMessage": {"key": key, "text": "👍"}})
    assert (found.kind, found.text, found.target_id) == ("reaction", "👍", "3A00")
    assert said({"reactionMessage": {"key": key, "text": ""}}).content == {"removed": True}
    edited = {"key": key, "type": "MESSAGE_EDIT", "editedMessage": {"conversation": "mejor"}}
    for message in ({"protocolMessage": edited}, {"editedMessage": {"message": {"protocolMessage": edited}}}):
        found = said(message)
        assert (found.kind, found.text, found.target_id) == ("edit", "mejor", "3A00")
    found = said({"protocolMessage": {"key": key, "type": "REVOKE"}})
    assert (found.kind, found.target_id) == ("revoke", "3A00")


def test_in_a_group_the_group_is_the_customer_and_the_member_the_author() -> None:
    found = said({"conversation": "hola a todos"}, source(Chat=jid("12036", "g.us"), IsGroup=True))
    assert found.customer == Customer(group_id="12036")
    assert found.author == ANA


def test_what_the_owner_types_on_the_phone_is_to_the_customer() -> None:
    where = source(Sender=jid("77999", "lid"), SenderAlt=jid("52999"), RecipientAlt=jid("5215512345678"), IsFromMe=True)
    found = said({"conversation": "yo mismo"}, where)
    assert found.origin == "phone"
    assert found.customer == Customer(phone="5215512345678", lid="77123")
    assert found.author is None
    (other,) = updates({"conversation": "nota"}, {**where, "Chat": jid("77999", "lid")})
    assert isinstance(other, OtherUpdate)


@pytest.mark.parametrize(("mode", "chat"), [("PN", jid("5215512345678")), ("LID", jid("77123", "lid"))])
def test_the_same_customer_however_the_chat_is_addressed(mode: str, chat: dict[str, Any]) -> None:
    alt = jid("77123", "lid") if mode == "PN" else jid("5215512345678")
    assert said({"conversation": "x"}, source(Chat=chat, Sender=chat, SenderAlt=alt)).customer == ANA


def test_the_digits_of_a_hidden_id_are_no_phone() -> None:
    assert said({"conversation": "x"}, source(SenderAlt=jid("", ""))).customer == Customer(lid="77123", name="Ana")


def test_status_posts_and_newsletters_are_ignored() -> None:
    for chat in (jid("status", "broadcast"), jid("1203", "newsletter")):
        assert updates({"conversation": "x"}, source(Chat=chat)) == []
    assert said({"conversation": "promo"}, source(Chat=jid("1690", "broadcast"), IsGroup=True)).customer == ANA


@pytest.mark.parametrize(
    "message",
    [
        {"senderKeyDistributionMessage": {"groupID": "g"}, "messageContextInfo": {}},
        {"protocolMessage": {"type": "APP_STATE_SYNC_KEY_SHARE"}},
        {"protocolMessage": {"type": "HISTORY_SYNC_NOTIFICATION", "key": {"ID": "x"}}},
    ],
)
def test_what_devices_tell_each_other_is_no_message(message: dict[str, Any]) -> None:
    (found,) = updates(message)
    assert isinstance(found, OtherUpdate)


def test_what_is_newer_than_this_client_shows_that_something_came() -> None:
    assert said({"eventMessage": {"name": "Fiesta"}}).content == {"type": "eventMessage"}
    newer = waE2E.Message.FromString(b"\xfa\xff\x07\x01x")  # a field no version has
    assert (said(newer).kind, said(newer).content) == ("unsupported", {"type": "unknown"})


def test_every_field_of_a_message_gives_one_update() -> None:
    for field in waE2E.Message.DESCRIPTOR.fields:
        message = waE2E.Message()
        if field.message_type is None:
            setattr(message, field.name, "x")
        else:
            getattr(message, field.name).SetInParent()
        assert len(updates(message)) == 1, field.name


def receipt(kind: str, **more: Any) -> list[Update]:
    node = {"MessageSource": source(**more), "MessageIDs": ["A", "B"], "Timestamp": MS // 1000, "Type": kind}
    return parse("inst", "receipt", event_data(travelled(ParseDict(node, neonize.Receipt()))), NOW)


@pytest.mark.parametrize(("kind", "status"), [("DELIVERED", "delivered"), ("READ", "read"), ("PLAYED", "played")])
def test_a_receipt_is_a_status_for_each_of_its_messages(kind: str, status: str) -> None:
    found = receipt(kind)
    assert [(one.vendor_id, one.status, one.at) for one in found if isinstance(one, StatusUpdate)] == [
        ("A", status, SENT.replace(microsecond=0)),
        ("B", status, SENT.replace(microsecond=0)),
    ]
    assert receipt(kind, IsFromMe=True) == []


def test_receipts_of_our_own_devices_are_ignored_and_new_ones_kept() -> None:
    ours = ("SENDER", "RETRY", "READ_SELF", "PLAYED_SELF", "PEER_MSG", "HISTORY_SYNC", "INACTIVE")
    assert [receipt(kind) for kind in ours] == [[]] * len(ours)
    assert [type(one) for one in receipt("SERVER_ERROR")] == [OtherUpdate]


def test_what_cannot_be_decrypted_yet_does_not_take_its_messages_place() -> None:
    info = MessageToDict(event({"conversation": "x"}))["Info"]
    asked = event_data(travelled(ParseDict({"Info": info}, neonize.UndecryptableMessage())))
    assert [type(one) for one in parse("inst", "undecryptable", asked, NOW)] == [OtherUpdate]
    made = ParseDict({"Info": info, "IsUnavailable": True}, neonize.UndecryptableMessage())
    gone = event_data(travelled(made))
    (found,) = parse("inst", "undecryptable", gone, NOW)
    assert isinstance(found, Message)
    assert (found.kind, found.content) == ("unsupported", {"type": "unavailable"})


def test_a_broken_time_gives_way_to_ours() -> None:
    data = event_data(event({"conversation": "x"}))
    times: tuple[object, ...] = ("no", None, [], "99999999999999999999", -5, float("nan"))
    for broken in times:
        data["Info"]["Timestamp"] = broken
        (found,) = parse("inst", "message", data, NOW)
        assert isinstance(found, Message)
        assert found.sent_at == NOW


NAMES = st.sampled_from(
    ["Info", "Message", "MessageSource", "Chat", "Sender", "User", "Server", "ID", "Timestamp", "Type", "MessageIDs",
     "conversation", "imageMessage", "protocolMessage", "key", "type", "editedMessage",
     "message", "contextInfo",
     "reactionMessage", "contactMessage", "vcard", "contacts", "pollCreationMessage", "options", "IsFromMe",
     "fileSHA256", "serialized", "orderMessage", "degreesLatitude", "locationMessage", "ephemeralMessage",
     "totalAmount1000"]
)  # fmt: skip
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("kind", [[], {}, 7, None])
def test_a_receipt_whose_type_is_no_text_is_kept_raw(kind: object) -> None:
    (update,) = parse("inst", "receipt", {"Type": kind}, NOW)
    assert isinstance(update, OtherUpdate)


@given(st.sampled_from(["message", "receipt", "undecryptable", "qr", ""]), ANYTHING)
def test_nothing_makes_it_raise(kind: str, data: Any) -> None:
    parse("inst", kind, data, NOW)


@given(ANYTHING)
def test_no_message_of_a_customer_makes_it_raise_or_vanishes(message: Any) -> None:
    data = event_data(event({"conversation": "x"}))
    data["Message"] = message
    assert len(parse("inst", "message", data, NOW)) == 1


@given(st.binary(max_size=200))
def test_no_bytes_that_are_a_message_make_it_raise(encoded: bytes) -> None:
    try:
        message = waE2E.Message.FromString(encoded)
    except Exception:
        return
    assert len(updates(message)) == 1
