"""Everything this Meta remembers: numbers, customers, chats, media, templates, and what businesses sent."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from infra.simulators.meta import ids

Json = dict[str, Any]
WINDOW = 24 * 3600
SCOPES = ("whatsapp_business_management", "whatsapp_business_messaging")


@dataclass(slots=True)
class Number:
    """A business number, with the app that serves it. One access token may serve several numbers.

    scopes: permissions of the token; limited_to: the accounts they are granted for, none: all. facts: what is another
    than usual in the number's node, such as {"quality_rating": "RED"}.
    """

    phone_number_id: str
    waba_id: str
    display_phone_number: str
    access_token: str
    app_secret: str
    callback_url: str
    verified_name: str = "Recado"
    app_id: str = "1000000000000001"
    override_url: str = ""
    scopes: list[str] = field(default_factory=lambda: list(SCOPES))
    limited_to: list[str] = field(default_factory=list)
    facts: Json = field(default_factory=dict)
    profile: Json = field(default_factory=dict)


@dataclass(slots=True)
class Customer:
    """A person, as one WhatsApp Business Account sees them. `hide_phone`: has a username, the number is not shown."""

    waba_id: str
    user_id: str
    phone: str | None = None
    name: str = ""
    username: str = ""
    hide_phone: bool = False
    reachable: bool = True

    @property
    def address(self) -> str:
        return self.phone or self.user_id


@dataclass(slots=True)
class Entry:
    """One line of a chat. `by` is customer or business; `status` is what the ticks show."""

    id: str
    by: str
    type: str
    node: Json
    at: float
    status: str = "sent"
    quoted: str | None = None
    reactions: dict[str, str] = field(default_factory=dict)
    edited: bool = False
    revoked: bool = False
    callback_data: str | None = None
    api_version: float = 24.0
    category: str = "service"


@dataclass(slots=True)
class Chat:
    """What one number and one customer said to each other. `viewers` are the phone pages that have it open."""

    number: Number
    customer: Customer
    entries: list[Entry] = field(default_factory=list)
    last_inbound: float = 0
    unread: int = 0
    typing_until: float = 0
    viewers: set["asyncio.Queue[Json]"] = field(default_factory=set)

    def window_open(self) -> bool:
        return time.time() - self.last_inbound < WINDOW

    def publish(self, event: Json) -> None:
        for viewer in self.viewers:
            viewer.put_nowait(event)


@dataclass(slots=True)
class Template:
    """A message template in one language."""

    id: str
    name: str
    language: str
    category: str
    components: list[Json]
    status: str = "PENDING"
    parameter_format: str = "POSITIONAL"
    rejected_reason: str = "NONE"
    quality: str = "UNKNOWN"
    made: float = field(default_factory=time.time)


@dataclass(slots=True)
class World:
    """The tables. A message is found by its wamid; a customer by phone or BSUID within a WABA."""

    numbers: dict[str, Number] = field(default_factory=dict)
    templates: dict[str, dict[str, Template]] = field(default_factory=dict)
    blocked_names: dict[tuple[str, str], float] = field(default_factory=dict)
    uploads: dict[str, Json] = field(default_factory=dict)
    unsubscribed: set[str] = field(default_factory=set)
    customers: dict[tuple[str, str], Customer] = field(default_factory=dict)
    chats: dict[tuple[str, str], Chat] = field(default_factory=dict)
    messages: dict[str, tuple[Chat, Entry]] = field(default_factory=dict)
    sent: list[Json] = field(default_factory=list)
    receipts: list[Json] = field(default_factory=list)
    accepted: Counter[str] = field(default_factory=Counter)
    rejected: Counter[int] = field(default_factory=Counter)

    def forget(self, *, numbers: bool) -> None:
        """Empty every table; numbers and templates only when told to. Pages that watch a chat are told it is gone."""
        for chat in self.chats.values():
            chat.publish({"event": "reset"})
        for table in (self.customers, self.chats, self.messages, self.sent, self.receipts, self.accepted):
            table.clear()
        self.rejected.clear()
        if numbers:
            self.numbers.clear()
            self.templates.clear()
            self.blocked_names.clear()
            self.uploads.clear()
            self.unsubscribed.clear()

    def register(self, number: Number) -> None:
        """Add or replace a number. A new account starts with the template Meta gives everybody."""
        self.numbers[number.phone_number_id] = number
        if number.waba_id not in self.templates:
            body = (
                "Welcome and congratulations!! This message demonstrates your ability to send a message notification."
            )
            hello = Template(
                ids.digits(),
                "hello_world",
                "en_US",
                "UTILITY",
                [{"type": "HEADER", "format": "TEXT", "text": "Hello World"}, {"type": "BODY", "text": body}],
                "APPROVED",
            )
            self.templates[number.waba_id] = {hello.id: hello}

    def of_waba(self, waba_id: str) -> list[Number]:
        return [number for number in self.numbers.values() if number.waba_id == waba_id]

    def customer(self, waba_id: str, phone: str | None, user_id: str | None) -> Customer:
        """The person with this phone or BSUID; made when new, completed when one of the two was not known yet."""
        customer = (phone and self.find_phone(waba_id, phone)) or (user_id and self.customers.get((waba_id, user_id)))
        if not customer:
            if not user_id:
                assert phone, "a customer has a phone or a user id"
                user_id = ids.user_id(waba_id, phone)
            customer = Customer(waba_id, user_id, phone)
        customer.phone = customer.phone or phone
        if user_id and customer.user_id != user_id:
            self._regenerated(customer, user_id)
        self.customers[waba_id, customer.user_id] = customer
        if customer.phone:
            self.customers[waba_id, customer.phone] = customer
        return customer

    def _regenerated(self, customer: Customer, user_id: str) -> None:
        """The person has a new BSUID, as happens when they change their number; the chats stay theirs."""
        for number in self.of_waba(customer.waba_id):
            if chat := self.chats.pop((number.phone_number_id, customer.user_id), None):
                self.chats[number.phone_number_id, user_id] = chat
        customer.user_id = user_id

    def find_phone(self, waba_id: str, phone: str) -> Customer | None:
        """By number, also in the other spelling that Mexican and Brazilian numbers have."""
        for spelling in spellings(phone):
            if customer := self.customers.get((waba_id, spelling)):
                return customer
        return None

    def chat(self, number: Number, customer: Customer) -> Chat:
        key = (number.phone_number_id, customer.user_id)
        if key not in self.chats:
            self.chats[key] = Chat(number, customer)
        return self.chats[key]

    def append(self, chat: Chat, entry: Entry) -> None:
        chat.entries.append(entry)
        self.messages[entry.id] = (chat, entry)


def spellings(phone: str) -> list[str]:
    """The number as given, then as WhatsApp may know it: Mexico's 1 after 52, Brazil's 9 after the area code."""
    if phone.startswith("521") and len(phone) == 13:
        return [phone, "52" + phone[3:]]
    if phone.startswith("52") and len(phone) == 12:
        return [phone, "521" + phone[2:]]
    if phone.startswith("55") and len(phone) == 13:
        return [phone, phone[:4] + phone[5:]]
    if phone.startswith("55") and len(phone) == 12:
        return [phone, phone[:4] + "9" + phone[4:]]
    return [phone]
