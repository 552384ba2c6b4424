"""A customer's phone: what a person sends becomes a line of the chat and a webhook."""

import base64
import time
from typing import Any

from infra.simulators.meta import ids, media
from infra.simulators.meta.checks import MEDIA
from infra.simulators.meta.envelope import Update, contact
from infra.simulators.meta.sim import Sim
from infra.simulators.meta.world import Chat, Customer, Entry, Number

Json = dict[str, Any]
# What an admin request says about the message; everything else is the message node itself.
_CONTROL = {
    "phone_number_id",
    "from",
    "user_id",
    "name",
    "username",
    "hide_phone",
    "reachable",
    "timestamp",
    "id",
    "silent",
}


def person(sim: Sim, number: Number, spec: Json) -> Customer:
    """The customer of this request, made or brought up to date."""
    phone = "".join(char for char in str(spec.get("from") or "") if char.isdigit()) or None
    user_id = str(spec["user_id"]) if spec.get("user_id") else None
    if not phone and not user_id:
        raise ValueError("from or user_id is required")
    customer = sim.world.customer(number.waba_id, phone, user_id)
    customer.name = str(spec.get("name") or customer.name)
    customer.username = str(spec.get("username") or customer.username).lstrip("@")
    customer.hide_phone = bool(spec.get("hide_phone", customer.hide_phone))
    customer.reachable = bool(spec.get("reachable", customer.reachable))
    return customer


def say(sim: Sim, number: Number, spec: Json) -> str:
    """The customer sends one message; returns its wamid. A message with an id already used is told again, not added."""
    customer = person(sim, number, spec)
    chat = sim.world.chat(number, customer)
    moment = float(spec.get("timestamp") or time.time())
    wamid = str(spec.get("id") or ids.wamid(customer.address, inbound=True))
    kind = str(spec.get("type", "text"))
    node = {key: value for key, value in spec.items() if key not in _CONTROL and key != "type"}
    if kind == "text" and isinstance(node.get("text"), str):
        node["text"] = {"body": node["text"]}
    if kind in MEDIA and isinstance(node.get(kind), dict):
        node[kind] = _media_node(sim, kind, node[kind])
    _quote(sim, number, node)
    head: Json = {}
    if customer.phone and not customer.hide_phone:
        head["from"] = customer.phone
    head |= {"from_user_id": customer.user_id, "id": wamid, "timestamp": str(int(moment)), "type": kind}
    if wamid not in sim.world.messages:
        chat.last_inbound = max(chat.last_inbound, moment)
        _remember(sim, chat, Entry(id=wamid, by="customer", type=kind, node=node, at=moment))
    shown = None if kind == "system" else contact(customer, phone=not customer.hide_phone)
    if not spec.get("silent"):
        sim.sender.tell(Update(number, "messages", {**head, **node}, shown))
    return wamid


def _media_node(sim: Sim, kind: str, given: Json) -> Json:
    """The node with what the uploaded bytes tell: type, digest in base64, and a link that works for five minutes."""
    medium = sim.media.get(str(given.get("id")))
    if medium is None:
        return given
    node: Json = {
        **{key: given[key] for key in ("caption", "filename") if given.get(key)},
        "mime_type": medium.mime_type,
        "sha256": base64.b64encode(medium.sha256).decode(),
        "id": medium.id,
        "url": media.link(sim, medium.id, "webhook"),
    }
    if kind == "document" and medium.filename:
        node.setdefault("filename", medium.filename)
    if kind == "audio":
        node["voice"] = bool(given.get("voice", True))
    if kind == "sticker":
        node["animated"] = bool(given.get("animated", False))
    return {**given, **node}


def _quote(sim: Sim, number: Number, node: Json) -> None:
    """A reply's context names who wrote the quoted message."""
    context = node.get("context")
    if not isinstance(context, dict) or not context.get("id") or context.get("from"):
        return
    chat, entry = sim.world.messages.get(str(context["id"]), (None, None))
    if chat and entry and entry.by == "customer" and chat.customer.phone:
        context["from"] = chat.customer.phone
    else:
        context["from"] = number.display_phone_number


def _remember(sim: Sim, chat: Chat, entry: Entry) -> None:
    """The chat as the phone shows it: reactions, edits and deletions change an earlier line."""
    world, node = sim.world, entry.node.get(entry.type)
    target_id = isinstance(node, dict) and (node.get("original_message_id") or node.get("message_id"))
    if entry.type not in ("reaction", "edit", "revoke") or not isinstance(node, dict):
        world.append(chat, entry)
        chat.publish({"event": "entry", "id": entry.id})
        return
    world.messages[entry.id] = (chat, entry)
    _, target = world.messages.get(str(target_id), (None, None))
    if target is None:
        return
    if entry.type == "reaction":
        target.reactions["customer"] = str(node.get("emoji", ""))
    elif entry.type == "revoke":
        target.revoked = True
    else:
        message = node.get("message") or {}
        target.edited, target.type = True, str(message.get("type", target.type))
        target.node = {target.type: message.get(target.type) or {}}
    chat.publish({"event": "entry", "id": target.id})
