"""When a customer goes on under another number or another user id."""

from dataclasses import replace
from datetime import datetime

from recado.vendors.whatsapp.cloud.customers import People
from recado.vendors.whatsapp.cloud.json_reading import Cut, Json, as_dict, as_id, as_str, bsuids, party
from recado.vendors.whatsapp.cloud.values import moment
from recado.vendors.whatsapp.model import Customer, IdentityChange, Message


def from_system(heard: Message) -> IdentityChange | None:
    """Returns the change a system message tells of (Meta, Cloud API, Webhooks reference, system messages)."""
    system = as_dict(heard.raw.get("system"))
    # `new_wa_id` is how older versions of the API wrote it.
    new = party(system.get("wa_id") or system.get("new_wa_id"), system.get("user_id"))
    old = heard.author or heard.customer
    if system.get("type") == "user_changed_number":
        after = Customer(phone=new.phone, user_id=new.user_id)
        before = replace(old, user_id=None) if new.user_id and new.user_id == old.user_id else old
    elif system.get("type") == "user_changed_user_id":
        # The old id has no key of its own in Meta's reference; the body says "... changed from OLD to NEW".
        ids = bsuids(as_str(system.get("body")) or "")[-2:]
        current = new.user_id or (ids[1] if len(ids) == 2 else None)
        fallback = old.user_id if old.user_id != current else None
        previous = as_id(system.get("previous_user_id")) or (ids[0] if len(ids) == 2 else fallback)
        before = replace(old, user_id=previous, parent_user_id=as_id(system.get("previous_parent_user_id")))
        after = Customer(phone=new.phone or old.phone, user_id=current)
    else:
        return None
    after = replace(after, parent_user_id=as_id(system.get("parent_user_id")), name=old.name)
    return _change(heard.channel_id, before, after, heard.sent_at, heard.raw)


def from_user_id_update(taken: Cut, people: People, node: Json, received_at: datetime) -> IdentityChange | None:
    """Returns the change of one item of the field `user_id_update` (Meta, Business-scoped user IDs)."""
    ids, parents = as_dict(node.get("user_id")), as_dict(node.get("parent_user_id"))
    previous, current = as_id(ids.get("previous")), as_id(ids.get("current"))
    if taken.channel_id is None or previous is None or current is None:
        return None
    customer = people.customer(party(node.get("wa_id"), current)) or Customer()
    before = replace(customer, user_id=previous, parent_user_id=as_id(parents.get("previous")))
    after = replace(customer, user_id=current, parent_user_id=as_id(parents.get("current")))
    return _change(taken.channel_id, before, after, moment(node.get("timestamp"), received_at), node)


def _change(channel_id: str, before: Customer, after: Customer, at: datetime, raw: Json) -> IdentityChange | None:
    old, new = (before.phone, before.user_id), (after.phone, after.user_id)
    if not any(old) or not any(new) or old == new:
        return None
    return IdentityChange(channel_id, before, after, at, raw)
