"""Contact cards as the model reads them: who it is, where they work, and how to reach them."""

from typing import Final

from recado.agent.customer_text import listed, mark, quoted
from recado.vendors.whatsapp.contents.contact_cards import ContactAddress, ContactCard, ContactsContent

_MOST_CARDS: Final = 3_000  # characters of all cards together
_MOST_NAME: Final = 100
_MOST_LINE: Final = 200
_MOST_OF_EACH: Final = 5  # telephones and so on of one card
_NAMELESS: Final = "…"  # as `messaging.contents` calls a card without any name


def cards(content: ContactsContent) -> str:
    """Returns a mark for each card."""
    return listed([_card(card) for card in content.contacts], _MOST_CARDS)


def _card(card: ContactCard) -> str:
    organisation = card.org
    name = "" if card.name.formatted_name == _NAMELESS else quoted(card.name.formatted_name, _MOST_NAME)
    facts = [
        *_each("empresa", [organisation.company] if organisation else [], _MOST_NAME),
        *_each("área", [organisation.department] if organisation else [], _MOST_NAME),
        *_each("puesto", [organisation.title] if organisation else [], _MOST_NAME),
        *_each("teléfono", [each.phone for each in card.phones], _MOST_NAME),
        *_each("correo", [each.email for each in card.emails], _MOST_LINE),
        *_each("dirección", [_address(each) for each in card.addresses], _MOST_LINE),
        *_each("página", [each.url for each in card.urls], _MOST_LINE),
        *_each("cumpleaños", [card.birthday], _MOST_NAME),
    ]
    label = f"contacto {name}" if name else "contacto"
    return mark(f"{label}: {', '.join(facts)}" if facts else label)


def _each(label: str, values: list[str | None], most: int) -> list[str]:
    """Returns those of the values that say something, each under its label."""
    written = [value for each in values[:_MOST_OF_EACH] if (value := quoted(each, most))]
    return [f"{label} {value}" for value in written]


def _address(address: ContactAddress) -> str:
    parts = (address.street, address.city, address.state, address.zip, address.country)
    return ", ".join(part for part in parts if part)
