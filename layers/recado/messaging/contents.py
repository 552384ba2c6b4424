"""What a message says, typed by its kind: what can be sent, what only arrives, and notes of the team.

Stored JSON is whatever a provider told, now or years ago. It is read leniently: what does not fit is left out, what is
too long is cut, and what cannot be read at all is shown as unsupported. Nothing stored can keep a message from being
shown.
"""

from collections.abc import Callable
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import AwareDatetime, Field

from recado.kernel.mending import mended
from recado.messaging.file_names import safe_name
from recado.messaging.model import ConversationState
from recado.vendors.whatsapp import contents
from recado.vendors.whatsapp.contents import received
from recado.vendors.whatsapp.contents.fields import ARRIVED, MOST_FILE_NAME, Arriving, Part
from recado.vendors.whatsapp.contents.received import MessageContext, UnsupportedContent

Json = dict[str, Any]


class NoteContent(Part):
    """What the team wrote to itself; it is never sent."""

    type: Literal["note"] = "note"
    body: Arriving


class StateContent(Part):
    """The conversation was closed, snoozed `until` a moment, or reopened, by its author; nobody is sent it."""

    type: Literal["state"] = "state"
    state: ConversationState
    until: Annotated[AwareDatetime, Field(strict=False)] | None = None


Shown = (
    contents.Content
    | received.ButtonReplyContent | received.ListReplyContent | received.TemplateButtonContent
    | received.FlowReplyContent | received.OrderContent | received.SystemContent | received.CallPermissionContent
    | received.PaymentContent | received.WelcomeContent | UnsupportedContent | NoteContent
    | StateContent
)  # fmt: skip
MessageContent = Annotated[Shown, Field(discriminator="type")]
MessageKind = Literal[
    "text", "image", "video", "audio", "document", "sticker", "location", "contacts", "reaction", "buttons", "list",
    "link_button", "template", "button_reply", "list_reply", "template_button", "flow_reply", "order", "system",
    "call_permission", "payment", "welcome", "unsupported", "note", "state",
]  # fmt: skip
MessageStatus = Literal["received", "queued", "sending", "unconfirmed", "sent", "delivered", "read", "played", "failed"]
MessageAuthor = Literal["customer", "agent", "person", "phone", "system"]

_CLASSES: dict[str, type[Part]] = {each.model_fields["type"].default: each for each in get_args(Shown)}
# Where a content keeps the words that are also the message's text, which an edit changes.
_WORDS: Final = {
    "text": "body", "buttons": "body", "list": "body", "link_button": "body", "note": "body", "system": "body",
    "image": "caption", "video": "caption", "document": "caption", "order": "text",
}  # fmt: skip


def shown_kind(kind: str | None) -> str:
    """Returns the kind a message is shown as; `unsupported` for one that is not known here."""
    return kind if kind in _CLASSES else "unsupported"


def shown_content(
    kind: str,
    text: str | None,
    content: object,
    *,
    media_id: str | None = None,
    filename: str | None = None,
    target_id: str | None = None,
) -> Shown:
    """Returns what a stored message says. Never raises, whatever is stored.

    media_id, filename: of its file, if it has one: an arrived content does not name it. target_id: of a reaction, the
    message it is about.
    """
    stored = dict(content) if isinstance(content, dict) else {}
    shown_as = _CLASSES.get(kind)
    if shown_as is None or shown_as is UnsupportedContent:
        raw = stored.get("type") if kind == "unsupported" else kind
        return mended(UnsupportedContent, {"raw_type": raw}, ARRIVED) or UnsupportedContent()
    prepared = _prepared(kind, stored)
    if text is not None and (words := _WORDS.get(kind)):
        prepared[words] = text
    if target_id and shown_as is contents.ReactionContent:
        prepared["message_id"] = target_id
    if media_id and issubclass(shown_as, contents.File):
        prepared["media_id"] = media_id
        prepared.pop("link", None)
        if filename and shown_as is contents.DocumentContent:
            prepared["filename"] = safe_name(filename)[:MOST_FILE_NAME]
    read = mended(shown_as, prepared, ARRIVED)
    return (
        read
        if isinstance(read, Shown)
        else mended(UnsupportedContent, {"raw_type": kind}, ARRIVED) or UnsupportedContent()
    )


def shown_context(content: object) -> MessageContext | None:
    """Returns what a stored message carries beside what it says; None when it is nothing. Never raises."""
    stored = content if isinstance(content, dict) else {}
    kept = {name: stored[name] for name in MessageContext.model_fields if stored.get(name)}
    context = mended(MessageContext, kept, ARRIVED) if kept else None
    return context if context and context != MessageContext() else None


def _prepared(kind: str, stored: Json) -> Json:
    """Returns the stored content under the names it is shown with."""
    prepare = _PREPARE.get(kind)
    return (prepare(stored) if prepare else stored) | {"type": kind}


def _card(card: object) -> object:
    """A card without a full name goes by whatever else it has."""
    if not isinstance(card, dict):
        return card
    name = card["name"] if isinstance(card.get("name"), dict) else {}
    if not _written(name.get("formatted_name")):
        others = [name.get("first_name"), name.get("last_name"), *(_first(card, *each) for each in _NAMES)]
        name = name | {"formatted_name": next((each for each in others if _written(each)), "…")}
    return card | {"name": name}


_NAMES = (("phones", "phone"), ("emails", "email"))


def _first(card: Json, name: str, key: str) -> object:
    listed = card.get(name)
    first = listed[0] if isinstance(listed, list) and listed else None
    return first.get(key) if isinstance(first, dict) else None


def _written(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _contacts(stored: Json) -> Json:
    cards = stored.get("contacts")
    return {"contacts": [_card(card) for card in cards] if isinstance(cards, list) else cards}


_PREPARE: dict[str, Callable[[Json], Json]] = {
    "contacts": _contacts,
    "system": lambda stored: {"event": stored.get("type")},
    "reaction": lambda stored: {"emoji": "", **stored},
}
