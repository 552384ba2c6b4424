"""What Meta would refuse in a template, found before it is asked (Meta, Template components; Template review)."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, TypedDict

from recado.kernel.words import Words
from recado.templates import component_texts
from recado.templates.model import Json, Wording

NAME = r"^[a-z0-9_]{1,512}$"
LANGUAGE = r"^[a-z]{2,3}(_[A-Z]{2,4})?$"
MOST_BODY, MOST_LINE, MOST_LABEL, MOST_URL, MOST_CODE = 1024, 60, 25, 2000, 15
MOST_BUTTONS = {"URL": 2, "PHONE_NUMBER": 1, "COPY_CODE": 1, "OTP": 1, "FLOW": 1, "CATALOG": 1, "MPM": 1, "SPM": 1}
BUTTONS = frozenset({*MOST_BUTTONS, "QUICK_REPLY", "VOICE_CALL", "REQUEST_CONTACT_INFO"})
TYPES = frozenset({"HEADER", "BODY", "FOOTER", "BUTTONS", "CAROUSEL", "LIMITED_TIME_OFFER", "CALL_PERMISSION_REQUEST"})
_NAMED = re.compile(r"[a-z][a-z0-9_]*")
_BRACES = re.compile(r"\{\{|\}\}")
_ADJACENT = re.compile(r"\}\}\s*\{\{")


class Problem(TypedDict):
    """A rule that is broken: where, and what is wrong."""

    field: str
    problem: Words


def problems(wording: Wording) -> list[Problem]:
    """Returns every rule the wording breaks; none: it may be submitted."""
    return [{"field": where, "problem": what} for where, what in _problems(wording)]


def _problems(wording: Wording) -> Iterator[tuple[str, Words]]:
    components = wording.components
    counts = Counter(str(each.get("type", "")).upper() for each in components)
    for kind, count in counts.items():
        if kind not in TYPES:
            yield (
                "components",
                Words(
                    f"no hay componentes del tipo {kind[:40] or '(ninguno)'}",
                    f"there is no component of the type {kind[:40] or '(none)'}",
                ),
            )
        elif count > 1:
            yield "components", Words(f"solo se permite un {kind}", f"only one {kind} is allowed")
    if not counts["BODY"]:
        yield "body", Words("falta el cuerpo", "a body is needed")
        return
    if wording.category == "AUTHENTICATION":
        yield from _authentication(components)
        return
    yield from _header(wording)
    yield from _body(wording)
    yield from _footer(components)
    yield from _buttons(component_texts.buttons(components))


def _authentication(components: list[Json]) -> Iterator[tuple[str, Words]]:
    """Meta writes the texts of these: what can be chosen is the button and how long the code is good."""
    buttons = component_texts.buttons(components)
    if [str(each.get("type", "")).upper() for each in buttons] != ["OTP"]:
        yield (
            "buttons",
            Words(
                "una plantilla de autenticación tiene un solo botón, del tipo OTP",
                "an authentication template has exactly one button, of the type OTP",
            ),
        )
    elif str(buttons[0].get("otp_type", "")).upper() not in ("COPY_CODE", "ONE_TAP", "ZERO_TAP"):
        yield (
            "buttons.0.otp_type",
            Words("debe ser COPY_CODE, ONE_TAP o ZERO_TAP", "must be COPY_CODE, ONE_TAP or ZERO_TAP"),
        )
    if component_texts.part(components, "HEADER"):
        yield (
            "header",
            Words("una plantilla de autenticación no tiene encabezado", "an authentication template has no header"),
        )
    if component_texts.text(component_texts.part(components, "BODY")):
        yield (
            "body",
            Words(
                "Meta escribe el texto de una plantilla de autenticación: quítalo",
                "Meta writes the text of an authentication template: leave it out",
            ),
        )
    minutes = (component_texts.part(components, "FOOTER") or {}).get("code_expiration_minutes")
    if minutes is not None and not (isinstance(minutes, int) and 1 <= minutes <= 90):
        yield (
            "footer.code_expiration_minutes",
            Words("debe ser un número entero de 1 a 90", "must be a whole number from 1 to 90"),
        )


def _header(wording: Wording) -> Iterator[tuple[str, Words]]:
    header, kind = component_texts.part(wording.components, "HEADER"), component_texts.header_format(wording.components)
    if header is None:
        return
    if kind == "TEXT":
        yield from _length("header", component_texts.text(header), MOST_LINE)
        if len(component_texts.VARIABLE.findall(component_texts.text(header))) > 1:
            yield "header", Words("un encabezado tiene una variable como mucho", "a header has one variable at most")
        yield from _variables("header", header, wording.parameter_format)
    elif kind in component_texts.MEDIA:
        handles = header.get("example")
        if not (isinstance(handles, dict) and handles.get("header_handle")):
            yield (
                "header.example",
                Words(
                    "falta un archivo de ejemplo: sube uno y pon su handle en header_handle",
                    "an example file is needed: upload one and give its handle in header_handle",
                ),
            )
    elif kind != "LOCATION":
        yield (
            "header.format",
            Words(
                "debe ser TEXT, IMAGE, VIDEO, DOCUMENT o LOCATION", "must be TEXT, IMAGE, VIDEO, DOCUMENT or LOCATION"
            ),
        )


def _body(wording: Wording) -> Iterator[tuple[str, Words]]:
    body = component_texts.part(wording.components, "BODY")
    written = component_texts.text(body)
    yield from _length("body", written, MOST_BODY)
    stripped = written.strip()
    if stripped.startswith("{{") or stripped.endswith("}}"):
        yield (
            "body",
            Words(
                "una variable no puede ser lo primero ni lo último del texto",
                "a variable may not be the first or the last thing of the text",
            ),
        )
    if _ADJACENT.search(written):
        yield "body", Words("entre dos variables hace falta una palabra", "two variables need a word between them")
    count = len(component_texts.VARIABLE.findall(written))
    if count and len(component_texts.VARIABLE.sub(" ", written).split()) < 2 * count:
        yield (
            "body",
            Words("el texto es demasiado corto para tantas variables", "the text is too short for so many variables"),
        )
    yield from _variables("body", body or {}, wording.parameter_format)


def _footer(components: list[Json]) -> Iterator[tuple[str, Words]]:
    footer = component_texts.part(components, "FOOTER")
    if footer is not None:
        yield from _length("footer", component_texts.text(footer), MOST_LINE)
        if _BRACES.search(component_texts.text(footer)):
            yield "footer", Words("un pie no tiene variables", "a footer has no variables")


def _variables(where: str, component: Json, parameter_format: str) -> Iterator[tuple[str, Words]]:
    written = component_texts.text(component)
    names = component_texts.variables(written)
    if _BRACES.search(component_texts.VARIABLE.sub("", written)):
        yield (
            where,
            Words(
                "llaves que no son una variable: escribe {{1}} o {{nombre}}",
                "braces that are no variable: write {{1}} or {{name}}",
            ),
        )
    if parameter_format == "NAMED":
        wrong = [name for name in names if not _NAMED.fullmatch(name)]
        if wrong:
            yield (
                where,
                Words(
                    "el nombre de una variable lleva minúsculas, dígitos y _, y empieza con una letra",
                    "the name of a variable has lowercase letters, digits and _, and begins with a letter",
                ),
            )
    elif sorted(names) != sorted(str(number) for number in range(1, len(names) + 1)):
        yield (
            where,
            Words(
                "las variables se numeran {{1}}, {{2}}… sin huecos", "variables are numbered {{1}}, {{2}}… without gaps"
            ),
        )
    examples = component_texts.examples(component)
    lacking = [name for name in names if not examples.get(name, "").strip()]
    if lacking:
        yield (
            f"{where}.example",
            Words(
                f"falta un ejemplo para: {', '.join(lacking)[:200]}",
                f"an example is needed for: {', '.join(lacking)[:200]}",
            ),
        )


def _buttons(listed: list[Json]) -> Iterator[tuple[str, Words]]:
    kinds = [str(each.get("type", "")).upper() for each in listed]
    if len(listed) > 10:
        yield "buttons", Words("se permiten 10 botones como mucho", "10 buttons are allowed at most")
    for kind, count in Counter(kinds).items():
        if kind not in BUTTONS:
            yield (
                "buttons",
                Words(
                    f"no hay botones del tipo {kind[:40] or '(ninguno)'}",
                    f"there is no button of the type {kind[:40] or '(none)'}",
                ),
            )
        elif count > (most := MOST_BUTTONS.get(kind, 10)):
            yield "buttons", Words(f"{kind}: se permiten {most} como mucho", f"{kind}: {most} allowed at most")
    quick = [at for at, kind in enumerate(kinds) if kind == "QUICK_REPLY"]
    if quick and quick[-1] - quick[0] + 1 != len(quick):
        yield "buttons", Words("las respuestas rápidas van juntas", "quick replies must stand together")
    for at, (kind, button) in enumerate(zip(kinds, listed, strict=True)):
        yield from _button(f"buttons.{at}", kind, button)


def _button(where: str, kind: str, button: Json) -> Iterator[tuple[str, Words]]:
    if kind not in ("COPY_CODE", "OTP"):  # Meta writes the label of these
        yield from _length(f"{where}.text", component_texts.text(button), MOST_LABEL)
    example = _first(button.get("example"))
    if kind == "URL":
        yield from _url(where, button, example)
    elif kind == "PHONE_NUMBER":
        phone = button.get("phone_number")
        if not (isinstance(phone, str) and re.fullmatch(r"\+?[0-9]{5,20}", phone)):
            yield (
                f"{where}.phone_number",
                Words("falta un teléfono con su código de país", "a phone number with its country code is needed"),
            )
    elif kind == "COPY_CODE" and not (example and len(example) <= MOST_CODE):
        yield (
            f"{where}.example",
            Words(
                f"falta un código de ejemplo de hasta {MOST_CODE} caracteres",
                f"an example code of up to {MOST_CODE} characters is needed",
            ),
        )
    elif kind == "FLOW" and not any(button.get(name) for name in ("flow_id", "flow_name", "flow_json")):
        yield f"{where}.flow_id", Words("falta el flow", "the flow is missing")


def _url(where: str, button: Json, example: str | None) -> Iterator[tuple[str, Words]]:
    url = button.get("url")
    if not isinstance(url, str) or not re.match(r"https?://[^\s/{]+", url) or len(url) > MOST_URL:
        yield (
            f"{where}.url",
            Words(
                f"falta una dirección web (http o https) de hasta {MOST_URL} caracteres",
                f"a web address (http or https) of up to {MOST_URL} characters is needed",
            ),
        )
        return
    variables = list(component_texts.VARIABLE.finditer(url))
    if len(variables) > 1 or (variables and variables[0].end() != len(url)):
        yield (
            f"{where}.url",
            Words("se permite una variable, al final de todo", "one variable is allowed, at the very end"),
        )
    if variables and not example:
        yield (
            f"{where}.example",
            Words("falta un ejemplo de la dirección completa", "an example of the whole address is needed"),
        )


def _length(where: str, written: str, most: int) -> Iterator[tuple[str, Words]]:
    if not written.strip():
        yield where, Words("está vacío", "is empty")
    elif len(written) > most:
        yield (
            where,
            Words(
                f"tiene {len(written)} caracteres; se permiten {most}",
                f"has {len(written)} characters; {most} are allowed",
            ),
        )


def _first(value: Any) -> str | None:
    first = value[0] if isinstance(value, list) and value else value
    return first if isinstance(first, str) and first.strip() else None
