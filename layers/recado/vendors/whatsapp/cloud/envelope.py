"""Cutting one webhook body into fragments, one a conversation, each a valid body again. Standard library only.

Meta puts up to 1000 updates of many customers in one POST (Meta, Cloud API, Create a webhook endpoint). A queue that
keeps order by conversation needs them apart.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from recado.vendors.whatsapp.cloud.json_reading import (
    Cut,
    Json,
    Party,
    as_dict,
    as_id,
    as_list,
    cut,
)

MAX_UPDATES = 100
# What SQS takes as MessageGroupId (AWS, SQS API reference, SendMessage).
_GROUP_ID = re.compile(r"[A-Za-z0-9!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~]{1,128}")
_WHOLE_ENTRY = object()  # in place of a change: the entry has none, and travels as it is
_Aliases = dict[tuple[str | None, str], str]


@dataclass(frozen=True, slots=True)
class Fragment:
    """The updates of one conversation. address: fit for an SQS MessageGroupId. body: a webhook body with only these."""

    address: str
    body: Json


@dataclass(slots=True)
class _Change:
    """One change where it stands. cut: None when it is not shaped as a change."""

    entry: Any
    change: Any
    cut: Cut | None
    channel: str | None


@dataclass(slots=True)
class _Piece:
    """The nodes of one change that belong to one address. named: they say whose they are. names: whom they mention."""

    address: str
    named: bool
    lists: dict[str, list[Any]] = field(default_factory=dict)
    contacts: list[Any] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    count: int = 0


def split(body: Json) -> list[Fragment]:
    """Cut a body into fragments, order kept within an address, nothing lost. Takes any JSON object and never raises."""
    entries = as_list(body.get("entry"))
    if not entries:
        return [Fragment(_address(None, Party(), {}), body)]
    changes = [change for entry in entries for change in _changes(entry)]
    aliases = _aliases(changes)
    shelf = _Shelf({key: inner for key, inner in body.items() if key != "entry"})
    for change in changes:
        for address, part, count in _parts(change, aliases):
            shelf.add(address, change.entry, part, count)
    return shelf.fragments


def _changes(entry: Any) -> Iterator[_Change]:
    entry_id = as_id(as_dict(entry).get("id"))
    changes = as_list(as_dict(entry).get("changes"))
    if not changes:
        yield _Change(entry, _WHOLE_ENTRY, None, entry_id)
    for change in changes:
        value = as_dict(change).get("value")
        if isinstance(value, dict):
            taken = cut(change.get("field"), value)
            yield _Change(entry, change, taken, taken.channel_id or entry_id)
        else:
            yield _Change(entry, change, None, entry_id)


def _aliases(changes: list[_Change]) -> _Aliases:
    """Returns the user id of each phone number the body gives both of, so that a node with only the phone joins its
    fellows."""
    aliases: _Aliases = {}
    for change in changes:
        if change.cut:
            for who in (*change.cut.cards, *(who for people in change.cut.mentions for who in people)):
                if who.phone and who.user_id:
                    aliases.setdefault((change.channel, who.phone), who.user_id)
    return aliases


def _address(channel: str | None, who: Party, aliases: _Aliases) -> str:
    phone = aliases.get((channel, who.phone), who.phone) if who.phone else None
    customer = who.group_id or who.user_id or phone
    written = (channel or "unaddressed") + (f":{customer}" if customer else "")
    if _GROUP_ID.fullmatch(written):
        return written
    return "sha256:" + hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def _parts(change: _Change, aliases: _Aliases) -> list[tuple[str, Any, int]]:
    """Returns one change as changes of one address each, with the number of updates in each."""
    taken, home = change.cut, _address(change.channel, Party(), {})
    if taken is None or not taken.nodes:
        return [(home, change.change, 1)]
    pieces = _pieces(change, taken, aliases)
    if len(pieces) == 1:  # one conversation: what Meta wrote beside its updates is about them, so all stays together
        return [(pieces[0].address, change.change, pieces[0].count)]
    _deal_contacts(taken, pieces)
    parts = []
    for piece in pieces:
        contacts = {"contacts": piece.contacts} if piece.contacts else {}
        value = {**taken.headers, **contacts, **piece.lists}
        parts.append((piece.address, {**change.change, "value": value}, piece.count))
    if taken.rest:
        parts.append((home, {**change.change, "value": {**taken.headers, **taken.rest}}, 1))
    return parts


def _pieces(change: _Change, taken: Cut, aliases: _Aliases) -> list[_Piece]:
    pieces: list[_Piece] = []
    latest: dict[str, _Piece] = {}
    fallback = taken.cards[0] if taken.sole_contact else Party()
    for (key, node), people in zip(taken.nodes, taken.mentions, strict=True):
        address = _address(change.channel, people[0] or fallback, aliases)
        piece = latest.get(address)
        if piece is None or piece.count >= MAX_UPDATES:
            piece = latest[address] = _Piece(address, named=bool(people[0]))
            pieces.append(piece)
        piece.lists.setdefault(key, []).append(node)
        piece.names.update(name for who in people for name in (who.phone, who.user_id) if name)
        piece.count += 1
    return pieces


def _deal_contacts(taken: Cut, pieces: list[_Piece]) -> None:
    """Give each piece the contacts its nodes mention. What nobody mentions stays with the first that has a name."""
    named = [piece for piece in pieces if piece.named]
    holders: dict[str, list[_Piece]] = {}
    for piece in named:
        for name in piece.names:
            holders.setdefault(name, []).append(piece)
    for contact, who in zip(taken.contacts, taken.cards, strict=True):
        theirs = [piece for name in (who.user_id, who.phone) if name for piece in holders.get(name, ())]
        for piece in {id(piece): piece for piece in theirs or named[:1] or pieces}.values():
            piece.contacts.append(contact)


class _Shelf:
    """Fragments being filled: each address has one open, and a full one gives way to the next."""

    def __init__(self, head: Json) -> None:
        self.fragments: list[Fragment] = []
        self._head = head
        self._open: dict[str, tuple[Fragment, int]] = {}
        self._last_entry: dict[str, Any] = {}

    def add(self, address: str, entry: Any, change: Any, count: int) -> None:
        fragment, held = self._open.get(address, (None, 0))
        if fragment is None or held + count > MAX_UPDATES:
            fragment, held = Fragment(address, {**self._head, "entry": []}), 0
            self.fragments.append(fragment)
            self._last_entry.pop(address, None)
        self._open[address] = (fragment, held + count)
        entries = fragment.body["entry"]
        if change is _WHOLE_ENTRY:
            entries.append(entry)
            self._last_entry.pop(address, None)
        elif self._last_entry.get(address) is entry:
            entries[-1]["changes"].append(change)
        else:
            entries.append({**entry, "changes": [change]})
            self._last_entry[address] = entry
