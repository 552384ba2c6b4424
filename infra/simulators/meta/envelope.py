"""The body of a webhook: updates gathered into entry, changes, and value, as Meta nests them."""

import json
from dataclasses import dataclass
from typing import Any

from infra.simulators.meta.world import Customer, Number

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Update:
    """One thing to tell. `kind`: messages, statuses, or the name of another webhook field; `raw` replaces the body."""

    number: Number
    kind: str
    node: Json
    contact: Json | None = None
    time: int | None = None
    raw: bytes | None = None


def contact(customer: Customer, *, phone: bool, username: bool = True) -> Json:
    """The contacts block. The phone is left out, not emptied, when the business may not see it."""
    profile = {"name": customer.name or customer.username or customer.address}
    if username and customer.username:
        profile["username"] = "@" + customer.username.lstrip("@")
    block: Json = {"profile": profile}
    if phone and customer.phone:
        block["wa_id"] = customer.phone
    return {**block, "user_id": customer.user_id}


def body(updates: list[Update]) -> bytes:
    """One POST for these updates: an entry for each account, a change for each number and kind."""
    if updates[0].raw is not None:
        return updates[0].raw
    entries: dict[tuple[str, int | None], Json] = {}
    changes: dict[tuple[str, str], Json] = {}
    for update in updates:
        number = update.number
        entry = entries.setdefault((number.waba_id, update.time), _entry(number.waba_id, update.time))
        if update.kind not in ("messages", "statuses"):
            entry["changes"].append({"value": update.node, "field": update.kind})
            continue
        value = changes.get((number.phone_number_id, update.kind))
        if value is None:
            value = _value(number)
            changes[number.phone_number_id, update.kind] = value
            entry["changes"].append({"value": value, "field": "messages"})
        if update.contact and update.contact not in value.setdefault("contacts", []):
            value["contacts"].append(update.contact)
        value.setdefault(update.kind, []).append(update.node)
    return dump({"object": "whatsapp_business_account", "entry": list(entries.values())})


def dump(payload: Json) -> bytes:
    r"""JSON in ASCII, as Meta signs it: other characters as \uXXXX, and slashes escaped."""
    return json.dumps(payload, ensure_ascii=True, separators=(",", ":")).replace("/", "\\/").encode()


def _entry(waba_id: str, time: int | None) -> Json:
    entry: Json = {"id": waba_id}
    if time is not None:
        entry["time"] = time
    return {**entry, "changes": []}


def _value(number: Number) -> Json:
    metadata = {"display_phone_number": number.display_phone_number, "phone_number_id": number.phone_number_id}
    return {"messaging_product": "whatsapp", "metadata": metadata}
