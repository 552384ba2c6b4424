"""What the other end chooses is bounded, on both channels, before it meets an index, a prompt or a log."""

from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recado.vendors.whatsapp import bounds
from recado.vendors.whatsapp.bounds import bounded, short_id
from recado.vendors.whatsapp.cloud.parse import parse
from recado.vendors.whatsapp.model import Customer, Media, Message, VendorError
from recado.vendors.whatsapp.web.parse import parse as parse_web

NOW = datetime(2026, 11, 27, tzinfo=UTC)
LONG = "ñ" * 100_000
INDEXED = ("vendor_id", "reply_to", "target_id", "phone", "user_id", "parent_user_id", "lid", "group_id", "username",
           "vendor_media_id", "callback_data", "account_id")  # fmt: skip


def texts(value: Any, name: str = "") -> list[tuple[str, str]]:
    """Every text of an update with the name of its field; `raw` is kept as it came."""
    if isinstance(value, str):
        return [(name, value)]
    if is_dataclass(value) and not isinstance(value, type):
        inner = ((each.name, getattr(value, each.name)) for each in fields(value) if each.name != "raw")
        return [found for key, each in inner for found in texts(each, key)]
    if isinstance(value, dict):
        return [found for key, each in value.items() for found in [(name, key), *texts(each, key)]]
    if isinstance(value, list | tuple):
        return [found for each in value for found in texts(each, name)]
    return []


def check(updates: list[Any]) -> None:
    for update in updates:
        for name, text in texts(update):
            assert len(text) <= bounds.TEXT_LENGTH
            if name in INDEXED:
                assert len(text.encode()) <= bounds.ID_BYTES, name


def test_everything_of_a_message_is_bounded() -> None:
    customer = Customer(LONG, LONG, LONG, LONG, LONG, None, LONG)
    media = Media(LONG, LONG, None, LONG)
    message = Message(
        channel_id="1",
        vendor_id=LONG,
        customer=customer,
        kind="document",
        sent_at=NOW,
        text=LONG,
        content={LONG: [LONG, {"author": LONG}], "many": list(range(5_000))},
        media=media,
        reply_to=LONG,
        target_id=LONG,
        referral={"source_url": LONG},
        author=customer,
        errors=(VendorError(1, LONG, LONG),) * 50,
    )
    check([bounded(message)])


def test_a_short_id_stays_and_long_ones_stay_apart() -> None:
    assert short_id("wamid.HBgM") == "wamid.HBgM"
    one, other = short_id(LONG + "1"), short_id(LONG + "2")
    assert one != other
    assert one == short_id(LONG + "1")


@pytest.mark.parametrize("name", ["a\nb", "  a   b ", "a\u2028b\tc", "\n\n"])
def test_a_name_is_one_line(name: str) -> None:
    line = bounds.one_line(name, 200)
    assert line is None or (line == line.strip() and len(line.splitlines()) == 1)


def cloud_body(name: str, username: str, vendor_id: str, sender: str, text: str, context: str) -> dict[str, Any]:
    return {
        "entry": [
            {
                "id": "1",
                "changes": [
                    {
                        "field": "messages",
                        "value": {
                            "metadata": {"phone_number_id": "1", "display_phone_number": "5215512345678"},
                            "contacts": [{"wa_id": sender, "profile": {"name": name, "username": username}}],
                            "messages": [
                                {
                                    "from": sender,
                                    "id": vendor_id,
                                    "timestamp": "1764201600",
                                    "type": "text",
                                    "text": {"body": text},
                                    "context": {"id": context},
                                }
                            ],
                        },
                    }
                ],
            }
        ]
    }


SIZES = st.integers(1, 20_000).map(lambda size: "x" * size) | st.text(min_size=1, max_size=400)


@given(st.tuples(SIZES, SIZES, SIZES, SIZES, SIZES, SIZES))
def test_whatever_a_webhook_says_is_bounded(said: tuple[str, str, str, str, str, str]) -> None:
    check(parse(cloud_body(*said), NOW))


@given(SIZES, SIZES, SIZES, SIZES)
def test_whatever_a_web_session_says_is_bounded(name: str, vendor_id: str, user: str, text: str) -> None:
    event = {
        "Info": {
            "ID": vendor_id,
            "Pushname": name,
            "MessageSource": {
                "Chat": {"User": user, "Server": "lid"},
                "Sender": {"User": user, "Server": "lid"},
            },
        },
        "Message": {
            "extendedTextMessage": {"text": text, "contextInfo": {"stanzaID": vendor_id}},
        },
    }
    check(parse_web("1", "message", event, NOW))


def test_a_reaction_to_an_id_of_any_length_is_bounded_on_the_web() -> None:
    source = {
        "Chat": {"User": "52155", "Server": "s.whatsapp.net"},
        "Sender": {"User": "52155", "Server": "s.whatsapp.net"},
    }
    event = {
        "Info": {"ID": "3EB0", "MessageSource": source},
        "Message": {"reactionMessage": {"key": {"ID": LONG}, "text": "👍"}},
    }
    (update,) = parse_web("1", "message", event, NOW)
    assert isinstance(update, Message)
    check([update])
