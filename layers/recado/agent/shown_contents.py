"""What each kind of content says to the model: words as they were written, and everything else in marks of ours."""

from collections.abc import Callable
from typing import Any, Final

from recado.agent import customer_text
from recado.agent.customer_text import mark, quoted
from recado.agent.shown_answers import flow_answers
from recado.agent.shown_cards import cards
from recado.agent.shown_files import file
from recado.agent.shown_offers import buttons, link_button, options, template
from recado.agent.shown_orders import order
from recado.messaging.contents import NoteContent, Shown, StateContent
from recado.messaging.model import StoredMessage
from recado.vendors.whatsapp import contents
from recado.vendors.whatsapp.contents import received

_MOST_NAME: Final = 160
_MOST_LINK: Final = 300
# What a message is called that is no text; those that are read as text have no name.
KINDS: Final = {
    "image": "imagen", "video": "video", "audio": "audio", "document": "documento", "sticker": "sticker",
    "location": "ubicación", "contacts": "contacto", "reaction": "reacción", "template": "plantilla",
    "flow_reply": "formulario", "order": "pedido", "call_permission": "permiso de llamada", "payment": "aviso de pago",
    "system": "aviso de WhatsApp", "welcome": "abrió la conversación", "note": "nota interna",
    "state": "estado de la conversación", "unsupported": "mensaje que no se puede mostrar",
}  # fmt: skip
_STATES: Final = {"open": "reabierta", "snoozed": "pospuesta", "closed": "cerrada"}
_PERMISSIONS: Final = {"accept": "aceptado", "reject": "rechazado"}


def said(content: Shown, message: StoredMessage) -> str:
    """Returns what a message says. content: its content as it is shown; reactions are no matter of this function."""
    render = _RENDER.get(type(content))
    return render(content, message) if render else mark(KINDS["unsupported"])


def _text(content: contents.TextContent, _: StoredMessage) -> str:
    return customer_text.text(content.body)


def _named(label: str, *facts: str) -> str:
    """Returns a mark: what it is, and the facts that are known of it."""
    known = [fact for fact in facts if fact]
    return mark(f"{label}: {', '.join(known)}" if known else label)


def _beside(marked: str, written: str | None) -> str:
    return f"{marked} {customer_text.text(written or '')}".strip()


def _captioned(content: contents.ImageContent | contents.VideoContent, message: StoredMessage) -> str:
    return _beside(file(KINDS[content.type], message), content.caption)


def _audio(content: contents.AudioContent, message: StoredMessage) -> str:
    return _beside(
        file("nota de voz" if content.voice or message.voice else KINDS["audio"], message, heard=True), message.text
    )


def _document(content: contents.DocumentContent, message: StoredMessage) -> str:
    name = quoted(message.filename or content.filename, _MOST_NAME)
    return _beside(file(f"documento {name}".strip(), message), content.caption)


def _sticker(_: contents.StickerContent, message: StoredMessage) -> str:
    animated = isinstance(message.content, dict) and message.content.get("animated") is True
    return _beside(mark("sticker animado" if animated else KINDS["sticker"]), message.text)


def _location(content: contents.LocationContent, message: StoredMessage) -> str:
    named = (quoted(content.name, _MOST_NAME), quoted(content.address, _MOST_LINK))
    point = f"latitud {_degrees(content.latitude)}, longitud {_degrees(content.longitude)}"
    label = "ubicación en tiempo real" if content.live else KINDS["location"]
    return _beside(_named(label, *named, point, quoted(content.url, _MOST_LINK)), None if any(named) else message.text)


def _degrees(value: float) -> str:
    """Returns degrees to about a decimetre."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _contacts(content: contents.ContactsContent, _: StoredMessage) -> str:
    return cards(content)


def _chosen(
    content: received.ButtonReplyContent | received.ListReplyContent | received.TemplateButtonContent,
    message: StoredMessage,
) -> str:
    if isinstance(content, received.TemplateButtonContent):
        title, identity = content.text, content.payload
    else:
        title, identity = content.title, content.id
    words = customer_text.text(title or message.text or "").strip()
    label = "opción elegida" if isinstance(content, received.ListReplyContent) else "botón elegido"
    if not words:
        return _named(label, quoted(identity, _MOST_NAME))
    description = content.description if isinstance(content, received.ListReplyContent) else None
    return _beside(mark(label), f"{words}\n{description}" if description else words)


def _call_permission(content: received.CallPermissionContent, _: StoredMessage) -> str:
    response = content.response or ""
    answer = _PERMISSIONS.get(response) or quoted(response, _MOST_NAME)
    return _named(KINDS["call_permission"], answer, "permanente" if content.is_permanent else "")


def _payment(content: received.PaymentContent, _: StoredMessage) -> str:
    facts = {"método": content.payment_method, "referencia": content.reference_id, "tarjeta": content.last_four_digits}
    words = [f"{name} {value}" for name, fact in facts.items() if (value := quoted(fact, _MOST_NAME))]
    return _named(KINDS["payment"], *words)


def _system(content: received.SystemContent, message: StoredMessage) -> str:
    written = content.body or message.text
    return _beside(_named(KINDS["system"], "" if written else quoted(content.event, _MOST_NAME)), written)


def _unsupported(content: received.UnsupportedContent, message: StoredMessage) -> str:
    return _beside(_named(KINDS["unsupported"], quoted(content.raw_type, _MOST_NAME)), message.text)


_RENDER: Final[dict[type, Callable[[Any, StoredMessage], str]]] = {
    contents.TextContent: _text,
    contents.ImageContent: _captioned,
    contents.VideoContent: _captioned,
    contents.AudioContent: _audio,
    contents.DocumentContent: _document,
    contents.StickerContent: _sticker,
    contents.LocationContent: _location,
    contents.ContactsContent: _contacts,
    contents.ButtonsContent: lambda content, _: buttons(content),
    contents.ListContent: lambda content, _: options(content),
    contents.LinkButtonContent: lambda content, _: link_button(content),
    contents.TemplateContent: template,
    received.ButtonReplyContent: _chosen,
    received.ListReplyContent: _chosen,
    received.TemplateButtonContent: _chosen,
    received.FlowReplyContent: flow_answers,
    received.OrderContent: lambda content, _: order(content),
    received.SystemContent: _system,
    received.CallPermissionContent: _call_permission,
    received.PaymentContent: _payment,
    received.WelcomeContent: lambda _, __: mark(KINDS["welcome"]),
    received.UnsupportedContent: _unsupported,
    NoteContent: lambda content, _: _beside(mark(KINDS["note"]), content.body),
    StateContent: lambda content, _: mark(f"conversación {_STATES[content.state]}"),
}
