"""What each type of message says: the JSON of a waE2E Message to text, content, media."""

import base64
import binascii
import json
from collections.abc import Callable

from recado.vendors.whatsapp.cloud.json_reading import Json, as_dict, as_id, as_list, as_str
from recado.vendors.whatsapp.cloud.kinds import Said
from recado.vendors.whatsapp.cloud.values import number, sha256_hex, storable
from recado.vendors.whatsapp.model import Kind, Media
from recado.vendors.whatsapp.web.cards import read_card

Reader = Callable[[Json, str], Said | None]

# Beside what is said, or without a word to anybody: keys and settings between devices.
SILENT = frozenset(
    {"messageContextInfo", "senderKeyDistributionMessage", "fastRatchetKeySenderKeyDistributionMessage",
     "stickerSyncRmrMessage", "keepInChatMessage", "pinInChatMessage", "groupRootKeyShare",
     "rootSecretDistributeMessage", "messageHistoryBundle", "messageHistoryNotice", "albumMessage"}
)  # fmt: skip
_MAX_WRAPPERS = 8
_MOST_SIDE, _MOST_SECONDS = 16_383, 24 * 3600
_BARS, _LOUDEST = 64, 100


def unwrap(message: Json) -> tuple[Json, frozenset[str]]:
    """Returns the message inside its wrappers (disappearing, view once, file with caption, edited …), and their
    names."""
    seen: set[str] = set()
    for _ in range(_MAX_WRAPPERS):
        inner = next(
            (
                (key, as_dict(value["message"]))
                for key, value in message.items()
                if isinstance(value, dict) and isinstance(value.get("message"), dict)
            ),
            None,
        )
        if inner is None:
            break
        seen.add(inner[0])
        message = inner[1]
    return message, frozenset(seen)


def spoken(message: Json) -> tuple[str, Json] | None:
    """Returns the part of a message that says something, with its name. None when all of it is between devices."""
    if isinstance(message.get("conversation"), str):
        return "conversation", {"text": message["conversation"]}
    for key, value in message.items():
        if key not in SILENT:
            return key, as_dict(value)
    # A type newer than this client leaves nothing behind: the customer did say something.
    return None if set(message) - {"messageContextInfo"} else ("unknown", {})


def said(name: str, node: Json, message_id: str) -> Said:
    """Returns what a part says. An unknown one, or a known one without its body, is `unsupported` and names itself."""
    read = _READERS.get(name)
    meaning = read(node, message_id) if read else None
    return meaning or Said("unsupported", as_str(node.get("text")) or as_str(node.get("caption")), {"type": name})


def _text(node: Json, _: str) -> Said | None:
    return Said("text", node["text"]) if isinstance(node.get("text"), str) else None


def _media(kind: Kind) -> Reader:
    def read(node: Json, message_id: str) -> Said:
        seconds = number(node.get("seconds"))
        media = Media(
            vendor_media_id=message_id,
            mime_type=as_str(node.get("mimetype")) or "application/octet-stream",
            sha256=sha256_hex(node.get("fileSHA256")),
            filename=as_str(node.get("fileName")) or (as_str(node.get("title")) if kind == "document" else None),
            voice=node.get("PTT") is True,
            animated=node.get("isAnimated") is True or node.get("gifPlayback") is True,
            width=_pixels(node, "width", "height"),
            height=_pixels(node, "height", "width"),
            duration_ms=int(seconds * 1000) if seconds and 0 < seconds <= _MOST_SECONDS else None,
            waveform=_waveform(node.get("waveform")),
        )
        return Said(kind, as_str(node.get("caption")), media=media)

    return read


def _pixels(node: Json, name: str, other: str) -> int | None:
    """Returns one side of a picture, when both are what a picture can have."""
    sides = [number(node.get(each)) for each in (name, other)]
    return int(sides[0]) if sides[0] and sides[1] and all(1 <= side <= _MOST_SIDE for side in sides if side) else None


def _waveform(value: object) -> bytes | None:
    """Returns how loud a voice note is on its way, when it is written as WhatsApp writes it."""
    try:
        bars = base64.b64decode(value, validate=True) if isinstance(value, str) else b""
    except (binascii.Error, ValueError):
        return None
    return bars if len(bars) == _BARS and max(bars) <= _LOUDEST else None


def _location(node: Json, _: str) -> Said | None:
    latitude, longitude = number(node.get("degreesLatitude")), number(node.get("degreesLongitude"))
    if latitude is None or longitude is None:
        return None
    named = {key: text for key in ("name", "address") if (text := as_str(node.get(key)))}
    named |= {"url": url} if (url := as_str(node.get("URL"))) else {}
    text = ", ".join(named[key] for key in ("name", "address") if key in named) or as_str(node.get("comment"))
    live = {"live": True} if node.get("isLive") is True else {}
    return Said("location", text, {"latitude": latitude, "longitude": longitude, **named, **live})


def _live_location(node: Json, message_id: str) -> Said | None:
    return _location({**node, "isLive": True, "comment": node.get("caption")}, message_id)


def _contacts(node: Json, _: str) -> Said | None:
    listed = [as_dict(card) for card in as_list(node.get("contacts"))] or [node]
    cards = [read_card(as_str(card.get("displayName")), as_str(card.get("vcard"))) for card in listed]
    names = [card["name"]["formatted_name"] for card in cards]
    return Said("contacts", ", ".join(name for name in names if name) or None, {"contacts": cards})


def _reaction(node: Json, _: str) -> Said | None:
    target, emoji = as_id(as_dict(node.get("key")).get("ID")), as_str(node.get("text"))
    if target is None:
        return None
    return Said("reaction", emoji, {"emoji": emoji} if emoji else {"removed": True}, target_id=target)


def _button(node: Json, _: str) -> Said | None:
    kept = {"id": as_str(node.get("selectedButtonID")), "title": as_str(node.get("selectedDisplayText"))}
    return Said("button_reply", kept["title"], {key: text for key, text in kept.items() if text})


def _template_button(node: Json, _: str) -> Said | None:
    kept = {"payload": as_str(node.get("selectedID")), "text": as_str(node.get("selectedDisplayText"))}
    return Said("template_button", kept["text"], {key: text for key, text in kept.items() if text})


def _list_reply(node: Json, _: str) -> Said | None:
    chosen = as_dict(node.get("singleSelectReply")).get("selectedRowID")
    kept = {"id": as_str(chosen)} | {key: as_str(node.get(key)) for key in ("title", "description")}
    return Said("list_reply", kept["title"], {key: text for key, text in kept.items() if text})


def _interactive_reply(node: Json, _: str) -> Said | None:
    """What was tapped comes as JSON inside a string, which may be broken or hold something other than an object."""
    flow, body = as_dict(node.get("nativeFlowResponseMessage")), as_str(as_dict(node.get("body")).get("text"))
    written = as_str(flow.get("paramsJSON"))
    try:
        response = storable(json.loads(written)) if written else None
    except (ValueError, RecursionError):
        response = None
    answers: Json = {"response": response} if isinstance(response, dict) else {"response_json": written}
    return Said("flow_reply", body, {"name": as_str(flow.get("name")) or "", **answers})


def _poll(node: Json, _: str) -> Said | None:
    options = [name for option in as_list(node.get("options")) if (name := as_str(as_dict(option).get("optionName")))]
    name = as_str(node.get("name")) or ""
    text = "\n".join([name, *(f"- {option}" for option in options)]).strip()
    return Said("unsupported", text or None, {"type": "poll", "name": name, "options": options})


def _order(node: Json, _: str) -> Said | None:
    names = {"order_id": "orderID", "title": "orderTitle", "token": "token", "currency": "totalCurrencyCode"}
    content: Json = {key: text for key, name in names.items() if (text := as_str(node.get(name)))}
    count, total = number(node.get("itemCount")), number(node.get("totalAmount1000"))
    content |= {"item_count": int(count)} if count is not None else {}
    content |= {"total": total / 1000} if total is not None else {}
    return Said("order", as_str(node.get("message")) or as_str(node.get("orderTitle")), content)


def _product(node: Json, _: str) -> Said | None:
    """Returns a product of the catalogue the customer asks about: its name is what they said."""
    item = as_dict(node.get("product"))
    names = {"product_id": "productID", "product_retailer_id": "retailerID", "title": "title", "url": "URL"}
    kept: Json = {key: text for key, name in names.items() if (text := as_str(item.get(name)))}
    kept |= {"description": text} if (text := as_str(item.get("description"))) else {}
    price, currency = number(item.get("priceAmount1000")), as_str(item.get("currencyCode"))
    kept |= {"price": price / 1000} if price is not None else {}
    kept |= {"currency": currency} if currency else {}
    shown = as_str(node.get("body")) or as_str(item.get("title"))
    return Said("text", shown, {"referred_product": kept}) if shown else None


_READERS: dict[str, Reader] = {
    "conversation": _text,
    "extendedTextMessage": _text,
    "imageMessage": _media("image"),
    "videoMessage": _media("video"),
    "ptvMessage": _media("video"),
    "audioMessage": _media("audio"),
    "documentMessage": _media("document"),
    "stickerMessage": _media("sticker"),
    "locationMessage": _location,
    "liveLocationMessage": _live_location,
    "contactMessage": _contacts,
    "contactsArrayMessage": _contacts,
    "reactionMessage": _reaction,
    "buttonsResponseMessage": _button,
    "templateButtonReplyMessage": _template_button,
    "listResponseMessage": _list_reply,
    "interactiveResponseMessage": _interactive_reply,
    "orderMessage": _order,
    "productMessage": _product,
    **{f"pollCreationMessage{version}": _poll for version in ("", "V2", "V3", "V5", "V6")},
}
