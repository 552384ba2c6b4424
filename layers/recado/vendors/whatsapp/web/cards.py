"""Contact cards: vCard text to and from the shape Meta gives a contact."""

import re

from recado.vendors.whatsapp.cloud.nodes import Json, as_dict, as_list, as_str

_LINE = re.compile(r"(?:item\d+\.)?(?P<name>[A-Za-z-]+)(?P<parameters>(?:;[^:]*)?):(?P<value>.*)")
_WAID = re.compile(r"waid=(\d+)", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([\\,;nN])")
_MAX_LINES = 500


def read_card(shown: str | None, vcard: str | None) -> Json:
    """A card as Meta writes one. What the vCard says besides name, phones, e-mails and company stays in `vcard`."""
    name, phones, emails, company = shown, [], [], None
    for line in re.sub(r"\r?\n[ \t]", "", vcard or "").splitlines()[:_MAX_LINES]:
        found = _LINE.fullmatch(line.strip())
        if not found:
            continue
        key, value = found["name"].upper(), _plain(found["value"])
        if key == "FN" and value:
            name = name or value
        elif key == "TEL" and value:
            number = _WAID.search(found["parameters"])
            phones.append({"phone": value, **({"wa_id": number[1]} if number else {})})
        elif key == "EMAIL" and value:
            emails.append({"email": value})
        elif key == "ORG" and value:
            company = value
    card: Json = {"name": {"formatted_name": name or (phones[0]["phone"] if phones else "")}}
    parts = {"phones": phones, "emails": emails, "org": {"company": company} if company else None, "vcard": vcard}
    return card | {key: value for key, value in parts.items() if value}


def write_card(card: Json) -> tuple[str, str]:
    """The name shown and the vCard of a contact as Meta writes one."""
    name = as_str(as_dict(card.get("name")).get("formatted_name")) or ""
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"N:;{_escape(name)};;;", f"FN:{_escape(name)}"]
    for item in map(as_dict, as_list(card.get("phones"))):
        if number := as_str(item.get("phone")) or as_str(item.get("wa_id")):
            digits = as_str(item.get("wa_id")) or re.sub(r"\D", "", number)
            lines.append(f"TEL;type=CELL;waid={digits}:{_escape(number)}")
    emails = [as_str(as_dict(item).get("email")) for item in as_list(card.get("emails"))]
    lines += [f"EMAIL:{_escape(email)}" for email in emails if email]
    if company := as_str(as_dict(card.get("org")).get("company")):
        lines.append(f"ORG:{_escape(company)}")
    return name, "\n".join([*lines, "END:VCARD"])


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip()


def _escape(value: str) -> str:
    return re.sub(r"([\\,;])", r"\\\1", value).replace("\r", "").replace("\n", "\\n")
