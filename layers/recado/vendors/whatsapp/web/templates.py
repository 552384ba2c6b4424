"""A template as the text it would be: WhatsApp Web knows no templates."""

import re
from collections.abc import Sequence

from recado.kernel.validation import refusing
from recado.kernel.words import Words
from recado.vendors.whatsapp.cloud.json_reading import Json, as_dict, as_list, as_str
from recado.vendors.whatsapp.contents import TemplateContent, TextContent

_NO_TEXT = Words("la plantilla no tiene un texto que se pueda enviar", "the template has no text that could be sent")
_PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def as_text(template: TemplateContent, definition: Sequence[Json]) -> TextContent:
    """Returns the template's text with its values. Raises Invalid when it has none, or one too long.

    definition: its approved `components` (Meta, Message templates).
    """
    values = {str(part["type"]).lower(): as_list(part.get("parameters")) for part in template.components}
    lines: list[str] = []
    for part in map(as_dict, definition):
        kind = str(part.get("type", "")).lower()
        if kind == "buttons":
            lines += _buttons([as_dict(button) for button in as_list(part.get("buttons"))])
        elif text := as_str(part.get("text")):
            lines.append(_filled(text, values.get(kind, [])))
    with refusing(_NO_TEXT):
        return TextContent(body="\n\n".join(lines))


def _filled(text: str, parameters: Sequence[object]) -> str:
    given = [as_dict(parameter) for parameter in parameters]
    named = {name: _value(item) for item in given if (name := as_str(item.get("parameter_name")))}
    named |= {str(at): _value(item) for at, item in enumerate(given, 1)}
    return _PLACEHOLDER.sub(lambda match: named.get(match[1], match[0]), text)


def _value(parameter: Json) -> str:
    kind = as_dict(parameter.get(str(parameter.get("type"))))
    return as_str(parameter.get("text")) or as_str(kind.get("fallback_value")) or ""


def _buttons(buttons: Sequence[Json]) -> list[str]:
    shown = [(as_str(button.get("text")), as_str(button.get("url"))) for button in buttons]
    lines = [f"{at}. {text}{f': {url}' if url else ''}" for at, (text, url) in enumerate(shown, 1) if text]
    return ["\n".join(lines)] if lines else []
