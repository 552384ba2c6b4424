"""A content as the JSON body of `POST /<phone number id>/messages` (Meta, Cloud API reference, Messages)."""

from collections.abc import Callable
from typing import Any, cast

from recado.vendors.whatsapp import outbound as out
from recado.vendors.whatsapp.checks import check_text, refuse
from recado.vendors.whatsapp.model import Customer, Json


def message_body(to: Customer, content: out.Content, *, reply_to: str | None = None, callback_data: str = "") -> Json:
    """The request body. Invalid when the customer has no address Meta takes.

    callback_data comes back on each status of the message (`biz_opaque_callback_data`, up to 512 characters).
    """
    check_text("callback_data", callback_data, 512, required=False)
    build = cast(Callable[[Any], tuple[str, Any]], _BUILDERS[type(content)])
    kind, node = build(content)
    body: Json = {"messaging_product": "whatsapp", **_recipient(to), "type": kind, kind: node}
    if reply_to and not isinstance(content, out.Reaction):  # a reaction names its message itself and cannot be a reply
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
    return refuse("the customer has neither a phone number nor a user id nor a group")


def _used(**values: Any) -> Json:
    return {key: value for key, value in values.items() if value is not None}


def _source(item: out.Image | out.Video | out.Audio | out.Document | out.Sticker | out.Header) -> Json:
    return {"id": item.media_id} if item.media_id else {"link": item.link}


def _text(item: out.Text) -> tuple[str, Json]:
    return "text", {"body": item.body, "preview_url": item.preview_url}


def _captioned(item: out.Image | out.Video) -> tuple[str, Json]:
    return item.type, {**_source(item), **_used(caption=item.caption)}


def _audio(item: out.Audio) -> tuple[str, Json]:
    return "audio", {**_source(item), **({"voice": True} if item.voice else {})}


def _document(item: out.Document) -> tuple[str, Json]:
    return "document", {**_source(item), **_used(filename=item.filename, caption=item.caption)}


def _location(item: out.Location) -> tuple[str, Json]:
    named = _used(name=item.name, address=item.address)
    return "location", {"latitude": item.latitude, "longitude": item.longitude, **named}


def _header(header: out.Header) -> Json:
    if header.kind == "text":
        return {"type": "text", "text": header.text}
    filename = _used(filename=header.filename) if header.kind == "document" else {}
    return {"type": header.kind, header.kind: {**_source(header), **filename}}


def _interactive(kind: str, body: str, action: Json, header: Json | None, footer: str | None) -> tuple[str, Json]:
    parts = _used(header=header, body={"text": body}, footer={"text": footer} if footer else None, action=action)
    return "interactive", {"type": kind, **parts}


def _buttons(item: out.Buttons) -> tuple[str, Json]:
    replies = [{"type": "reply", "reply": {"id": button.id, "title": button.title}} for button in item.buttons]
    header = _header(item.header) if item.header else None
    return _interactive("button", item.body, {"buttons": replies}, header, item.footer)


def _list(item: out.List) -> tuple[str, Json]:
    sections = [
        _used(
            title=section.title,
            rows=[_used(id=row.id, title=row.title, description=row.description) for row in section.rows],
        )
        for section in item.sections
    ]
    header = {"type": "text", "text": item.header} if item.header else None
    return _interactive("list", item.body, {"button": item.button, "sections": sections}, header, item.footer)


def _link_button(item: out.LinkButton) -> tuple[str, Json]:
    action = {"name": "cta_url", "parameters": {"display_text": item.display_text, "url": item.url}}
    return _interactive("cta_url", item.body, action, _header(item.header) if item.header else None, item.footer)


def _template(item: out.Template) -> tuple[str, Json]:
    components = {"components": list(item.components)} if item.components else {}
    return "template", {"name": item.name, "language": {"code": item.language}, **components}


_BUILDERS: dict[type[Any], Callable[..., tuple[str, Any]]] = {
    out.Text: _text,
    out.Image: _captioned,
    out.Video: _captioned,
    out.Audio: _audio,
    out.Document: _document,
    out.Sticker: lambda item: ("sticker", _source(item)),
    out.Location: _location,
    out.Contacts: lambda item: ("contacts", list(item.contacts)),
    out.Reaction: lambda item: ("reaction", {"message_id": item.message_id, "emoji": item.emoji}),
    out.Buttons: _buttons,
    out.List: _list,
    out.LinkButton: _link_button,
    out.Template: _template,
}
