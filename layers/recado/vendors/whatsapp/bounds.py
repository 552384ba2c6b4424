"""Bounds of what the other end chooses: names, ids and texts of any length become what an index and a prompt can take.

Ids stay distinct and stable: one that is too long is stood for by its beginning and its digest.
"""

import hashlib
from dataclasses import replace
from typing import Any, Final, overload

from recado.vendors.whatsapp.model import (
    Customer,
    IdentityChange,
    Json,
    Media,
    Message,
    OtherUpdate,
    StatusUpdate,
    Update,
    VendorError,
)

ID_BYTES: Final = 240
NAME_LENGTH: Final = 200
FILE_NAME_LENGTH: Final = 240
TYPE_LENGTH: Final = 120
REASON_LENGTH: Final = 1_000
TEXT_LENGTH: Final = 65_536  # WhatsApp's own longest message
LIST_LENGTH: Final = 1_000
_BEGINNING: Final = 100
_WHOLE: Final = ("web_message",)  # what a Web session fetches a file by; nobody else reads it
_IDS: Final = ("author", "author_lid", "id", "button_id", "message_id", "target_id")  # keys of `content` that name


def bounded(update: Update) -> Update:
    """Returns the update with everything the other end chose cut to size; `raw` is left as it came."""
    match update:
        case Message():
            return _message(update)
        case StatusUpdate():
            return replace(
                update,
                vendor_id=short_id(update.vendor_id),
                customer=_customer(update.customer),
                callback_data=short_id(update.callback_data),
                errors=_errors(update.errors),
            )
        case IdentityChange():
            return replace(update, before=_customer(update.before), after=_customer(update.after))
        case OtherUpdate():
            return replace(update, field=update.field[:NAME_LENGTH], account_id=short_id(update.account_id))


@overload
def short_id(value: str) -> str: ...
@overload
def short_id(value: None) -> None: ...
@overload
def short_id(value: str | None) -> str | None: ...


def short_id(value: str | None) -> str | None:
    """Returns an id of at most ID_BYTES; the same for the same id, and another for another."""
    if value is None or len(value.encode("utf-8", "surrogatepass")) <= ID_BYTES:
        return value
    digest = hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()
    beginning = value.encode("utf-8", "ignore")[:_BEGINNING].decode("utf-8", "ignore")
    return f"{beginning}~{digest}"


def _message(message: Message) -> Message:
    return replace(
        message,
        vendor_id=short_id(message.vendor_id),
        customer=_customer(message.customer),
        author=_customer(message.author) if message.author else None,
        text=message.text[:TEXT_LENGTH] if message.text else message.text,
        content=_content(message.content),
        media=_media(message.media) if message.media else None,
        reply_to=short_id(message.reply_to),
        target_id=short_id(message.target_id),
        referral=_content(message.referral) if message.referral else message.referral,
        errors=_errors(message.errors),
    )


def _customer(customer: Customer) -> Customer:
    return replace(
        customer,
        phone=short_id(customer.phone),
        user_id=short_id(customer.user_id),
        parent_user_id=short_id(customer.parent_user_id),
        lid=short_id(customer.lid),
        group_id=short_id(customer.group_id),
        username=short_id(customer.username),
        name=one_line(customer.name, NAME_LENGTH),
    )


def one_line(text: str | None, length: int) -> str | None:
    """Returns a name on one line, cut; None when nothing is left of it."""
    if text is None:
        return None
    return " ".join(text[: length * 4].split())[:length].strip() or None


def _media(media: Media) -> Media:
    return replace(
        media,
        vendor_media_id=short_id(media.vendor_media_id),
        mime_type=media.mime_type[:TYPE_LENGTH],
        filename=one_line(media.filename, FILE_NAME_LENGTH),
    )


def _errors(errors: tuple[VendorError, ...]) -> tuple[VendorError, ...]:
    return tuple(
        replace(each, title=each.title[:REASON_LENGTH], detail=each.detail[:REASON_LENGTH]) for each in errors[:20]
    )


def _content(content: Json) -> Json:
    return {key[:NAME_LENGTH]: _value(key, value) for key, value in list(content.items())[:LIST_LENGTH]}


def _value(key: str, value: Any) -> Any:
    if isinstance(value, str):
        if key in _WHOLE:
            return value
        return short_id(value) if key in _IDS else value[:TEXT_LENGTH]
    if isinstance(value, list):
        return [_value("", item) for item in value[:LIST_LENGTH]]
    return _content(value) if isinstance(value, dict) else value
