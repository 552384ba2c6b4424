"""What each type of message says: node to text, content, media (Meta, Cloud API, Webhooks reference, messages)."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from recado.vendors.whatsapp.cloud.json_reading import Json, as_dict, as_id, as_list, as_str
from recado.vendors.whatsapp.cloud.values import number, sha256_hex, storable
from recado.vendors.whatsapp.model import Kind, Media


@dataclass(frozen=True, slots=True)
class Said:
    """A message's meaning, apart from who wrote it and when."""

    kind: Kind
    text: str | None = None
    content: Json = field(default_factory=dict)
    media: Media | None = None
    target_id: str | None = None


def said(node: Json) -> Said:
    """Returns what a message says. An unknown type, or a known one without its body, is `unsupported` and names the
    type."""
    written = as_str(node.get("type"))
    read = _READERS.get(written) if written else None
    meaning = read(node) if read else None
    return meaning or Said("unsupported", content={"type": written} if written else {})


def _text(node: Json) -> Said | None:
    body = as_dict(node.get("text")).get("body")
    return Said("text", body) if isinstance(body, str) else None


def _media(kind: Kind) -> Callable[[Json], Said | None]:
    def read(node: Json) -> Said | None:
        item = node.get(kind)
        if not isinstance(item, dict):
            return None
        media_id, caption = as_id(item.get("id")), as_str(item.get("caption"))
        if media_id is None:  # the vendor itself could not fetch the file: `errors` beside it says why
            return Said(kind, caption, {"missing": True})
        media = Media(
            vendor_media_id=media_id,
            mime_type=as_str(item.get("mime_type")) or "application/octet-stream",
            sha256=sha256_hex(item.get("sha256")),
            filename=as_str(item.get("filename")),
            voice=item.get("voice") is True,
            animated=item.get("animated") is True,
        )
        return Said(kind, caption, media=media)

    return read


def _location(node: Json) -> Said | None:
    item = as_dict(node.get("location"))
    latitude, longitude = number(item.get("latitude")), number(item.get("longitude"))
    if latitude is None or longitude is None:
        return None
    named = {key: text for key in ("name", "address", "url") if (text := as_str(item.get(key)))}
    text = ", ".join(named[key] for key in ("name", "address") if key in named)
    return Said("location", text or None, {"latitude": latitude, "longitude": longitude, **named})


def _contacts(node: Json) -> Said | None:
    cards = [card for card in as_list(node.get("contacts")) if isinstance(card, dict)]
    if not cards:
        return None
    names = [as_dict(card.get("name")) for card in cards]
    shown = [as_str(name.get("formatted_name")) or as_str(name.get("first_name")) for name in names]
    return Said("contacts", ", ".join(name for name in shown if name) or None, {"contacts": cards})


def _interactive(node: Json) -> Said | None:
    item = as_dict(node.get("interactive"))
    written = as_str(item.get("type"))
    reply = item.get(written) if written else None
    if not isinstance(reply, dict):
        return Said("unsupported", content={"type": f"interactive/{written}"}) if written else None
    if written in ("button_reply", "list_reply"):
        kept = {key: text for key in ("id", "title", "description") if isinstance(text := reply.get(key), str)}
        return Said("button_reply" if written == "button_reply" else "list_reply", as_str(reply.get("title")), kept)
    if written == "nfm_reply":
        return _flow_reply(reply)
    if written == "call_permission_reply":
        return Said("call_permission", content=reply)
    if written == "payment_method":
        return Said("payment", content=reply)
    return Said("unsupported", content={"type": f"interactive/{written}"})


def _flow_reply(reply: Json) -> Said:
    """A Flow's answers come as JSON inside a string, which may be broken or hold something other than an object."""
    written = reply.get("response_json")
    try:
        response = storable(json.loads(written)) if isinstance(written, str) else written
    except (ValueError, RecursionError):
        response = None
    content = {key: text for key in ("name", "body") if (text := as_str(reply.get(key)))}
    answers: Json = {"response": response} if isinstance(response, dict) else {"response_json": written}
    return Said("flow_reply", as_str(reply.get("body")), {**content, **answers})


def _template_button(node: Json) -> Said | None:
    item = as_dict(node.get("button"))
    kept = {key: text for key in ("text", "payload") if isinstance(text := item.get(key), str)}
    return Said("template_button", as_str(item.get("text")), kept) if kept else None


def _reaction(node: Json) -> Said | None:
    item = as_dict(node.get("reaction"))
    target = as_id(item.get("message_id"))
    if target is None:
        return None
    # Taking a reaction back: an empty emoji, or none at all.
    emoji = as_str(item.get("emoji"))
    return Said("reaction", emoji, {"emoji": emoji} if emoji else {"removed": True}, target_id=target)


def _order(node: Json) -> Said | None:
    item = as_dict(node.get("order"))
    lines = [line for line in as_list(item.get("product_items")) if isinstance(line, dict)]
    if not lines:
        return None
    return Said(
        "order", as_str(item.get("text")), {"catalog_id": as_id(item.get("catalog_id")), "product_items": lines}
    )


def _system(node: Json) -> Said | None:
    item = as_dict(node.get("system"))
    identity = {"identity": node["identity"]} if isinstance(node.get("identity"), dict) else {}
    facts = {key: inner for key, inner in item.items() if key != "body"}
    return Said("system", as_str(item.get("body")), {**facts, **identity}) if item else None


def _edit(node: Json) -> Said | None:
    item = as_dict(node.get("edit"))
    target = as_id(item.get("original_message_id"))
    if target is None:
        return None
    new = item.get("message")
    # An edit of an edit is not a thing: its inside is kept as unsupported and never read deeper.
    inner = said(new) if isinstance(new, dict) and new.get("type") != "edit" else Said("unsupported")
    return Said("edit", inner.text, {"kind": inner.kind, **inner.content}, inner.media, target)


def _revoke(node: Json) -> Said | None:
    target = as_id(as_dict(node.get("revoke")).get("original_message_id"))
    return Said("revoke", target_id=target) if target else None


def _unsupported(node: Json) -> Said:
    written = as_str(as_dict(node.get("unsupported")).get("type"))
    return Said("unsupported", content={"type": written} if written else {})


_READERS: dict[str, Callable[[Json], Said | None]] = {
    "text": _text,
    "image": _media("image"),
    "video": _media("video"),
    "audio": _media("audio"),
    "document": _media("document"),
    "sticker": _media("sticker"),
    "location": _location,
    "contacts": _contacts,
    "interactive": _interactive,
    "button": _template_button,
    "reaction": _reaction,
    "order": _order,
    "system": _system,
    "edit": _edit,
    "revoke": _revoke,
    "request_welcome": lambda _: Said("welcome"),
    "unsupported": _unsupported,
}
