"""A content as what WhatsApp Web sends: the JSON of a waE2E Message, and the file that goes with it.

What a linked device cannot send (buttons, lists, links under a button) becomes text with numbered choices.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from recado.kernel.errors import Invalid
from recado.kernel.words import Words
from recado.vendors.whatsapp import contents
from recado.vendors.whatsapp.contents.files import File
from recado.vendors.whatsapp.model import Json
from recado.vendors.whatsapp.web.cards import write_card

_NO_TEMPLATES = Words(
    "por WhatsApp Web no se envían plantillas: escribe su texto",
    "a template cannot be sent through WhatsApp Web: put its text in its place",
)
FileKind = Literal["image", "video", "audio", "document", "sticker"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to upload first. part: the field of the message its address and keys go into."""

    kind: FileKind
    part: str
    media_id: str | None
    link: str | None


@dataclass(frozen=True, slots=True)
class Target:
    """The message that is answered or reacted to. author: the address of who wrote it; mine: this number did."""

    vendor_id: str
    author: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Body:
    """The message, complete but for its file."""

    message: Json
    file: Attachment | None = None
    quotable: str | None = field(default=None)  # the part that can say which message it answers


def web_body(content: contents.Content, *, to: str, target: Target | None = None, at_ms: int = 0) -> Body:
    """Returns the body for an address. Raises Invalid for a template, whose text only its definition knows (see
    `templates`).

    at_ms: now, which orders reactions.
    """
    if isinstance(content, contents.ReactionContent):
        return _reaction(content, to, target, at_ms)
    build = cast(Callable[[Any], Body], _BUILDERS[type(content)])
    body = build(content)
    if target and body.quotable:
        # An empty quote: the reader's own phone has the message and shows it.
        answered = {"stanzaID": target.vendor_id, "participant": target.author, "quotedMessage": {"conversation": ""}}
        body.message[body.quotable]["contextInfo"] = answered
    return body


def _reaction(item: contents.ReactionContent, to: str, target: Target | None, at_ms: int) -> Body:
    key = {"remoteJID": to, "fromMe": bool(target and target.mine), "ID": item.message_id}
    if target and not target.mine and target.author != to:  # in a group
        key["participant"] = target.author
    return Body({"reactionMessage": {"key": key, "text": item.emoji, "senderTimestampMS": at_ms}})


def _text(body: str) -> Body:
    return Body({"extendedTextMessage": {"text": body}}, quotable="extendedTextMessage")


def _file(kind: FileKind, item: File, **facts: Any) -> Body:
    part = f"{kind}Message"
    used = {name: value for name, value in facts.items() if value is not None}
    return Body({part: used}, Attachment(kind, part, item.media_id, item.link), part)


def _location(item: contents.LocationContent) -> Body:
    facts: Json = {"degreesLatitude": item.latitude, "degreesLongitude": item.longitude}
    facts |= {name: text for name in ("name", "address") if (text := getattr(item, name))}
    return Body({"locationMessage": facts}, quotable="locationMessage")


def _contacts(item: contents.ContactsContent) -> Body:
    cards = [dict(zip(("displayName", "vcard"), write_card(card), strict=True)) for card in item.contacts]
    if len(cards) == 1:
        return Body({"contactMessage": cards[0]}, quotable="contactMessage")
    shown = ", ".join(card["displayName"] for card in cards)
    return Body({"contactsArrayMessage": {"displayName": shown, "contacts": cards}}, quotable="contactsArrayMessage")


def _document(item: contents.DocumentContent) -> Body:
    return _file("document", item, fileName=item.filename, title=item.filename, caption=item.caption)


def _joined(*paragraphs: str | None) -> str:
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _headed(header: contents.Header | None, *paragraphs: str | None) -> Body:
    """Text under its header: a line of text, or a file that carries the text as its caption."""
    if header is None or header.kind == "text":
        return _text(_joined(f"*{header.text}*" if header else None, *paragraphs))
    named = {"fileName": header.filename, "title": header.filename} if header.kind == "document" else {}
    return _file(header.kind, header, caption=_joined(*paragraphs), **named)


def _buttons(item: contents.ButtonsContent) -> Body:
    choices = "\n".join(f"{at}. {button.title}" for at, button in enumerate(item.buttons, 1))
    return _headed(item.header, item.body, choices, item.footer)


def _list(item: contents.ListContent) -> Body:
    paragraphs, at = [], 0
    for section in item.sections:
        lines = [f"*{section.title}*"] if section.title else []
        for at, row in enumerate(section.rows, at + 1):  # noqa: B020  numbers run on through the sections
            lines.append(f"{at}. {row.title}{f' – {row.description}' if row.description else ''}")
        paragraphs.append("\n".join(lines))
    return _text(_joined(f"*{item.header}*" if item.header else None, item.body, *paragraphs, item.footer))


def _link_button(item: contents.LinkButtonContent) -> Body:
    return _headed(item.header, item.body, f"{item.display_text}: {item.url}", item.footer)


def _template(_: contents.TemplateContent) -> Body:
    raise Invalid(_NO_TEMPLATES)


_BUILDERS: dict[type[Any], Callable[..., Body]] = {
    contents.TextContent: lambda item: _text(item.body),
    contents.ImageContent: lambda item: _file("image", item, caption=item.caption),
    contents.VideoContent: lambda item: _file("video", item, caption=item.caption),
    contents.AudioContent: lambda item: _file("audio", item, PTT=item.voice),
    contents.DocumentContent: _document,
    contents.StickerContent: lambda item: _file("sticker", item),
    contents.LocationContent: _location,
    contents.ContactsContent: _contacts,
    contents.ButtonsContent: _buttons,
    contents.ListContent: _list,
    contents.LinkButtonContent: _link_button,
    contents.TemplateContent: _template,
}
