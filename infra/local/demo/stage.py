"""The stage of the demo: customers write, answers are awaited and shown, and every check is kept."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from infra.local.demo import facts, screen
from infra.local.demo.customer import Customer
from infra.local.seed import Seeded, get, post

Json = dict[str, Any]
T = TypeVar("T")
BUSINESS = "La Espiga"
PATIENCE_SECONDS = 90


class Missed(Exception):
    """Something that had to happen did not; the scene cannot go on."""


@dataclass(frozen=True, slots=True)
class Check:
    """Something verified in a turn; `found` says what was there instead."""

    turn: str
    what: str
    passed: bool
    detail: str


@dataclass(slots=True)
class Stage:
    """`alive` raises as soon as a process of the stack has died. `expected`: how many messages each customer gets."""

    meta_url: str
    seeded: Seeded
    alive: Callable[[], None]
    checks: list[Check] = field(default_factory=list)
    turn: str = ""
    expected: dict[Customer, int] = field(default_factory=dict)
    conversations: dict[Customer, UUID] = field(default_factory=dict)

    def customer(self, name: str, **identities: str) -> Customer:
        """Somebody new."""
        made = Customer(self.meta_url, self.seeded.phone_number_id, name, **identities)
        self.expected[made] = 0
        return made

    def check(self, what: str, passed: bool, detail: object = "") -> None:
        """Keeps a check for the summary."""
        self.checks.append(Check(self.turn, what, passed, f"found: {detail}" if detail != "" else "it is not so"))

    def until(self, what: str, look: Callable[[], T | None], seconds: float = PATIENCE_SECONDS) -> T:
        """Returns the first true value of `look`; Missed when none comes in time."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.alive()
            if value := look():
                return value
            time.sleep(0.05)
        raise Missed(f"{what}: not within {seconds:.0f} s")

    def says(self, customer: Customer, shown: str, **message: Any) -> str:
        """A customer writes a text, or sends `message`. Returns the message's id once it is stored."""
        message_id = customer.send(**message) if message else customer.text(shown)
        self._heard(customer, shown, message_id)
        return message_id

    def says_at_once(self, customer: Customer, texts: Sequence[str]) -> list[str]:
        """A customer writes several texts one on the heels of the other. Returns their ids, as `says`."""
        message_ids = [customer.text(text) for text in texts]
        for text, message_id in zip(texts, message_ids, strict=True):
            self._heard(customer, text, message_id)
        return message_ids

    def answers(self, customer: Customer, count: int = 1, status: str = "delivered") -> list[Json]:
        """Awaits `count` more messages to the customer, shows them, and answers them as Meta got them."""
        before = self.expected[customer]
        self.expected[customer] = before + count
        total = before + count
        answers = self.until("an answer at Meta", lambda: _enough(customer.received(), total))[before:total]
        for each in answers:
            row = self.until(f"an answer {status}", partial(self._settled, each, status))
            screen.right(BUSINESS, row["text"], row["status"])
        return answers

    def row(self, sent: Json) -> Json:
        """Returns the row of a message that Meta got."""
        return facts.message(self.seeded.business_id, UUID(sent["biz_opaque_callback_data"]))

    def statuses_of(self, sent: Json, statuses: set[str]) -> list[str] | None:
        """The statuses Meta told of a message, in the order they happened; None until `statuses` are among them.

        Meta tells each in a webhook of its own, and the later may come first.
        """
        seen: list[str] = self.row(sent)["statuses"]
        return seen if statuses <= set(seen) else None

    def conversation_of(self, customer: Customer) -> UUID:
        return self.conversations[customer]

    def meta_settings(self, **settings: Any) -> None:
        """Changes how the simulated Meta behaves."""
        post(f"{self.meta_url}/_sim/config", settings)

    def deliveries(self, message_id: str) -> list[Json]:
        """Returns the webhooks in which Meta told of a message."""
        all_of_them = get(f"{self.meta_url}/_sim/deliveries?last=500")["deliveries"]
        return [delivery for delivery in all_of_them if message_id in delivery["ids"]]

    def _heard(self, customer: Customer, shown: str, message_id: str) -> None:
        row = self.until("the customer's message is stored", lambda: facts.stored(self.seeded.business_id, message_id))
        self.conversations[customer] = row["conversation_id"]
        screen.left(customer.name, shown, str(customer.line(message_id).get("status", "sent")))

    def _settled(self, sent: Json, status: str) -> Json | None:
        row = self.row(sent)
        return row if row.get("status") == status else None


def body_of(sent: Json) -> str:
    """Returns the text of a message that Meta got."""
    return str(sent["body"].get("text", {}).get("body", ""))


def _enough(rows: list[Json], total: int) -> list[Json] | None:
    return rows if len(rows) >= total else None
