"""Contact cards: vCard text to and from the shape Meta gives a contact."""

import re

from recado.vendors.whatsapp.cloud.json_reading import Json
from recado.vendors.whatsapp.contents import ContactCard

_LINE = re.compile(r"(?:item\d+\.)?(?P<name>[A-Za-z-]+)(?P<parameters>(?:;[^:]*)?):(?P<value>.*)")
_WAID = re.compile(r"waid=(\d+)", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([\\,;nN])")
_MAX_LINES = 500


def read_card(shown: str | None, vcard: str | None) -> Json:
    """Returns a card as Meta writes one; what else the vCard says stays in `vcard`."""
    name, phones, emails, company = shown, [], [], None
    for line in re.sub(r"\r?\n[ \t]", "", vcard or "").splitlines()[:_MAX_LINES]:
        match = _LINE.fullmatch(line.strip())
        if not match:
            continue
        key, value = match["name"].upper(), _plain(match["value"])
        if key == "FN" and value:
            name = name or value
        elif key == "TEL" and value:
            number = _WAID.search(match["parameters"])
            phones.append({"phone": value, **({"wa_id": number[1]} if number else {})})
        elif key == "EMAIL" and value:
            emails.append({"email": value})
        elif key == "ORG" and value:
            company = value
    card: Json = {"name": {"formatted_name": name or (phones[0]["phone"] if phones else "")}}
    parts = {"phones": phones, "emails": emails, "org": {"company": company} if company else None, "vcard": vcard}
    return card | {key: value for key, value in parts.items() if value}


def write_card(card: ContactCard) -> tuple[str, str]:
    """Returns the name shown and the vCard of a contact."""
    name = card.name.formatted_name
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"N:;{_escape(name)};;;", f"FN:{_escape(name)}"]
    for item in card.phones:
        digits = item.wa_id or re.sub(r"\D", "", item.phone)
        lines.append(f"TEL;type=CELL;waid={digits}:{_escape(item.phone)}")
    lines += [f"EMAIL:{_escape(item.email)}" for item in card.emails]
    if card.org and card.org.company:
        lines.append(f"ORG:{_escape(card.org.company)}")
    return name, "\n".join([*lines, "END:VCARD"])


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value).strip()


def _escape(value: str) -> str:
    return re.sub(r"([\\,;])", r"\\\1", value).replace("\r", "").replace("\n", "\\n")
