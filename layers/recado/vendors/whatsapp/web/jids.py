"""Addresses of WhatsApp Web: "5215512345678@s.whatsapp.net", "123@lid" (a hidden id), "120363…@g.us"."""

import re

from recado.vendors.whatsapp.cloud.json_reading import Json, as_dict, as_str
from recado.vendors.whatsapp.model import Customer

_PHONES = ("s.whatsapp.net", "c.us", "hosted")
_LIDS = ("lid", "hosted.lid")
_WHATSAPP = frozenset({"0", "16505361212", "16508613190"})  # its own accounts: notices, and the old support numbers
_WRITTEN = re.compile(r"([^@:.\s]+)(?:[.:][\d:]+)?@([\w.]+)")


def parts(value: object) -> tuple[str, str] | None:
    """User and server of an address, as neonize's JID message or as written. None when there is none."""
    if isinstance(value, str):
        match = _WRITTEN.fullmatch(value.strip())
        return (match[1], match[2]) if match else None
    node = as_dict(value)
    user, server = as_str(node.get("User")), as_str(node.get("Server"))
    return (user.strip(), server.strip()) if user and server else None


def server_of(value: object) -> str:
    """Returns the server of an address, also of one without a user; empty when there is none."""
    split = parts(value)
    return split[1] if split else as_str(as_dict(value).get("Server")) or ""


def customer(*addresses: object, name: str | None = None) -> Customer | None:
    """Returns the one person or group these addresses all name; the first of each kind counts. None when they name
    nobody."""
    phone = lid = group = None
    for user, server in filter(None, map(parts, addresses)):
        if server in _PHONES and user.isascii() and user.isdecimal() and user not in _WHATSAPP:
            phone = phone or user
        elif server in _LIDS:  # its digits are never a phone number
            lid = lid or user
        elif server == "g.us":
            group = group or user
    if group:
        return Customer(group_id=group)
    return Customer(phone=phone, lid=lid, name=name) if phone or lid else None


def address(who: Customer) -> str | None:
    """Returns where a message to a customer goes. The hidden id comes first: it is what WhatsApp itself sends to."""
    if who.group_id:
        return f"{who.group_id}@g.us"
    if who.lid:
        return f"{who.lid}@lid"
    return f"{who.phone}@s.whatsapp.net" if who.phone else None


def same(one: Json, other: Json) -> bool:
    """Returns whether both are the same account, whichever of its devices."""
    return parts(one) is not None and parts(one) == parts(other)
