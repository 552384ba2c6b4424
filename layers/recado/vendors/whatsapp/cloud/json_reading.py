"""Reading webhook JSON whose shape nobody guarantees. Standard library only: the webhook's cold start pays for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

Json = dict[str, Any]

# The lists of a change's value that hold one customer's updates each, by field (Meta, Cloud API, Webhooks reference).
_LISTS: dict[str, tuple[str, ...]] = {
    "messages": ("messages", "statuses"),
    "smb_message_echoes": ("message_echoes",),
    "history": ("messages", "history"),
    "user_id_update": ("user_id_update",),
}
_PHONE_NOISE = str.maketrans("", "", "+ -().\u00a0")
_BSUID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[0-9A-Za-z]{1,128}")


def as_dict(value: object) -> Json:
    """Returns the value when it is an object, otherwise an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: object) -> list[Any]:
    """Returns the value when it is a list, otherwise an empty one."""
    return value if isinstance(value, list) else []


def as_str(value: object) -> str | None:
    """Returns the value when it is a string with something in it. An empty string means the same as an absent key."""
    return value if isinstance(value, str) and value.strip() else None


def as_id(value: object) -> str | None:
    """Returns an identifier. Meta writes ids as strings; a few of its examples have numbers."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**40 else None
    return value.strip() if isinstance(value, str) and value.strip() else None


def bsuids(text: str) -> list[str]:
    """Returns the business-scoped user ids a text names, in order (Meta, Business-scoped user IDs)."""
    return _BSUID.findall(text)


class Party(NamedTuple):
    """The identities by which a node names someone. Not all of them, perhaps none."""

    phone: str | None = None
    user_id: str | None = None
    group_id: str | None = None

    def __bool__(self) -> bool:
        return (self.phone or self.user_id or self.group_id) is not None


def party(phone: object, user_id: object = None, group_id: object = None) -> Party:
    """Returns the one these values name. What stands where a phone number should and is none is kept as an opaque user
    id."""
    written, user = as_id(phone), as_id(user_id)
    digits = written if written is None or written.isdecimal() else written.translate(_PHONE_NOISE)
    if digits and digits.isascii() and digits.isdecimal():
        return Party(digits, user, as_id(group_id))
    return Party(None, user or written, as_id(group_id))


def customer_of(key: str, node: object, display_phone: str | None) -> Party:
    """Returns who is at the other end of one node of the list `key`. Empty when the node does not say."""
    item = as_dict(node)
    if key == "statuses":
        if item.get("recipient_type") == "group":
            return Party(group_id=as_id(item.get("recipient_id")) or as_id(item.get("group_id")))
        return party(item.get("recipient_id"), item.get("recipient_user_id"), item.get("group_id"))
    if key == "user_id_update":
        # The new id: what the customer writes from now on comes from it, so it stays behind the change.
        return party(item.get("wa_id"), as_dict(item.get("user_id")).get("current"))
    if key == "history":
        return thread_customer(item)
    sender = party(item.get("from"), item.get("from_user_id"), item.get("group_id"))
    if key == "message_echoes" or is_ours(sender, display_phone):
        receiver = party(item.get("to"), item.get("to_user_id"), item.get("group_id"))
        # Some echoes of edits and deletions name both ends the other way round: the customer is the one who is not us.
        return sender if is_ours(receiver, display_phone) and not is_ours(sender, display_phone) else receiver
    return sender


def thread_customer(unit: Json) -> Party:
    """Returns whose conversation one piece of history belongs to: the id of its thread is the customer's number."""
    threads = as_list(unit.get("threads"))
    thread = as_dict(threads[0]) if len(threads) == 1 else {}
    context = as_dict(thread.get("context"))
    who = party(thread.get("id") or context.get("wa_id"), context.get("user_id"), context.get("group_id"))
    return who if as_list(thread.get("messages")) else Party()


def is_ours(who: Party, display_phone: str | None) -> bool:
    """Returns whether this is the business's own number."""
    return who.phone is not None and who.phone == display_phone


def mentioned(key: str, node: object, display_phone: str | None) -> tuple[Party, ...]:
    """Everyone a node names: first its customer, then, in a group, the member who wrote or received."""
    item, customer = as_dict(node), customer_of(key, node, display_phone)
    if customer.group_id is None:
        return (customer,)
    if key == "statuses":
        member = item.get("recipient_participant_id") or item.get("participant_recipient_id")
        return customer, party(member, item.get("recipient_participant_user_id"))
    if key == "history":
        writers = [as_dict(message) for thread in item["threads"] for message in thread["messages"]]
        return customer, *(party(writer.get("from"), writer.get("from_user_id")) for writer in writers)
    return customer, party(item.get("from"), item.get("from_user_id"))


@dataclass(frozen=True, slots=True)
class Cut:
    """A change's value taken apart.

    headers: `metadata` and plain values, true of all inside. cards: whom each of `contacts` names. mentions: whom
    each of `nodes` names, its customer first. rest: what belongs to no customer (`errors`, containers we do not know).
    """

    headers: Json
    contacts: list[Any]
    cards: list[Party]
    nodes: list[tuple[str, Any]]
    mentions: list[tuple[Party, ...]]
    rest: Json
    display_phone: str | None
    channel_id: str | None

    @property
    def sole_contact(self) -> Json:
        """The only contact there is, when no node says whose it is: then it can only be that contact's."""
        if len(self.contacts) != 1 or not self.cards[0] or any(people[0] for people in self.mentions):
            return {}
        return as_dict(self.contacts[0])


def cut(field: object, value: Json) -> Cut:
    """Take a change's value apart. Every key of it ends up in exactly one place."""
    fields = _LISTS.get(field, ()) if isinstance(field, str) else ()
    headers: Json = {}
    rest: Json = {}
    contacts: list[Any] = []
    nodes: list[tuple[str, Any]] = []
    for key, inner in value.items():
        if key == "contacts" and isinstance(inner, list):
            contacts = inner
        elif key not in fields or not isinstance(inner, list):
            plain = inner is None or not (isinstance(inner, dict | list) or key in fields)
            (headers if plain or key == "metadata" else rest)[key] = inner
    for key in fields:
        for node in as_list(value.get(key)):
            nodes += [(key, unit) for unit in history_units(node)] if key == "history" else [(key, node)]
    metadata = as_dict(value.get("metadata"))
    ours = party(metadata.get("display_phone_number")).phone
    return Cut(
        headers=headers,
        contacts=contacts,
        cards=[party(as_dict(contact).get("wa_id"), as_dict(contact).get("user_id")) for contact in contacts],
        nodes=nodes,
        mentions=[mentioned(key, node, ours) for key, node in nodes],
        rest=rest,
        display_phone=ours,
        channel_id=as_id(metadata.get("phone_number_id")),
    )


def history_units(node: object) -> Iterator[Any]:
    """Returns one piece of history as pieces of the same shape, with one message of one thread each.

    One POST brings thousands of messages (Meta, Cloud API, history webhook). What has another shape stays as it is.
    """
    chunk = as_dict(node)
    threads = as_list(chunk.get("threads"))
    if not threads:
        yield node
        return
    head = {key: inner for key, inner in chunk.items() if key not in ("threads", "errors")}
    if "errors" in chunk:
        yield {**head, "errors": chunk["errors"]}
    for thread in threads:
        messages = as_list(as_dict(thread).get("messages"))
        if not messages:
            yield {**head, "threads": [thread]}
        for message in messages:
            yield {**head, "threads": [{**thread, "messages": [message]}]}
