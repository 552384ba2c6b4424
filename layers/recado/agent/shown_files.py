"""A file as the model reads it: what it is, how long, and what is heard or seen in it, in quotes inside our mark."""

from typing import Final

from recado.agent.customer_text import mark, quoted
from recado.messaging.model import StoredMessage

MOST_HEARD: Final = 3_400  # characters: with its mark and a caption, a message still fits
_MOST_FACT: Final = 120
_FACTS: Final = ("monto", "moneda", "referencia", "banco", "fecha", "titular")


def file(label: str, message: StoredMessage, *, heard: bool = False) -> str:
    """Returns the mark of a file. label: what it is called. heard: it is a sound, and not to be seen."""
    named = f"{label}, {message.seconds} s" if heard and message.seconds else label
    verb = "oír" if heard else "ver"
    match message.file_state:
        case "done":
            return mark(": ".join([*_voucher(named, message), quoted(message.file_text, MOST_HEARD)]))
        case "waiting":
            return mark(f"{named} que todavía no se puede {verb}")
        case "too_large":
            return mark(f"{named} que no se pudo {verb}: es demasiado larga o pesada")
        case "blocked" | "failed":
            return mark(f"{named} que no se pudo {verb}")
        case _:
            return mark(named)


def _voucher(named: str, message: StoredMessage) -> list[str]:
    """Returns what stands before the description: of a receipt, what it says, each in quotes."""
    voucher = message.voucher or {}
    facts = [f"{name} {value}" for name in _FACTS if (value := quoted(_text(voucher.get(name)), _MOST_FACT))]
    return [f"{named}, parece un comprobante de pago sin verificar", ", ".join(facts)] if facts else [named]


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
