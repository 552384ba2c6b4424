"""What customers can tap, as the model reads it: buttons, lists, links and templates, with what each offers."""

from collections.abc import Sequence
from typing import Final

from recado.agent import customer_text
from recado.agent.customer_text import listed, mark, quoted
from recado.messaging.model import StoredMessage
from recado.vendors.whatsapp.contents import (
    ButtonsContent,
    FileHeader,
    LinkButtonContent,
    ListContent,
    ListRow,
    TemplateContent,
    TextHeader,
)
from recado.vendors.whatsapp.contents.interactive import Header
from recado.vendors.whatsapp.contents.templates import TemplateParameter

_MOST_TITLE: Final = 100
_MOST_LINK: Final = 500
_MOST_VALUE: Final = 300
_MOST_OPTIONS: Final = 1_800  # characters of all options together
_FILES: Final = {"image": "imagen", "video": "video", "document": "documento"}


def buttons(content: ButtonsContent) -> str:
    """Returns a text with the titles of its buttons."""
    return _framed(
        _header(content.header), content.body, content.footer, _titles([each.title for each in content.buttons])
    )


def link_button(content: LinkButtonContent) -> str:
    """Returns a text with its button, and where that leads."""
    link = mark(f"botón {quoted(content.display_text, _MOST_TITLE)}: {quoted(content.url, _MOST_LINK)}")
    return _framed(_header(content.header), content.body, content.footer, link)


def options(content: ListContent) -> str:
    """Returns a text with the options of its list, each with its description."""
    rows = [mark(f"opción {_row(row)}") for section in content.sections for row in section.rows]
    head = mark(f"lista {quoted(content.button, _MOST_TITLE)}".strip())
    return _framed(
        customer_text.text(content.header or ""),
        content.body,
        content.footer,
        f"{head}\n{listed(rows, _MOST_OPTIONS)}",
    )


def template(content: TemplateContent, message: StoredMessage) -> str:
    """Returns a template as the customer reads it; where that is not known, its name and the values it was sent
    with."""
    known = content.shown
    if known:
        words = _framed(customer_text.text(known.header or ""), known.body, known.footer, _titles(known.buttons))
        return "\n".join([mark("plantilla"), *_template_files(content), words])
    values = [value for part in content.components for each in part.parameters or () if (value := _value(each))]
    listing = mark(f"valores: {', '.join(values[:20])}") if values else ""
    head = mark(f"plantilla {quoted(content.name, _MOST_TITLE)}".strip())
    words = customer_text.text(message.text or "")
    return "\n".join(part for part in (head, *_template_files(content), words, listing) if part)


def _framed(header: str, body: str, footer: str | None, offered: str) -> str:
    """header, offered: as they are shown already."""
    words = (header, customer_text.text(body), customer_text.text(footer or ""), offered)
    return "\n".join(part for part in words if part)


def _header(header: Header | None) -> str:
    match header:
        case TextHeader():
            return customer_text.text(header.text)
        case FileHeader():
            return mark(f"{_FILES[header.kind]} {quoted(header.filename, _MOST_TITLE)}".strip())
        case None:
            return ""


def _titles(titles: Sequence[str]) -> str:
    written = [title for each in titles if (title := quoted(each, _MOST_TITLE))]
    return mark(f"botones: {' · '.join(written)}") if written else ""


def _row(row: ListRow) -> str:
    description = quoted(row.description, _MOST_TITLE)
    return quoted(row.title, _MOST_TITLE) + (f": {description}" if description else "")


def _template_files(content: TemplateContent) -> list[str]:
    headers = [each for part in content.components if part.type.lower() == "header" for each in part.parameters or ()]
    kinds = [_FILES[kind] for each in headers if (kind := each.type.lower()) in _FILES]
    return [mark(kind) for kind in kinds[:1]]


def _value(parameter: TemplateParameter) -> str:
    fallback = parameter.currency or parameter.date_time
    return quoted(parameter.text or (fallback.fallback_value if fallback else parameter.coupon_code), _MOST_VALUE)
