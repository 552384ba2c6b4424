"""Reading the parts of a template: its components by type, its variables, and the texts filled with values."""

import re
from typing import Any

from recado.templates.model import Json, TemplateValues, Wording

VARIABLE = re.compile(r"\{\{\s*([A-Za-z0-9_]+)\s*\}\}")
MEDIA = ("IMAGE", "VIDEO", "DOCUMENT")


def part(components: list[Json], kind: str) -> Json | None:
    """Returns the component of a type, of which there is one at most."""
    return next((each for each in components if str(each.get("type", "")).upper() == kind), None)


def buttons(components: list[Json]) -> list[Json]:
    listed = (part(components, "BUTTONS") or {}).get("buttons")
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []


def text(component: Json | None) -> str:
    value = (component or {}).get("text")
    return value if isinstance(value, str) else ""


def variables(written: str) -> list[str]:
    """Names or numbers, in order, once each."""
    return list(dict.fromkeys(VARIABLE.findall(written)))


def header_format(components: list[Json]) -> str | None:
    header = part(components, "HEADER")
    return str(header.get("format", "")).upper() if header else None


def examples(component: Json | None) -> dict[str, str]:
    """Returns a component's own sample values, by variable."""
    example = (component or {}).get("example")
    if not isinstance(example, dict):
        return {}
    texts: dict[str, str] = {}
    for key in ("header_text_named_params", "body_text_named_params"):
        for each in _list(example.get(key)):
            if isinstance(each, dict):
                texts[str(each.get("param_name"))] = str(each.get("example", ""))
    rows = [_list(example.get("header_text")), *(_list(row) for row in _list(example.get("body_text"))[:1])]
    for row in rows:
        texts |= {str(number): str(value) for number, value in enumerate(row, 1)}
    return texts


def preview(wording: Wording, values: TemplateValues) -> Json:
    """Returns the template as the customer would read it; what has no value shows its example, or its name."""
    header, body = part(wording.components, "HEADER"), part(wording.components, "BODY")
    kind = header_format(wording.components)
    shown: Json = {"header": None, "body": _fill(body, values.body), "footer": text(part(wording.components, "FOOTER"))}
    if kind == "TEXT":
        shown["header"] = {"format": kind, "text": _fill(header, values.header)}
    elif kind:
        media = values.media
        shown["header"] = {"format": kind, "text": None, "link": media.link if media else None}
    shown["footer"] = shown["footer"] or None
    shown["buttons"] = [
        _button(each, values.buttons.get(str(at))) for at, each in enumerate(buttons(wording.components))
    ]
    shown["missing"] = missing(wording, values)
    return shown


def missing(wording: Wording, values: TemplateValues) -> list[str]:
    """Returns the places without a value, such as `body.1`, `header.media`, `buttons.0`."""
    lacking = [f"body.{name}" for name in body_variables(wording) if not values.body.get(name, "").strip()]
    kind, header = header_format(wording.components), part(wording.components, "HEADER")
    if kind == "TEXT":
        lacking += [f"header.{name}" for name in variables(text(header)) if not values.header.get(name, "").strip()]
    elif kind in MEDIA and not (values.media and (values.media.media_id or values.media.link)):
        lacking.append("header.media")
    elif kind == "LOCATION" and not values.location:
        lacking.append("header.location")
    for at, button in enumerate(buttons(wording.components)):
        if wording.category == "AUTHENTICATION":
            break  # its button repeats the code
        if needs_value(button) and not values.buttons.get(str(at), "").strip():
            lacking.append(f"buttons.{at}")
    return lacking


def body_variables(wording: Wording) -> list[str]:
    """Those of the body. Meta writes the text of an authentication template itself: the code is its only one."""
    if wording.category == "AUTHENTICATION":
        return ["1"]
    return variables(text(part(wording.components, "BODY")))


def needs_value(button: Json) -> bool:
    """Returns whether a message must bring something for this button."""
    kind = str(button.get("type", "")).upper()
    return kind == "COPY_CODE" or (kind == "URL" and bool(VARIABLE.search(str(button.get("url", "")))))


def _fill(component: Json | None, given: dict[str, str]) -> str:
    texts = examples(component) | {name: value for name, value in given.items() if value}
    return VARIABLE.sub(lambda match: texts.get(match[1], match[0]), text(component))


def _button(button: Json, value: str | None) -> Json:
    url = button.get("url")
    if isinstance(url, str) and value is not None:
        url = VARIABLE.sub(lambda _: value, url)
    return {
        "type": str(button.get("type", "")).upper(),
        "text": str(button.get("text", "")),
        "url": url if isinstance(url, str) else None,
        "phone_number": str(button["phone_number"]) if "phone_number" in button else None,
    }


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
