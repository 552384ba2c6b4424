"""Orders as the model reads them: each line, and the total as we compute it."""

from decimal import Decimal
from typing import Final

from recado.agent import customer_text
from recado.agent.customer_text import listed, mark, quoted
from recado.kernel.money import CURRENCIES
from recado.vendors.whatsapp.contents.received import OrderContent, OrderItem

_MOST_LINES: Final = 2_000  # characters of all lines together
_MOST_NAME: Final = 100
_MOST_WRITTEN: Final = Decimal(10) ** 15  # beyond it an amount is written with an exponent


def order(content: OrderContent) -> str:
    """Returns an order: what it comes to, its lines, and what the customer wrote with it."""
    lines = [mark(_line(item)) for item in content.product_items]
    facts = _own_facts(content) if lines else _told_facts(content)
    label = "pedido"
    for name, value in (("", content.title), ("número", content.order_id), ("del catálogo", content.catalog_id)):
        if written := quoted(value, _MOST_NAME):
            label += f" {name} {written}" if name else f" {written}"
    head = mark(f"{label}: {', '.join(facts)}" if facts else label)
    words = customer_text.text(content.text or "")
    parts = "\n".join(part for part in (head, listed(lines, _MOST_LINES)) if part)
    return f"{parts}\n{words}" if lines and words else f"{parts} {words}".strip()


def money(amount: float | Decimal, currency: str | None) -> str:
    """Returns an amount in whole units of its currency, with the digits that its cents need."""
    exact = amount if isinstance(amount, Decimal) else Decimal(str(amount))
    if abs(exact) >= _MOST_WRITTEN:
        number = f"{exact:.6g}"
    elif exact == exact.to_integral_value():
        number = f"{exact:.0f}"
    else:
        digits = max(CURRENCIES.get(currency or "", 2), min(6, _places(exact)))
        number = f"{exact:.{digits}f}"
    code = currency if currency in CURRENCIES else quoted(currency, 12)
    return f"{number} {code}" if code else number


def _places(exact: Decimal) -> int:
    exponent = exact.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _line(item: OrderItem) -> str:
    quantity = "cantidad desconocida de" if item.quantity is None else f"{item.quantity} ×"
    product = quoted(item.product_retailer_id, _MOST_NAME) or "producto sin clave"
    if item.item_price is None:
        return f"{quantity} {product}, sin precio"
    each = f"{quantity} {product} a {money(item.item_price, item.currency)}"
    cost = _cost(item)
    return each if cost is None else f"{each} = {money(cost, item.currency)}"


def _cost(item: OrderItem) -> Decimal | None:
    if item.item_price is None or item.quantity is None:
        return None
    return Decimal(str(item.item_price)) * item.quantity


def _own_facts(content: OrderContent) -> list[str]:
    """Returns how many lines there are and what they come to, currency by currency."""
    totals: dict[str | None, Decimal] = {}
    for item in content.product_items:
        if (cost := _cost(item)) is not None:
            totals[item.currency] = totals.get(item.currency, Decimal(0)) + cost
    count = len(content.product_items)
    facts = [f"{count} línea" if count == 1 else f"{count} líneas"]
    if totals:
        shown = [money(total, currency) for currency, total in list(totals.items())[:5]]
        facts.append("total " + " + ".join([*shown, *(["…"] if len(totals) > 5 else [])]))
    if lacking := sum(_cost(item) is None for item in content.product_items):
        facts.append(f"sin contar {lacking} sin precio o cantidad")
    return facts


def _told_facts(content: OrderContent) -> list[str]:
    """Returns what WhatsApp says of an order whose lines it does not tell."""
    facts: list[str] = []
    if content.item_count is not None:
        facts.append(f"{content.item_count} artículo" if content.item_count == 1 else f"{content.item_count} artículos")
    if content.total is not None:
        facts.append(f"total {money(content.total, content.currency)} según WhatsApp")
    return facts
