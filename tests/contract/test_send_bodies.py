"""Our request bodies against Meta's own examples of the same messages."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from recado.vendors.whatsapp.cloud.body import message_body, read_body
from recado.vendors.whatsapp.contents import read_content
from recado.vendors.whatsapp.model import Customer
from tests.rigs.shared_files import load, shared_files

MEDIA = ("image", "video", "audio", "document", "sticker")


def source(node: dict[str, Any]) -> dict[str, Any]:
    renamed = {"media_id" if key == "id" else key: inner for key, inner in node.items()}
    if "link" in renamed:  # some examples have a sentence in place of a link
        renamed["link"] = node["link"] if node["link"].startswith("https://") else "https://files.test/file"
    return renamed


def named(node: dict[str, Any]) -> dict[str, str]:
    """A template's name and language; some examples have a description in their places."""
    name, language = node["name"], node["language"]["code"]
    return {"name": re.sub(r"[^a-z0-9_]", "_", name.lower()), "language": "en" if "-" in language else language}


def header(node: dict[str, Any] | None) -> dict[str, Any] | None:
    if node is None:
        return None
    kind = node["type"]
    return {"kind": kind, "text": node["text"]} if kind == "text" else {"kind": kind, **source(node[kind])}


def interactive(node: dict[str, Any]) -> dict[str, Any] | None:
    action = node["action"]
    common = {"body": node["body"]["text"], "footer": node.get("footer", {}).get("text")}
    if node["type"] == "button":
        buttons = [button["reply"] for button in action["buttons"]]
        return {"type": "buttons", **common, "header": header(node.get("header")), "buttons": buttons}
    if node["type"] == "list":
        title = node.get("header", {}).get("text")
        return {"type": "list", **common, "header": title, "button": action["button"], "sections": action["sections"]}
    if node["type"] == "cta_url":
        return {"type": "link_button", **common, "header": header(node.get("header")), **action["parameters"]}
    return None


def kind_of(example: dict[str, Any]) -> str:
    """One example leaves the type out of a list, another out of a text."""
    return str(example.get("type") or next((kind for kind in ("interactive", "text") if kind in example), ""))


def is_message(example: Any) -> bool:
    """A body for /messages: it names its product, a recipient and a content, and nothing of the marketing API."""
    needed = isinstance(example, dict) and {"messaging_product", "to"} <= example.keys() and kind_of(example) in example
    return needed and not {"product_policy", "message_activity_sharing", "recipient_identity_key_hash"} & example.keys()


def content_of(example: dict[str, Any]) -> dict[str, Any] | None:
    """Our content for the message of an example. None for what we do not send."""
    kind = kind_of(example)
    node: Any = example.get(kind)
    if kind in ("text", "reaction"):
        return {"type": kind, **node}
    if kind in MEDIA:
        return {"type": kind, **source(node)}
    if kind == "location":
        return {"type": kind, **node, "latitude": float(node["latitude"]), "longitude": float(node["longitude"])}
    if kind == "contacts":
        return {"type": kind, "contacts": node}
    if kind == "template":
        return {"type": kind, **named(node), "components": node.get("components", [])}
    return interactive(node) if kind == "interactive" else None


def expected(example: dict[str, Any]) -> dict[str, Any]:
    """The example with what it leaves to defaults written out, and our stand-ins for its sentences."""
    wanted = {"recipient_type": "individual", "type": kind_of(example), **example}
    kind = wanted["type"]
    if kind == "text":
        wanted["text"] = {"preview_url": False, **wanted["text"]}
    if kind in MEDIA and "link" in wanted[kind]:
        wanted[kind] = {**wanted[kind], "link": source(wanted[kind])["link"]}
    if kind == "location":
        node = wanted["location"]
        wanted["location"] = {**node, "latitude": float(node["latitude"]), "longitude": float(node["longitude"])}
    if kind == "template":
        name = named(wanted["template"])
        wanted["template"] = {**wanted["template"], "name": name["name"], "language": {"code": name["language"]}}
    return wanted


def is_ours(example: Any) -> bool:
    """A message we send, whose texts are texts and not placeholders longer than the limits."""
    value = content_of(example) if is_message(example) else None
    return value is not None and not any(len(str(button["title"])) > 20 for button in value.get("buttons", []))


def examples(fits: Callable[[Any], bool]) -> list[Any]:
    return [case for case in shared_files("outbound") if case.values[0] is None or fits(load(case.values[0]))]


@pytest.mark.parametrize("file", examples(is_ours))
def test_the_body_of_a_message_is_the_one_meta_shows(file: Path) -> None:
    example = load(file)
    # One of Meta's own was YAML once, where an unquoted Yes is true.
    written = json.dumps(example).replace('"text": true', '"text": "Yes"').replace('"text": false', '"text": "No"')
    example = json.loads(written)
    wanted, value = expected(example), content_of(example)
    group = wanted["recipient_type"] == "group"
    customer = Customer(group_id=example["to"]) if group else Customer(phone=example["to"].lstrip("+"))
    body = message_body(customer, read_content(value), reply_to=example.get("context", {}).get("message_id"))
    assert body.pop("to").lstrip("+") == wanted.pop("to").lstrip("+")
    assert body == wanted


@pytest.mark.parametrize(
    "file", examples(lambda example: isinstance(example, dict) and example.get("status") == "read")
)
def test_the_body_of_a_read_receipt_is_the_one_meta_shows(file: Path) -> None:
    example = load(file)
    assert read_body(example["message_id"], typing="typing_indicator" in example) == example


def test_every_kind_we_send_has_an_example() -> None:
    contents = [content_of(load(case.values[0])) for case in examples(is_ours) if case.values[0]]
    found = {content["type"] for content in contents if content is not None}
    if not found:
        pytest.skip("the examples in outbound are not here")
    plain = {"text", "location", "contacts", "reaction", "buttons", "list", "link_button", "template"}
    assert found == {*plain, *MEDIA}
