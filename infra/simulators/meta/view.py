"""A chat as JSON, for the phone page and for tests."""

import time
from dataclasses import asdict
from typing import Any

from infra.simulators.meta.sim import Sim
from infra.simulators.meta.world import Chat, Entry

Json = dict[str, Any]


def find(sim: Sim, phone_number_id: str, customer: str) -> Chat | None:
    """The chat of a number with a customer, named by phone or by BSUID."""
    number = sim.world.numbers.get(phone_number_id)
    person = number and sim.world.customers.get((number.waba_id, customer.lstrip("+")))
    return sim.world.chats.get((phone_number_id, person.user_id)) if person else None


def entry(line: Entry) -> Json:
    return {
        "id": line.id,
        "by": line.by,
        "type": line.type,
        "content": line.node,
        "at": line.at,
        "status": line.status,
        "quoted": line.quoted or (line.node.get("context") or {}).get("id"),
        "reactions": {who: emoji for who, emoji in line.reactions.items() if emoji},
        "edited": line.edited,
        "revoked": line.revoked,
        "callback_data": line.callback_data,
    }


def chat(one: Chat) -> Json:
    return {
        "phone_number_id": one.number.phone_number_id,
        "customer": asdict(one.customer),
        "window_open": one.window_open(),
        "typing_seconds": max(0.0, one.typing_until - time.time()),
        "entries": [entry(line) for line in one.entries],
    }
