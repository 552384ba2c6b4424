"""An approved template and its values as a message that can be queued."""

import re
from collections.abc import Sequence
from uuid import UUID

from recado.kernel.errors import NotFound
from recado.kernel.words import Words
from recado.platform.db import Tx
from recado.templates import component_texts, store
from recado.templates.model import APPROVED, Json, Template, TemplateNotUsable, TemplateValues, ValuesMissing, Wording
from recado.vendors.whatsapp.contents import MAX_TEXT, TemplateContent, TemplateText
from recado.vendors.whatsapp.contents.templates import TemplatePartValues

MOST_VALUE = 1024
MOST_LABEL, MOST_BUTTONS = 200, 20  # of what is shown; Meta allows less
_UNFIT = re.compile(r"[\n\r\t]| {5,}")  # Meta, error 132018
_NEEDED = Words("falta un valor", "a value is needed")
_UNFIT_VALUE = Words(
    f"hasta {MOST_VALUE} caracteres, sin saltos de línea ni tabuladores, y no más de 4 espacios seguidos",
    f"up to {MOST_VALUE} characters, no line breaks or tabs, no more than 4 spaces in a row",
)
_WHY = {
    "DRAFT": Words("la plantilla nunca se envió a WhatsApp", "the template was never submitted to WhatsApp"),
    "PENDING": Words("WhatsApp aún revisa la plantilla", "WhatsApp is still reviewing the template"),
    "REJECTED": Words("WhatsApp rechazó la plantilla", "WhatsApp rejected the template"),
    "PAUSED": Words(
        "WhatsApp puso la plantilla en pausa por su baja calidad",
        "WhatsApp paused the template because of low quality",
    ),
    "DISABLED": Words(
        "WhatsApp desactivó la plantilla por su baja calidad", "WhatsApp disabled the template because of low quality"
    ),
    "DELETED": Words("la plantilla se borró en WhatsApp", "the template was deleted at WhatsApp"),
}


def content_for(tx: Tx, template_id: UUID, values: TemplateValues, account_id: str) -> TemplateContent:
    """Returns the message. account_id: the WABA of the number that is to send it.

    NotFound; TemplateNotUsable with the reason when Meta would not send it (status, another account);
    Raises ValuesMissing naming each place without a fit value.
    """
    template = store.template(tx, template_id)
    if template is None:
        raise NotFound(Words("no existe esa plantilla", "there is no such template"))
    check_usable(template, account_id)
    return TemplateContent(
        name=template.name,
        language=template.language,
        components=tuple(TemplatePartValues(**each) for each in components(template.wording, values)),
        shown=text_of(template.wording, values),
    )


def with_text(tx: Tx, content: TemplateContent, account_id: str) -> TemplateContent:
    """Returns a message by a template's name with what the customer will read, where the account's template is known
    here."""
    template = store.by_name(tx, account_id, content.name, content.language)
    shown = text_of(template.wording, _values(content.components)) if template else None
    return content.model_copy(update={"shown": shown})


def text_of(wording: Wording, values: TemplateValues) -> TemplateText | None:
    """Returns the template as the customer reads it; None for one whose text only Meta has."""
    preview = component_texts.preview(wording, values)
    if not preview["body"]:
        return None
    header, footer = (preview["header"] or {}).get("text"), preview["footer"]
    return TemplateText(
        header=header[:MAX_TEXT] if header else None,
        body=preview["body"][:MAX_TEXT],
        footer=footer[:MAX_TEXT] if footer else None,
        buttons=tuple(button["text"][:MOST_LABEL] for button in preview["buttons"][:MOST_BUTTONS]),
    )


def _values(given: Sequence[TemplatePartValues]) -> TemplateValues:
    """Returns the values in components as Meta writes them, by number or by name."""
    texts: dict[str, dict[str, str]] = {"header": {}, "body": {}}
    for part in given:
        place = part.type.lower()
        for number, each in enumerate(part.parameters or (), 1):
            if place in texts and each.text is not None:
                texts[place][each.parameter_name or str(number)] = each.text
    return TemplateValues.model_construct(body=texts["body"], header=texts["header"], media=None, buttons={})


def check_usable(template: Template, account_id: str) -> None:
    """TemplateNotUsable, with why, when the template cannot go out from a number of this account."""
    if template.status != APPROVED:
        why = _WHY.get(template.status) or Words(
            f"WhatsApp tiene la plantilla como {template.status}", f"WhatsApp has the template as {template.status}"
        )
        raise TemplateNotUsable(why, template_status=template.status, reason=template.reason)
    if template.account_id != account_id:
        raise TemplateNotUsable(
            Words(
                "la plantilla es de otra cuenta de WhatsApp que el número",
                "the template belongs to another WhatsApp account than the number",
            )
        )


def components(wording: Wording, values: TemplateValues) -> list[Json]:
    """Returns the components of a message, as Meta writes them. Raises ValuesMissing when a place has no fit value."""
    errors: list[Json] = [{"field": place, "problem": _NEEDED} for place in component_texts.missing(wording, values)]
    given = {"body": values.body, "header": values.header, "buttons": values.buttons}
    for where, texts in given.items():
        for name, value in texts.items():
            if len(value) > MOST_VALUE or _UNFIT.search(value):
                errors.append({"field": f"{where}.{name}"[:100], "problem": _UNFIT_VALUE})
    if errors:
        raise ValuesMissing(
            Words("los valores no encajan con la plantilla", "the values do not fit the template"), errors=errors[:20]
        )
    filled = [_header(wording, values), _body(wording, values), *_buttons(wording, values)]
    return [each for each in filled if each]


def _header(wording: Wording, values: TemplateValues) -> Json | None:
    kind, header = component_texts.header_format(wording.components), component_texts.part(wording.components, "HEADER")
    if kind == "TEXT":
        names = component_texts.variables(component_texts.text(header))
        return _texts("header", names, values.header, wording.parameter_format) if names else None
    if kind in component_texts.MEDIA and values.media:
        file: Json = {"id": values.media.media_id} if values.media.media_id else {"link": values.media.link}
        if kind == "DOCUMENT" and values.media.filename:
            file["filename"] = values.media.filename
        return {"type": "header", "parameters": [{"type": kind.lower(), kind.lower(): file}]}
    if kind == "LOCATION" and values.location:
        return {"type": "header", "parameters": [{"type": "location", "location": values.location.as_json()}]}
    return None


def _body(wording: Wording, values: TemplateValues) -> Json | None:
    names = component_texts.body_variables(wording)
    return _texts("body", names, values.body, wording.parameter_format) if names else None


def _texts(kind: str, names: list[str], given: dict[str, str], parameter_format: str) -> Json:
    """Positional values go out in the order of their numbers, named ones with their names."""
    if parameter_format == "NAMED":
        listed: list[Json] = [{"type": "text", "parameter_name": name, "text": given[name]} for name in names]
    else:
        listed = [{"type": "text", "text": given[name]} for name in sorted(names, key=_number)]
    return {"type": kind, "parameters": listed}


def _number(name: str) -> int:
    return int(name) if name.isdecimal() else 0


def _buttons(wording: Wording, values: TemplateValues) -> list[Json]:
    filled: list[Json] = []
    for at, button in enumerate(component_texts.buttons(wording.components)):
        parameter = _parameter(wording, button, values.buttons.get(str(at)), values)
        if parameter:
            sub_type = str(button.get("type", "")).lower()
            sub_type = "url" if sub_type == "otp" else sub_type
            filled.append({"type": "button", "sub_type": sub_type, "index": str(at), "parameters": [parameter]})
    return filled


def _parameter(wording: Wording, button: Json, value: str | None, values: TemplateValues) -> Json | None:
    kind = str(button.get("type", "")).upper()
    if kind == "OTP" or (kind == "URL" and wording.category == "AUTHENTICATION"):
        return {"type": "text", "text": values.body["1"]}  # the code again, for the button that copies it
    if kind == "FLOW":
        return {"type": "action", "action": {"flow_token": value or "unused"}}
    if value is None:
        return None
    if kind == "URL" and component_texts.needs_value(button):
        return {"type": "text", "text": value}
    if kind == "COPY_CODE":
        return {"type": "coupon_code", "coupon_code": value}
    return {"type": "payload", "payload": value} if kind == "QUICK_REPLY" else None
