"""A content as the JSON body of `POST /<phone number id>/messages` (Meta, Cloud API reference, Messages)."""

from collections.abc import Callable
from typing import Any, cast

from recado.kernel.errors import Invalid
from recado.kernel.words import Words
from recado.vendors.whatsapp import contents
from recado.vendors.whatsapp.contents.files import File
from recado.vendors.whatsapp.model import Customer, Json

MOST_CALLBACK_DATA = 512
_NO_ADDRESS = Words(
    "el cliente no tiene teléfono, ni id de usuario, ni grupo",
    "the customer has neither a phone number nor a user id nor a group",
)


def message_body(
    to: Customer, content: contents.Content, *, reply_to: str | None = None, callback_data: str = ""
) -> Json:
    """Returns the request body. Raises Invalid when the customer has no address Meta takes.

    callback_data comes back on each status of the message (`biz_opaque_callback_data`, up to 512 characters).
    """
    if len(callback_data) > MOST_CALLBACK_DATA:
        raise Invalid(f"callback_data has up to {MOST_CALLBACK_DATA} characters")
    build = cast(Callable[[Any], tuple[str, Any]], _BUILDERS[type(content)])
    kind, node = build(content)
    body: Json = {"messaging_product": "whatsapp", **_recipient(to), "type": kind, kind: node}
    if reply_to and not isinstance(
        content, contents.ReactionContent
    ):  # a reaction names its message itself and cannot be a reply
        body["context"] = {"message_id": reply_to}
    if callback_data:
        body["biz_opaque_callback_data"] = callback_data
    return body


def read_body(message_id: str, *, typing: bool) -> Json:
    """Mark a message and those before it as read; with `typing`, show the typing bubble too, for up to 25 seconds."""
    body: Json = {"messaging_product": "whatsapp", "status": "read", "message_id": message_id}
    return {**body, "typing_indicator": {"type": "text"}} if typing else body


def _recipient(to: Customer) -> Json:
    if to.group_id:
        return {"recipient_type": "group", "to": to.group_id}
    if to.phone:
        # Without the plus Meta puts the business's own country code before the number.
        return {"recipient_type": "individual", "to": "+" + to.phone}
    if to.user_id:
        # In `to` a user id is accepted and the message silently dropped (Meta, Business-scoped user IDs).
        return {"recipient_type": "individual", "recipient": to.user_id}
    raise Invalid(_NO_ADDRESS)


def _used(**values: Any) -> Json:
    return {key: value for key, value in values.items() if value is not None}


def _source(item: File) -> Json:
    return {"id": item.media_id} if item.media_id else {"link": item.link}


def _text(item: contents.TextContent) -> tuple[str, Json]:
    return "text", {"body": item.body, "preview_url": item.preview_url}


def _captioned(item: contents.ImageContent | contents.VideoContent) -> tuple[str, Json]:
    return item.type, {**_source(item), **_used(caption=item.caption)}


def _audio(item: contents.AudioContent) -> tuple[str, Json]:
    return "audio", {**_source(item), **({"voice": True} if item.voice else {})}


def _document(item: contents.DocumentContent) -> tuple[str, Json]:
    return "document", {**_source(item), **_used(filename=item.filename, caption=item.caption)}


def _location(item: contents.LocationContent) -> tuple[str, Json]:
    named = _used(name=item.name, address=item.address)
    return "location", {"latitude": item.latitude, "longitude": item.longitude, **named}


def _header(header: contents.Header) -> Json:
    if header.kind == "text":
        return {"type": "text", "text": header.text}
    filename = _used(filename=header.filename) if header.kind == "document" else {}
    return {"type": header.kind, header.kind: {**_source(header), **filename}}


def _card(card: contents.ContactCard) -> Json:
    """Meta wants one part of the name beside the whole."""
    node = {name: value for name, value in card.as_json().items() if value != []}
    if len(node["name"]) == 1:
        node["name"]["first_name"] = card.name.formatted_name
    return node


def _interactive(kind: str, body: str, action: Json, header: Json | None, footer: str | None) -> tuple[str, Json]:
    parts = _used(header=header, body={"text": body}, footer={"text": footer} if footer else None, action=action)
    return "interactive", {"type": kind, **parts}


def _buttons(item: contents.ButtonsContent) -> tuple[str, Json]:
    replies = [{"type": "reply", "reply": {"id": button.id, "title": button.title}} for button in item.buttons]
    header = _header(item.header) if item.header else None
    return _interactive("button", item.body, {"buttons": replies}, header, item.footer)


def _list(item: contents.ListContent) -> tuple[str, Json]:
    sections = [
        _used(
            title=section.title,
            rows=[_used(id=row.id, title=row.title, description=row.description) for row in section.rows],
        )
        for section in item.sections
    ]
    header = {"type": "text", "text": item.header} if item.header else None
    return _interactive("list", item.body, {"button": item.button, "sections": sections}, header, item.footer)


def _link_button(item: contents.LinkButtonContent) -> tuple[str, Json]:
    action = {"name": "cta_url", "parameters": {"display_text": item.display_text, "url": item.url}}
    return _interactive("cta_url", item.body, action, _header(item.header) if item.header else None, item.footer)


def _template(item: contents.TemplateContent) -> tuple[str, Json]:
    components = {"components": [each.as_json() for each in item.components]} if item.components else {}
    return "template", {"name": item.name, "language": {"code": item.language}, **components}


_BUILDERS: dict[type[Any], Callable[..., tuple[str, Any]]] = {
    contents.TextContent: _text,
    contents.ImageContent: _captioned,
    contents.VideoContent: _captioned,
    contents.AudioContent: _audio,
    contents.DocumentContent: _document,
    contents.StickerContent: lambda item: ("sticker", _source(item)),
    contents.LocationContent: _location,
    contents.ContactsContent: lambda item: ("contacts", [_card(card) for card in item.contacts]),
    contents.ReactionContent: lambda item: ("reaction", {"message_id": item.message_id, "emoji": item.emoji}),
    contents.ButtonsContent: _buttons,
    contents.ListContent: _list,
    contents.LinkButtonContent: _link_button,
    contents.TemplateContent: _template,
}
