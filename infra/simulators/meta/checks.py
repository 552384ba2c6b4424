"""What Meta refuses in a message before accepting it: missing and wrong parameters, and the documented limits."""

import re
from collections.abc import Callable
from typing import Any

from infra.simulators.meta.errors import GraphError, parameter

Json = dict[str, Any]
MEDIA = ("image", "video", "audio", "document", "sticker")
BSUID = re.compile(r"[A-Z]{2}\.(ENT\.)?[0-9A-Za-z]{1,128}")
_INTERACTIVE = (
    "button", "list", "cta_url", "flow", "location_request_message", "address_message", "product", "product_list",
    "catalog_message", "carousel", "order_details", "order_status", "contact_request", "call_permission_request",
    "voice_call",
)  # fmt: skip


def check(body: Json) -> None:
    """Raise Meta's error for the first thing wrong with the message."""
    if "messaging_product" not in body:
        raise parameter("The parameter messaging_product is required.")
    if str(body["messaging_product"]).lower() != "whatsapp":
        got = body["messaging_product"]
        raise parameter(f'Param messaging_product must be one of {{WHATSAPP}} - got "{got}".')
    if not body.get("to") and not body.get("recipient"):
        raise parameter("The parameter to is required.")
    kind = body.get("type", "text")
    if kind not in _CHECKS:
        names = ", ".join(sorted(name.upper() for name in _CHECKS))
        raise parameter(f'Param type must be one of {{{names}}} - got "{kind}".')
    if kind != "contacts" and not isinstance(body.get(kind), dict):
        raise parameter(f"The parameter {kind} is required.")
    if len(str(body.get("biz_opaque_callback_data", ""))) > 512:
        raise parameter("Param biz_opaque_callback_data must be at most 512 characters long.")
    _CHECKS[kind](body[kind] if kind != "contacts" else body)


def _text(node: Json) -> None:
    if not isinstance(node.get("body"), str) or not node["body"].strip():
        raise parameter("The parameter text['body'] is required.")
    if len(node["body"]) > 4096:
        raise parameter("Param text['body'] must be at most 4096 characters long.")


def _media(node: Json) -> None:
    if not node.get("id") and not node.get("link"):
        raise GraphError(131008, "Media messages need either id or link.")
    _limit("caption", node.get("caption"), 1024)


def _location(node: Json) -> None:
    for name in ("latitude", "longitude"):
        try:
            float(node[name])
        except KeyError:
            raise GraphError(131008, f"location.{name} is required.") from None
        except (TypeError, ValueError):
            raise GraphError(131009, f"location.{name} must be a number.") from None


def _contacts(body: Json) -> None:
    cards = body.get("contacts")
    if not isinstance(cards, list) or not cards:
        raise parameter("The parameter contacts is required.")
    if len(cards) > 257:
        raise GraphError(131009, "A message carries at most 257 contacts.")
    for card in cards:
        if not card.get("name", {}).get("formatted_name"):
            raise GraphError(131008, "contacts[].name.formatted_name is required.")


def _reaction(node: Json) -> None:
    if not node.get("message_id"):
        raise GraphError(131008, "reaction.message_id is required.")
    if "emoji" not in node:
        raise GraphError(131008, "reaction.emoji is required.")


def _template(node: Json) -> None:
    if not node.get("name"):
        raise parameter("The parameter template['name'] is required.")
    if not isinstance(node.get("language"), dict) or not node["language"].get("code"):
        raise parameter("The parameter template['language'] is required.")


def _interactive(node: Json) -> None:
    kind, action = node.get("type"), node.get("action")
    if kind not in _INTERACTIVE:
        raise GraphError(131009, f"interactive.type {kind} is not valid.")
    if not isinstance(action, dict) and kind not in ("order_status", "voice_call"):
        raise GraphError(131008, "interactive.action is required.")
    text = (node.get("body") or {}).get("text")
    if not text and kind in ("button", "list", "cta_url", "location_request_message", "carousel"):
        raise GraphError(131008, "interactive.body.text is required.")
    _limit("interactive.body.text", text, 4096 if kind == "list" else 1024)
    _limit("interactive.header.text", (node.get("header") or {}).get("text"), 60)
    _limit("interactive.footer.text", (node.get("footer") or {}).get("text"), 60)
    if kind == "button":
        _buttons(action or {})
    if kind == "list":
        _list(action or {})
    if kind == "cta_url":
        parameters = (action or {}).get("parameters") or {}
        if not parameters.get("url") or not parameters.get("display_text"):
            raise GraphError(131008, "interactive.action.parameters needs display_text and url.")
        _limit("display_text", parameters["display_text"], 20)


def _buttons(action: Json) -> None:
    replies = [button.get("reply") or {} for button in action.get("buttons") or []]
    if not 1 <= len(replies) <= 3:
        raise GraphError(
            131009, f"Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3. Got {len(replies)}."
        )
    for reply in replies:
        _required("button reply title", reply.get("title"), 20)
        _required("button reply id", reply.get("id"), 256)
    for name in ("title", "id"):
        if len({reply[name] for reply in replies}) < len(replies):
            raise GraphError(131009, f"Button {name}s must be unique.")


def _list(action: Json) -> None:
    _required("interactive.action.button", action.get("button"), 20)
    sections = action.get("sections") or []
    if not 1 <= len(sections) <= 10:
        raise GraphError(131009, f"A list has 1 to 10 sections. Got {len(sections)}.")
    rows = [row for section in sections for row in section.get("rows") or []]
    if not 1 <= len(rows) <= 10:
        raise GraphError(131009, f"Total row count exceeds maximum allowed count: 10. Got {len(rows)}.")
    for section in sections:
        if len(sections) > 1:
            _required("section title", section.get("title"), 24)
    for row in rows:
        _required("row title", row.get("title"), 24)
        _required("row id", row.get("id"), 200)
        _limit("row description", row.get("description"), 72)
    if len({row["id"] for row in rows}) < len(rows):
        raise GraphError(131009, "Duplicated row id in the list.")


def _required(name: str, value: object, most: int) -> None:
    if not isinstance(value, str) or not value:
        raise GraphError(131008, f"{name} is required.")
    _limit(name, value, most)


def _limit(name: str, value: object, most: int) -> None:
    if isinstance(value, str) and len(value) > most:
        raise GraphError(131009, f"{name} length invalid. Min length: 1, Max length: {most}.")


_CHECKS: dict[str, Callable[[Json], None]] = {
    "text": _text,
    "location": _location,
    "contacts": _contacts,
    "reaction": _reaction,
    "template": _template,
    "interactive": _interactive,
    **dict.fromkeys(MEDIA, _media),
}
