"""What a worker asks of one WhatsApp Web client, whichever client it is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

from recado.vendors.whatsapp.contents import Content
from recado.vendors.whatsapp.web.body import Target

State = Literal["connecting", "online", "offline", "logged_out", "banned", "replaced"]
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to the session.

    kind: "message", "receipt", "undecryptable", "qr", "paired", "connected", "disconnected", "logged_out", "banned",
    "replaced", "offline_sync_completed", "log". data: for the first three the JSON of WhatsApp's own protobuf (bytes in
    base64, names in its own case); {"code"} of a qr; {"jid", "lid"} of paired; {"code", "expire"} of banned.
    """

    kind: str
    data: Json = field(default_factory=dict)
    received_at: datetime = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Address:
    """Who a message goes to: "5215512345678@s.whatsapp.net", "123@lid", "…@g.us"."""

    jid: str


class KeysBroken(Exception):
    """What was given as the keys is no session store, or one that is linked to nothing."""


class Refused(Exception):
    """It will not be sent like this. code: WhatsApp's own number ("463": no first contacts for a while), or ours."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(f"{code}: {text}")
        self.code = code
        self.text = text


class NotSent(Exception):
    """It certainly did not leave; sending again is harmless."""


class Ambiguous(Exception):
    """Nobody knows whether it left. Sending again could send twice."""


class Gateway(Protocol):
    """One WhatsApp Web client, in a worker process of its own. Every call that blocks has a deadline."""

    def start(self, keys: bytes | None, on_event: Callable[[Event], None]) -> None:
        """Connects. keys: the session store as last saved, None to pair anew. Events come on the library's thread.

        Raises KeysBroken when the keys cannot be used: it never pairs anew with keys given.
        """

    def pair_by_code(self, phone: str) -> str:
        """Returns the code the owner types on the phone. phone: digits with country code."""

    def state(self) -> State:
        """Returns how the connection stands now."""

    def keys(self) -> bytes:
        """Returns the session store as it is now, consistent."""

    def send(self, to: Address, content: Content, target: Target | None) -> str:
        """Returns the vendor's id of the message. target: what it answers or reacts to.

        Raises Refused, NotSent or Ambiguous.
        """

    def subscribe(self, to: Address) -> None:
        """Follows whether somebody is online, which also fetches the token that writing to them first may need."""

    def typing(self, to: Address, on: bool) -> None:
        """Shows or ends "typing…"."""

    def mark_read(self, chat: str, sender: str, vendor_ids: list[str]) -> None:
        """Blue ticks for these messages."""

    def download(self, message: bytes) -> bytes:
        """Returns the file of a message. message: the serialized waE2E Message whose media it is.

        Raises Refused when WhatsApp does not have it any more, NotSent when it cannot be had now.
        """

    def logout(self) -> None:
        """Unlinks this device from the account."""

    def stop(self) -> None:
        """Ends the connection; the session can be started again."""
