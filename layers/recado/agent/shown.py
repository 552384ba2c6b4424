"""A stored message as the model reads it: whole, in the customer's words and marks of ours, and bounded.

A mark says what is no text, or what a message is about: ⟦documento "menú.pdf"⟧, ⟦responde a tu mensaje: "…"⟧. What
others chose stands in quotes inside a mark, on one line, so that it ends where we say it ends.
"""

from collections.abc import Mapping
from typing import Final

from recado.agent import customer_text
from recado.agent.customer_text import mark, quoted
from recado.agent.shown_contents import KINDS, said
from recado.agent.shown_orders import money
from recado.messaging.contents import shown_content, shown_context, shown_kind
from recado.messaging.model import StoredMessage
from recado.vendors.whatsapp.contents import ReactionContent
from recado.vendors.whatsapp.contents.received import AdReferral, MessageContext, ReferredProduct

MOST_SHOWN: Final = 4_000  # characters of one message
_MOST_QUOTED: Final = 120
_MOST_TITLE: Final = 200
_MOST_BODY: Final = 600
_SOURCES: Final = {"ad": "un anuncio", "post": "una publicación"}


def shown(message: StoredMessage, others: Mapping[str, StoredMessage]) -> str:
    """Returns what the model reads of a message, never empty, at most MOST_SHOWN characters. Never raises.

    others: by the vendor's ids, messages that this one may quote or react to.
    """
    context = shown_context(message.content) or MessageContext()
    content = shown_content(message.kind, message.text, message.content, target_id=message.target_id)
    parts = _carried(context) if message.direction == "in" else []
    if message.reply_to:
        parts.append(mark(f"responde {_about(message, message.reply_to, others)}"))
    if isinstance(content, ReactionContent):
        emoji = quoted(content.emoji, _MOST_QUOTED)
        reaction = f"reacción {emoji}" if emoji else "quitó su reacción"
        parts.append(mark(f"{reaction} {_about(message, content.message_id, others)}"))
    else:
        parts.append(said(content, message))
    whole = " ".join(part for part in parts if part)
    return customer_text.shortened(whole, MOST_SHOWN) if whole.strip() else mark("mensaje vacío")


def _carried(context: MessageContext) -> list[str]:
    """Returns what a customer's message carries beside what it says."""
    parts: list[str] = []
    if author := quoted(context.author_name or context.author, customer_text.MOST_NAME):
        parts.append(mark(f"escribe {author}"))
    if context.forwarded or context.frequently_forwarded:
        parts.append(mark("reenviado"))
    if context.view_once:
        parts.append(mark("para ver una sola vez"))
    if context.referral:
        parts.append(_advert(context.referral))
    if context.referred_product:
        parts.append(_product(context.referred_product))
    return parts


def _advert(referral: AdReferral) -> str:
    kind = referral.source_type
    source = _SOURCES.get(kind or "ad") or quoted(kind, customer_text.MOST_NAME) or "un anuncio"
    words = (quoted(referral.headline, _MOST_TITLE), quoted(referral.body, _MOST_BODY))
    return mark(_told(f"viene de {source}", *words))


def _product(product: ReferredProduct) -> str:
    names = (product.product_retailer_id or product.product_id, _MOST_TITLE), (product.catalog_id, _MOST_TITLE)
    identity, catalogue = (quoted(name, most) for name, most in names)
    label = " ".join(["pregunta por el producto", *([identity] if identity else [])])
    label += f" del catálogo {catalogue}" if catalogue else ""
    price = "" if product.price is None else money(product.price, product.currency)
    return mark(_told(label, quoted(product.title, _MOST_TITLE), quoted(product.description, _MOST_BODY), price))


def _told(label: str, *facts: str) -> str:
    told = ", ".join(fact for fact in facts if fact)
    return f"{label}: {told}" if told else label


def _about(message: StoredMessage, vendor_id: str, others: Mapping[str, StoredMessage]) -> str:
    """Returns how a message names the one it is about. What a customer wrote is not repeated among our own words."""
    other = others.get(vendor_id)
    if other is None:
        return "a un mensaje anterior"
    if other.direction == "out":
        return f"a tu mensaje: {_brief(other)}"
    if message.direction == "out":
        return "a un mensaje del cliente"
    context = shown_context(other.content)
    author = quoted(context.author_name, customer_text.MOST_NAME) if context else ""
    return f"a {author}: {_brief(other)}" if author else f"a: {_brief(other)}"


def _brief(message: StoredMessage) -> str:
    """Returns a message in a few words: which kind, if it is no text, and how it begins."""
    kind = KINDS.get(shown_kind(message.kind))
    words = quoted(None if message.kind == "flow_reply" else message.text, _MOST_QUOTED)
    return " ".join(part for part in (kind, words) if part) or "mensaje vacío"
