"""A webhook body of the Cloud API to canonical updates. Takes anything; the unknown is handed on as it came."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from recado.vendors.whatsapp.bounds import bounded
from recado.vendors.whatsapp.cloud.customers import People
from recado.vendors.whatsapp.cloud.identity import from_system, from_user_id_update
from recado.vendors.whatsapp.cloud.json_reading import (
    Cut,
    Json,
    as_dict,
    as_id,
    as_list,
    as_str,
    cut,
    is_ours,
    party,
    thread_customer,
)
from recado.vendors.whatsapp.cloud.messages import build, message
from recado.vendors.whatsapp.cloud.statuses import status_update
from recado.vendors.whatsapp.cloud.values import storable
from recado.vendors.whatsapp.model import IdentityChange, Message, Origin, OtherUpdate, Update


def parse(body: Any, received_at: datetime) -> list[Update]:
    """Every update of a body, in order. Never raises, whatever JSON it is given, and drops nothing.

    received_at (timezone-aware) stands in where Meta's own time is missing, broken or in the future.
    """
    clean = storable(body)
    entries = as_list(as_dict(clean).get("entry"))
    if not entries:
        return [OtherUpdate("", "", None, _as_raw(clean))]
    return [bounded(update) for entry in entries for update in _entry(entry, received_at)]


def _entry(entry: Any, received_at: datetime) -> Iterator[Update]:
    account_id = as_id(as_dict(entry).get("id")) or ""
    changes = as_list(as_dict(entry).get("changes"))
    if not changes:
        yield OtherUpdate("", account_id, None, _as_raw(entry))
    for change in changes:
        field = as_str(as_dict(change).get("field")) or ""
        value = as_dict(change).get("value")
        if isinstance(value, dict):
            yield from _Change(field, account_id, value, received_at).updates()
        else:
            yield OtherUpdate(field, account_id, None, _as_raw(change))


class _Change:
    """One change being read."""

    def __init__(self, field: str, account_id: str, value: Json, received_at: datetime) -> None:
        self.field = field
        self.account_id = account_id
        self.value = value
        self.received_at = received_at
        self.taken: Cut = cut(field, value)
        self.people = People(self.taken)

    def updates(self) -> Iterator[Update]:
        """Returns the change's updates. Fields that are about no customer's message are one update as a whole."""
        if not self.taken.nodes:
            yield self._other(self.value)
            return
        for key, node in self.taken.nodes:
            yield from self._node(key, node) if isinstance(node, dict) else (self._other(_as_raw(node)),)
        if self.taken.rest:
            yield self._other({**self.taken.headers, **self.taken.rest})

    def _node(self, key: str, node: Json) -> Iterator[Update]:
        if key == "statuses":
            yield status_update(self.taken, self.people, node, self.received_at) or self._other(node)
        elif key == "user_id_update":
            yield from_user_id_update(self.taken, self.people, node, self.received_at) or self._other(node)
        elif key == "history":
            yield from self._history(node)
        else:
            origin: Origin = "history" if self.field == "history" else "customer"
            if key == "message_echoes":
                origin = "phone"
            update = message(self.taken, self.people, key, node, origin=origin, received_at=self.received_at)
            yield update or self._other(node)
            change = self._identity(update)
            if change:
                yield change

    def _identity(self, message: Message | None) -> IdentityChange | None:
        """Returns who the customer is from now on. History tells of changes long past, and later ones must stand."""
        return from_system(message) if message and message.kind == "system" and message.origin == "customer" else None

    def _history(self, unit: Json) -> Iterator[Update]:
        """Returns one piece of history: a message of a thread, or what is told instead (errors, progress)."""
        threads = as_list(unit.get("threads"))
        messages = as_list(as_dict(threads[0]).get("messages")) if len(threads) == 1 else []
        if not messages:
            yield self._other(unit)
            return
        thread = as_dict(threads[0])
        context, who = as_dict(thread.get("context")), thread_customer(unit)
        customer = self.people.customer(who, context.get("parent_user_id"))
        for node in messages:
            sender = party(as_dict(node).get("from"), as_dict(node).get("from_user_id"))
            outgoing = is_ours(sender, self.taken.display_phone)
            author = self.people.customer(sender) if who.group_id and sender and not outgoing else None
            read = as_dict(node)
            update = build(
                self.taken,
                read,
                origin="history",
                customer=customer,
                author=author,
                outgoing=outgoing,
                received_at=self.received_at,
            )
            yield update or self._other(unit)

    def _other(self, raw: Json) -> OtherUpdate:
        return OtherUpdate(self.field, self.account_id, self.taken.channel_id, raw)


def _as_raw(value: Any) -> Json:
    return value if isinstance(value, dict) else {"value": value}
