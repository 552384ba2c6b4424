"""What a ring says, in the language of whom it is for."""

from typing import Final

from recado.alerts.model import News
from recado.kernel import phones
from recado.kernel.words import Language

MOST_CHARACTERS: Final = 180  # a phone shows no more, and a push carries 3,993 bytes at most (RFC 8291 §4)
_KINDS: Final[dict[str, tuple[str, str]]] = {
    "image": ("📷 Foto", "📷 Photo"),
    "video": ("🎥 Video", "🎥 Video"),
    "audio": ("🎤 Audio", "🎤 Audio"),
    "document": ("📄 Documento", "📄 Document"),
    "sticker": ("Sticker", "Sticker"),
    "location": ("📍 Ubicación", "📍 Location"),
    "contacts": ("👤 Contacto", "👤 Contact"),
    "order": ("🛒 Pedido", "🛒 Order"),
}
_OTHER: Final = ("Te escribió un cliente", "A customer wrote to you")
_SOMEBODY: Final = ("Un cliente", "A customer")
_TRIAL: Final = (
    ("Recado", "Así suena cuando te escribe un cliente."),
    ("Recado", "This is how it rings when a customer writes."),
)


def of_news(news: News, language: Language) -> dict[str, str]:
    """Returns title and body of a ring about a customer's last message."""
    spoken = 0 if language == "es" else 1
    label = _KINDS.get(news.kind, _OTHER)[spoken]
    text = " ".join((news.text or "").split())
    if len(text) > MOST_CHARACTERS:
        text = text[: MOST_CHARACTERS - 1] + "…"
    body = text if text and news.kind not in _KINDS else f"{label}: {text}" if text else label
    more = f" · {news.unread}" if news.unread > 1 else ""
    who = news.name or (phones.e164(news.phone) if news.phone else _SOMEBODY[spoken])
    return {"title": who[:80] + more, "body": body}


def trial(language: Language) -> dict[str, str]:
    """Returns a ring that tells of nothing."""
    title, body = _TRIAL[0 if language == "es" else 1]
    return {"title": title, "body": body, "tag": "trial", "path": "/settings/alerts"}
