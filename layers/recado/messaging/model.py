"""Types and pure rules of conversations: windows, statuses, what deserves an answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal, Protocol, TypeVar
from uuid import UUID

from recado.businesses.model import UnderstandMedia
from recado.vendors.whatsapp.model import Kind, Message

Direction = Literal["in", "out"]
WINDOW: Final = timedelta(hours=24)  # Meta: free text only within 24 h of the customer's last message
ANSWERABLE: Final[frozenset[Kind]] = frozenset(
    {
        "text", "image", "video", "audio", "document", "sticker", "location", "contacts",
        "button_reply", "list_reply", "flow_reply", "template_button", "order",
    }
)  # fmt: skip

# What a person still has to read. An edit, a deletion or a reaction changes what was said; it is nothing new to read.
NOT_READ: Final[frozenset[Kind]] = frozenset({"edit", "revoke", "reaction", "system", "welcome"})

ConversationState = Literal["open", "snoozed", "closed"]
MediaTextKind = Literal["transcript", "description", "ocr"]
MediaTextState = Literal["waiting", "done", "failed", "blocked", "too_large"]
HandoverReason = Literal["asked", "complaint", "payment", "out_of_scope", "doubtful", "urgent", "loop", "failed"]

# A status only moves up; failed is final and cannot undo what the customer has already received.
STATUS_RANK: Final = {
    "queued": 0, "sending": 1, "unconfirmed": 2, "sent": 3, "failed": 4, "delivered": 5, "read": 6, "played": 7,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Thread:
    """Where a message belongs, and whether the bot may answer there.

    hours: of the business as stored, when it tells customers that it is away and the number can send; else None.
    rings: whether somebody wants their phone to ring for customers. understand_media: whose files are understood.
    sandbox: the customer is made up.
    """

    conversation_id: UUID
    contact_id: UUID
    bot_on: bool
    quiet_seconds: float
    max_seconds: float
    pause_minutes: int
    hours: Any = None
    timezone: str = "UTC"
    bot_when_away: bool = True
    rings: bool = False
    understand_media: UnderstandMedia = "bot_on"
    sandbox: bool = False


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message as the history shows it.

    target_id: of a reaction, what the vendor calls the message it is about. filename, voice, seconds: of its
    file, if it has one. file_state, file_text, voucher: what is heard or seen in it (MediaText), if anybody is to.
    """

    id: UUID
    seq: int
    direction: str
    author: str
    kind: str
    text: str | None
    content: dict[str, Any]
    vendor_id: str | None
    reply_to: str | None
    status: str
    sent_at: datetime
    target_id: str | None = None
    filename: str | None = None
    voice: bool = False
    seconds: int | None = None
    file_state: MediaTextState | None = None
    file_text: str | None = None
    voucher: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class MediaText:
    """What is heard in a file or seen in it. reason: why there is no text. seconds: of a sound.

    voucher: what a receipt of a payment says: monto, moneda, referencia, banco, fecha, titular, as far as it does.
    """

    message_id: UUID
    kind: MediaTextKind
    state: MediaTextState
    text: str | None = None
    language: str | None = None
    seconds: int | None = None
    voucher: dict[str, Any] | None = None
    reason: str | None = None


def next_status(current: str, reported: str) -> str:
    """Returns the status of a message that is `current` when the vendor tells `reported`: higher or unchanged."""
    if current == "failed" or STATUS_RANK[reported] <= STATUS_RANK[current]:
        return current
    return reported


def deserves_answer(message: Message, moment: datetime, oldest: timedelta = WINDOW) -> bool:
    """Returns whether this message is a question to us. Old messages are only stored: a backlog is not a question."""
    return (
        message.origin == "customer"
        and message.kind in ANSWERABLE
        and message.customer.group_id is None
        and not message.content.get("outgoing")
        and moment - message.sent_at < oldest
    )


class Placed(Protocol):
    """What decides about a message's place in the reading order."""

    @property
    def seq(self) -> int: ...
    @property
    def direction(self) -> str: ...
    @property
    def sent_at(self) -> datetime: ...


Read = TypeVar("Read", bound=Placed)


def reading_order(messages: Iterable[Read]) -> list[Read]:
    """Oldest first; what came in from the customer after our last message stands after it, whatever its clock says.

    Meta's clock has whole seconds, and a delivery can be late: by `sent_at` alone a question could seem answered.
    """
    listed = list(messages)
    ours = max((message.seq for message in listed if message.direction == "out"), default=0)
    return sorted(listed, key=lambda each: (each.direction == "in" and each.seq > ours, each.sent_at, each.seq))


def opens_window(message: Message) -> bool:
    """Returns whether this message lets the business write freely for a day."""
    return message.origin == "customer" and message.customer.group_id is None and message.kind != "system"
