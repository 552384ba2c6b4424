"""The canonical model: what happened on WhatsApp, whichever provider told us."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Kind = Literal[
    "text", "image", "video", "audio", "document", "sticker", "location", "contacts",
    "button_reply", "list_reply", "flow_reply", "template_button", "reaction", "order",
    "edit", "revoke", "system", "call_permission", "payment", "welcome", "unsupported",
]  # fmt: skip
Origin = Literal["customer", "phone", "history"]
Status = Literal["sent", "delivered", "read", "played", "failed"]
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Customer:
    """Who is at the other end. Any of the identities may be missing; at least one is present.

    phone: digits with country code, no plus. user_id: Meta's business-scoped id (BSUID). group_id: the group's id.
    """

    phone: str | None = None
    user_id: str | None = None
    parent_user_id: str | None = None
    lid: str | None = None
    username: str | None = None
    group_id: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Media:
    """A file the vendor holds for us. sha256: lowercase hex, when the vendor gave it. width, height (pixels),
    duration_ms and waveform (64 loudnesses from 0 to 100): as its sender says, where the vendor passes that on."""

    vendor_media_id: str
    mime_type: str
    sha256: str | None = None
    filename: str | None = None
    voice: bool = False
    animated: bool = False
    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None
    waveform: bytes | None = None


@dataclass(frozen=True, slots=True)
class VendorError:
    """A reason as the vendor gives it."""

    code: int
    title: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One message: a customer's, or one the business typed on its own phone (origin `phone`).

    channel_id: the vendor's id of our number. text: what a reader would search for (body, caption, title of the
    button). content: the rest of the kind's facts. target_id: the message a reaction, edit or revoke is about.
    author: who wrote it, when the customer is a group.
    """

    channel_id: str
    vendor_id: str
    customer: Customer
    kind: Kind
    sent_at: datetime
    origin: Origin = "customer"
    text: str | None = None
    content: Json = field(default_factory=dict)
    media: Media | None = None
    reply_to: str | None = None
    target_id: str | None = None
    referral: Json | None = None
    author: Customer | None = None
    errors: tuple[VendorError, ...] = ()
    raw: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StatusUpdate:
    """What became of a message we sent. callback_data: the id we put on it when sending."""

    channel_id: str
    vendor_id: str
    status: Status
    at: datetime
    customer: Customer
    callback_data: str | None = None
    errors: tuple[VendorError, ...] = ()
    pricing: Json | None = None
    raw: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IdentityChange:
    """A customer is known under a new identity from now on (number change, regenerated BSUID)."""

    channel_id: str
    before: Customer
    after: Customer
    at: datetime
    raw: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OtherUpdate:
    """Anything else the vendor tells: kept raw. account_id: the WABA (`entry.id`)."""

    field: str
    account_id: str
    channel_id: str | None
    raw: Json


Update = Message | StatusUpdate | IdentityChange | OtherUpdate
