"""Statuses: what becomes of a message the business sent, told by webhook in Meta's order, or out of it when asked."""

import asyncio
import random
import time
import uuid
from typing import Any

from infra.simulators.meta.envelope import Update, contact
from infra.simulators.meta.errors import in_status
from infra.simulators.meta.sim import Sim
from infra.simulators.meta.world import Chat, Entry

Json = dict[str, Any]
RANK = {"sent": 0, "delivered": 1, "read": 2, "played": 3}
# Since v24.0 the conversation is named only in free entry points; before, it is new for each message.
LAST_WITH_CONVERSATION = 23.0


def follow(sim: Sim, chat: Chat, entry: Entry, *, to_phone: bool) -> None:
    """Plan the statuses of an accepted message. A reaction only ever gets `sent`."""
    names = [name.strip() for name in sim.config.statuses.split(",") if name.strip() in RANK]
    if entry.type == "reaction":
        names = names[:1]
    elif chat.viewers and "read" not in names:
        names.append("read")
    delays = [sim.config.status_delay_ms * (index + 1) / 1000 for index in range(len(names))]
    if random.random() < sim.config.out_of_order_probability:
        random.shuffle(delays)
    loop = asyncio.get_running_loop()
    for name, delay in zip(names, delays, strict=True):
        loop.call_later(delay, tell, sim, chat, entry, name, to_phone)


def tell(sim: Sim, chat: Chat, entry: Entry, status: str, to_phone: bool) -> None:
    """One status webhook, and the ticks on the page."""
    if sim.world.messages.get(entry.id, (None,))[0] is not chat:
        return  # everything was reset meanwhile
    if RANK[status] > RANK.get(entry.status, -1):
        entry.status = status
    node = _node(chat, entry, status, to_phone)
    if entry.api_version <= LAST_WITH_CONVERSATION:
        origin = {"type": entry.category}
        conversation = {"id": uuid.uuid5(uuid.NAMESPACE_OID, entry.id).hex, "origin": origin}
        node["conversation"] = {**conversation, "expiration_timestamp": str(int(entry.at) + 24 * 3600)}
    priced = status == "sent" or status == _first_arrival(sim)
    if priced:
        node["pricing"] = _pricing(chat, entry)
    shown = contact(chat.customer, phone=to_phone or not chat.customer.hide_phone, username=status != "sent")
    sim.sender.tell(Update(chat.number, "statuses", node, shown))


def fail(sim: Sim, chat: Chat, entry: Entry, code: int, *, to_phone: bool) -> None:
    """The message never arrives. A failed status carries no contacts, no price and no conversation."""
    entry.status = "failed"
    sim.world.messages[entry.id] = (chat, entry)
    details = (
        "Message failed to send because more than 24 hours have passed since the customer last replied to this number."
    )
    node = _node(chat, entry, "failed", to_phone)
    if to_phone:
        node.pop("recipient_user_id", None)
    node["errors"] = [in_status(code, details if code == 131047 else "")]
    delay = sim.config.status_delay_ms / 1000
    asyncio.get_running_loop().call_later(delay, sim.sender.tell, Update(chat.number, "statuses", node))


def read_by_customer(sim: Sim, chat: Chat) -> None:
    """The customer opened the chat: everything that had arrived is read."""
    chat.unread = 0
    for entry in chat.entries:
        if entry.by == "business" and entry.status == "delivered":
            tell(sim, chat, entry, "read", to_phone=not chat.customer.hide_phone)


def _node(chat: Chat, entry: Entry, status: str, to_phone: bool) -> Json:
    customer = chat.customer
    node: Json = {"id": entry.id, "status": status, "timestamp": str(int(time.time()))}
    if customer.phone and (to_phone or not customer.hide_phone):
        node["recipient_id"] = customer.phone
    node["recipient_user_id"] = customer.user_id
    if entry.callback_data:
        node["biz_opaque_callback_data"] = entry.callback_data
    return node


def _first_arrival(sim: Sim) -> str:
    return "delivered" if "delivered" in sim.config.statuses else "read"


def _pricing(chat: Chat, entry: Entry) -> Json:
    """Service messages are free; so is a utility template while the window is open."""
    free = entry.category == "service" or (entry.category == "utility" and chat.window_open())
    kind = "free_customer_service" if free else "regular"
    return {"billable": not free, "pricing_model": "PMP", "type": kind, "category": entry.category}
